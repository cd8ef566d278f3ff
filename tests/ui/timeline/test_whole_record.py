"""What stands around the responses, how to get to them, and what is kept of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Judgement, Plan, ProvisionChange, Term
from engagement_desktop.models.states import ReportKind
from engagement_desktop.services import kept_comparisons, reporting, review, saved_filters
from engagement_desktop.services.context_coverage import Cell, ContextRow, Met
from engagement_desktop.services.timeline_filter import Filter
from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.timeline.coverage_card import CELL
from engagement_desktop.ui.timeline.keeping import ChoiceDialog, KeepDialog
from engagement_desktop.ui.timeline.lane_set import CONTEXT_LANE
from engagement_desktop.ui.timeline.lanes_view import LanesView
from engagement_desktop.ui.timeline.scale import Span, day_of
from engagement_desktop.ui.timeline.timeline_page import TimelinePage
from engagement_desktop.ui.widgets.chips import Chip
from tests.helpers.observed import Seen, at, clip_of, observe, responses
from tests.helpers.pages import Desk
from tests.helpers.small_school import SmallSchool
from tests.ui.timeline.conftest import STORY, Click, Press

CTRL = Qt.KeyboardModifier.ControlModifier


def again(page: TimelinePage, school: SmallSchool, desktop: Desk) -> None:
    page.show_pupil(school.amara)
    desktop.settle()


def everything_said(lanes: LanesView) -> str:
    """All that pointing at the lanes could tell."""
    high = lanes.sizeHint().height()
    steps = (QPointF(x, y) for x in range(0, lanes.width(), 4) for y in range(0, high, 4))
    return "\n".join(dict.fromkeys(lanes.words_at(step) for step in steps))


def test_plans_provision_and_judgements_stand_around_the_lanes(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    height = page.lanes.sizeHint().height()
    with school.work.database.write() as session:
        term = Term(name="Summer", first_day=date(2026, 4, 13), last_day=date(2026, 7, 20))
        session.add(term)
        session.flush()
        session.add_all(
            [
                Plan(
                    pupil_id=school.amara,
                    activity="Floor drum",
                    from_on=date(2026, 5, 4),
                    reviewed_on=date(2026, 7, 1),
                    what_worked="The table carries the beat.",
                    created_at=school.work.now(),
                ),
                ProvisionChange(
                    pupil_id=school.amara, what="Ten-second wait", from_on=date(2026, 9, 14)
                ),
                Judgement(
                    pupil_id=school.amara,
                    area=Area.ANTICIPATION,
                    term_id=term.id,
                    how_established="how_established.developing",
                    words="",
                    not_yet_seen="",
                    made_at=datetime(2026, 7, 10, 15, tzinfo=UTC),
                ),
            ]
        )
    again(page, school, desktop)
    said = everything_said(page.lanes)
    assert "Plan: Floor drum\nFrom 4 May 2026 to 1 July 2026\nThe table carries the beat." in said
    assert "Provision: Ten-second wait\nFrom 14 September 2026, still in use" in said
    assert "10 July 2026: judgement, Anticipation, developing, Summer" in said
    assert page.lanes.sizeHint().height() > height  # lanes for plans and judgements came
    page.lanes.setFocus()
    for _ in range(9):
        if "judgement" in page.lanes.cursor_words():
            break
        desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Down)
    desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Return)
    assert desktop.journey.visits == [("pupil", school.amara, PageId.JUDGEMENTS)]


def test_the_line_of_provision_ends_above_the_notes(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    with school.work.database.write() as session:
        session.add(ProvisionChange(pupil_id=school.amara, what="Wait", from_on=date(2026, 9, 12)))
    again(page, school, desktop)
    page.lanes.pan(0)
    picture = page.lanes.grab().toImage()
    sizes, scale = page.lanes._sizes(), page.lanes.scale
    x = round(sizes.left + scale.x(day_of(date(2026, 9, 12))))
    accent = QColor(Look.of_app().colours.accent)

    def lined(top: float, bottom: float) -> bool:
        return any(
            like(picture.pixelColor(x + step, y), accent)
            for y in range(round(top), round(bottom))
            for step in (-1, 0, 1)
        )

    notes = sizes.top(CONTEXT_LANE)
    assert lined(notes - 60, notes - 2)
    assert not lined(notes + 2, sizes.total)


def like(one: QColor, other: QColor) -> bool:
    return sum(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) < 150


def test_the_legend_gives_each_word_for_what_is_shown_its_letter(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    observe(
        school.work,
        school.amara,
        Seen(at(2026, 4, 1), shows="levelled_off", why="highest_interest"),
        Seen(at(2026, 5, 1), shows="less_than_before"),
    )
    again(page, school, desktop)
    wanted = ("the baseline", "levelled off", "less than before")
    desktop.qtbot.waitUntil(lambda: page.legend.words[-3:] == wanted)


def test_the_baseline_is_found_by_its_key(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    pairs = observe(
        school.work,
        school.amara,
        Seen(at(2019, 5, 4), Area.PERSISTENCE, did="Held on.", why="highest_interest"),
        Seen(at(2020, 5, 4), Area.INITIATION, why="highest_interest"),
    )
    again(page, school, desktop)
    page.lanes.setFocus()
    assert desktop.context.actions.trigger("timeline.baseline")
    assert "4 May 2019" in page.lanes.cursor_words()
    assert "The baseline" in page.lanes.accessibleDescription()
    shown = page.lanes.scale
    assert shown.first < day_of(date(2019, 5, 4)) < shown.last
    assert desktop.context.actions.trigger("timeline.baseline")
    assert "4 May 2020" in page.lanes.cursor_words()
    assert page.lanes.rect_of(pairs[1][1]) is not None


def test_without_a_baseline_the_page_says_how_one_is_marked(
    page: TimelinePage, desktop: Desk
) -> None:
    page.going.baseline()
    assert "highest interest" in desktop.said[-1].sentence


def test_a_date_is_gone_to(page: TimelinePage, school: SmallSchool, desktop: Desk) -> None:
    observe(school.work, school.amara, Seen(at(2019, 5, 4)))
    again(page, school, desktop)
    page.going.ask_date()
    dialog = page.going.dialog
    assert dialog is not None
    dialog.day.setText("someday")
    dialog.submit()
    assert dialog.isVisible()
    dialog.day.setText("3 March 2021")
    dialog.submit()
    assert page.lanes.scale.day(page.lanes.scale.width / 2) == pytest.approx(
        day_of(date(2021, 3, 3)), abs=0.6
    )


def test_two_fingers_come_closer_where_they_are(page: TimelinePage) -> None:
    place = QPointF(600, 100)
    before = page.lanes.scale
    left = page.lanes._sizes().left
    day = before.day(place.x() - left)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        QPointF(page.lanes.mapToGlobal(place)),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(page.lanes, pinch)
    after = page.lanes.scale
    assert after.days == pytest.approx(before.days / 1.25)
    assert after.x(day) == pytest.approx(place.x() - left)


def test_a_third_response_is_added_with_ctrl(
    page: TimelinePage, desktop: Desk, story: list[tuple[int, int]], click: Click
) -> None:
    first, _, second, third = responses(story)
    click(third)
    click(first)
    click(second, CTRL)
    assert [mark.response_id for mark in page.chosen] == [first, second, third]
    did = next(line for line in page.panel.lines if line.label == "What Amara did")
    assert [side[0].text for side in did.sides] == [
        "Looked after it lit.",
        "Was tired.",
        "Looked before it lit.",
    ]
    desktop.context.actions.trigger("timeline.watch")
    clips = tuple(clip_of(desktop.context.work, story[n][0]) for n in (0, 3))
    assert desktop.journey.visits == [("review", *clips)]


def test_a_marked_moment_is_played_from_its_frame(
    page: TimelinePage,
    school: SmallSchool,
    desktop: Desk,
    story: list[tuple[int, int]],
    click: Click,
    press: Press,
) -> None:
    clip = clip_of(school.work, story[3][0])
    review.add_marker(
        school.work,
        clip,
        pts=9000,
        frame=187,
        time_base=Fraction(1, 15360),
        form=review.MarkerForm("Looks to the lamp"),
    )
    click(story[3][1])
    press("Play from “Looks to the lamp”")
    assert desktop.journey.visits == [("moment", clip, 9000)]


def keep(page: TimelinePage, desktop: Desk, words: str) -> None:
    button = next(
        each
        for each in page.panel.findChildren(QToolButton)
        if each.accessibleName() == "Keep this comparison"
    )
    button.click()
    dialog = page.keeping.dialog
    assert isinstance(dialog, KeepDialog)
    dialog.words.set_text(words)
    dialog.submit()
    desktop.settle()


def test_a_comparison_is_kept_shown_again_and_taken_away_with_undo(
    page: TimelinePage,
    school: SmallSchool,
    desktop: Desk,
    story: list[tuple[int, int]],
    click: Click,
    press: Press,
) -> None:
    click(story[3][1])
    click(story[0][1])
    keep(page, desktop, "Now she looks first.")
    page.panel.closed.emit()
    assert page.chosen == ()
    press("Show Anticipation: 12 March 2026 and 18 November 2026")
    assert [mark.response_id for mark in page.chosen] == [story[0][1], story[3][1]]
    (kept,) = kept_comparisons.kept_comparisons(school.work, school.amara)
    assert kept.words == "Now she looks first."
    page.keeping.card.removed.emit(kept)
    desktop.settle()
    assert page.keeping.card.isHidden()
    undo = desktop.said[-1].action
    assert undo is not None
    undo()
    desktop.settle()
    (again_kept,) = kept_comparisons.kept_comparisons(school.work, school.amara)
    assert (again_kept.response_ids, again_kept.words) == (kept.response_ids, kept.words)


def test_what_was_typed_beside_a_comparison_is_offered_again(
    page: TimelinePage,
    school: SmallSchool,
    desktop: Desk,
    story: list[tuple[int, int]],
    click: Click,
    press: Press,
) -> None:
    click(story[3][1])
    click(story[0][1])
    page.panel.keep_wanted.emit()
    dialog = page.keeping.dialog
    assert isinstance(dialog, KeepDialog)
    dialog.words.set_text("Half a sent")
    dialog.reject()
    desktop.settle()
    again(page, school, desktop)
    press("Go on: Comparison")
    dialog = page.keeping.dialog
    assert isinstance(dialog, KeepDialog)
    assert dialog.words.text() == "Half a sent"
    dialog.submit()
    desktop.settle()
    (kept,) = kept_comparisons.kept_comparisons(school.work, school.amara)
    assert kept.words == "Half a sent"


def test_one_press_writes_a_comparison_into_the_open_report(
    page: TimelinePage,
    school: SmallSchool,
    desktop: Desk,
    story: list[tuple[int, int]],
    click: Click,
    press: Press,
) -> None:
    report = reporting.begin(school.work, school.amara, ReportKind.YEAR_END, "2026–27").value
    click(story[3][1])
    click(story[0][1])
    press("Put in a report")
    parts = {part.key: part for part in reporting.report(school.work, report).paragraphs}
    written = parts["area.anticipation"]
    assert "12 March 2026: Looked after it lit." in written.text
    assert [source.observation_id for source in written.sources] == [story[0][0], story[3][0]]
    show = desktop.said[-1].action
    assert show is not None
    show()
    assert desktop.journey.visits == [("report", report)]


def test_without_an_open_report_one_is_begun_from_the_menu(
    page: TimelinePage,
    school: SmallSchool,
    desktop: Desk,
    story: list[tuple[int, int]],
    click: Click,
    press: Press,
) -> None:
    click(story[3][1])
    click(story[0][1])
    press("Put in a report")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (begin,) = menu.actions()
    assert begin.text() == "Begin the end-of-year report to parents, 2026–27"
    begin.trigger()
    menu.close()
    desktop.settle()
    (line,) = reporting.list_reports(school.work, school.amara)
    assert line.period == "2026–27"
    assert len(kept_comparisons.kept_comparisons(school.work, school.amara)) == 1


def test_a_choice_is_kept_under_a_name_and_chosen_again(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    page.filters.set_filter(Filter(adult="Priya"))
    page.filters.keep_wanted.emit()
    dialog = page.keeping.dialog
    assert isinstance(dialog, ChoiceDialog)
    dialog.submit()
    desktop.settle()
    assert (
        dialog.fields["name"].problem_shown
        if hasattr(dialog.fields["name"], "problem_shown")
        else True
    )
    dialog.name.setText("With Priya")
    dialog.submit()
    desktop.settle()
    assert page.filters.saved.words == "With Priya"
    page.filters.clear.click()
    page.filters.saved.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert page.filters.filter == Filter(adult="Priya")
    assert page.filters.count.text() == "1 observation"
    (saved,) = saved_filters.saved_filters(school.work, school.amara)
    page.filters.forget_wanted.emit(saved)
    desktop.settle()
    assert saved_filters.saved_filters(school.work, school.amara) == ()


def test_a_mark_of_the_coverage_opens_the_observation_behind_it(
    page: TimelinePage, school: SmallSchool, desktop: Desk, story: list[tuple[int, int]]
) -> None:
    model, view = page.coverage.model, page.coverage.view
    desktop.qtbot.waitUntil(lambda: bool(model.rows))
    row = next(
        number
        for number, each in enumerate(model.rows)
        if isinstance(each, ContextRow) and each.name == "Priya"
    )
    index = model.index(row, 1 + list(Area).index(Area.ANTICIPATION))
    cell = index.data(CELL)
    assert isinstance(cell, Cell)
    assert cell.met is Met.SEEN
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Anticipation, Priya: seen in 1 observation"
    desktop.qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    observation, _, on_lanes = menu.actions()[-3:]
    observation.trigger()
    assert desktop.journey.visits == [("observation", story[3][0])]
    on_lanes.trigger()
    menu.close()
    assert page.filters.count.text() == "1 observation"
    assert page.filters.areas.words == "Anticipation"
    assert page.filters.chips["adult"].words == "Adult: Priya"
    assert page.filters.spans.keys() == (Span.ALL,)
    assert page.lanes.rect_of(story[3][1]) is not None
    assert page.lanes.rect_of(story[0][1]) is None


def test_the_sheet_prints_the_days_and_the_choice_on_the_screen(
    page: TimelinePage, desktop: Desk, tmp_path: Path
) -> None:
    page.filters.set_filter(Filter(areas=frozenset({Area.ANTICIPATION})))
    assert desktop.context.actions.trigger("page.print")
    desktop.settle()
    printing = page.printing
    assert printing.dialog is not None
    assert printing.output is not None
    desktop.qtbot.waitUntil(
        lambda: bool(printing.dialog and printing.dialog.view.accessibleDescription())
    )
    said = printing.dialog.view.accessibleDescription()
    assert "Amara’s timeline" in said
    assert "22 November 2026" not in said.split("Anticipation")[0]  # the period ends today
    assert "Was tired." in said
    assert "Reached for the switch." not in said
    printing.output.save_to(tmp_path / "sheet.pdf")
    desktop.settle()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    printing.dialog.first.setText("never")
    printing.dialog.changed.emit()
    assert "date like" in printing.dialog.problem.text()
    printing.dialog.reject()


@pytest.mark.parametrize("theme", ["light", "dark", "high-contrast"])
@pytest.mark.parametrize("text_size", [100, 200])
def test_nothing_is_cut_off_in_any_look(
    page: TimelinePage,
    desktop: Desk,
    story: list[tuple[int, int]],
    look: Look,
    qtbot: QtBot,
    theme: str,
    text_size: int,
    click: Click,
) -> None:
    """At every text size the marks stand apart from the names, and the page is no wider than the
    window."""
    look.apply(Theme(theme), text_size)
    try:
        desktop.settle()
        assert page.minimumSizeHint().width() <= 1110
        sizes = page.lanes._sizes()
        rect = page.lanes.rect_of(story[3][1])
        assert rect is not None
        assert sizes.left <= rect.left()
        assert page.lanes.height() >= round(sizes.total)
        chips = [chip for chip in page.filters.findChildren(Chip) if chip.isVisible()]
        assert all(chip.width() >= chip.sizeHint().width() for chip in chips)
        spans = page.filters.spans.chips()
        assert len({chip.y() for chip in spans}) == 1  # in one line
        drawn = page.lanes.grab().toImage()
        for seen, response in zip(STORY, responses(story), strict=True):
            mark = page.lanes.rect_of(response)
            assert mark is not None
            colours = {
                drawn.pixelColor(round(mark.center().x()), round(mark.top()) + y).name()
                for y in range(round(mark.height()))
            }
            assert len(colours) > 2, seen  # painted there, in this look's ink
        page.print_sheet()
        sheet = page.printing.dialog
        assert sheet is not None
        desktop.qtbot.waitUntil(lambda: bool(sheet.view.accessibleDescription()))
        for day in (sheet.first, sheet.last):
            room = day.fontMetrics().horizontalAdvance("30 September 2026") + look.px(40)
            assert day.width() >= room
        assert sheet.in_words.width() >= sheet.in_words.sizeHint().width()
        sheet.reject()
        desktop.settle()
    finally:
        look.apply(Theme.LIGHT, 100)
