"""Writing a report as a teacher does: type, add evidence, see the page, save, print, hand over."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from sqlalchemy import select

from engagement_desktop.models.editions import Edition
from engagement_desktop.models.records import Permission
from engagement_desktop.models.states import ReportKind, ReportStatus
from engagement_desktop.services import permissions, pupils, report_preview, reporting
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.batch_dialog import open_batch
from engagement_desktop.ui.reports.caption_editor import CaptionEditor
from engagement_desktop.ui.reports.paragraph_card import AlongsideText
from engagement_desktop.ui.reports.printing import print_pdf
from engagement_desktop.ui.reports.report_header import ReportHeader
from engagement_desktop.ui.reports.reports_page import ReportsPage
from engagement_desktop.ui.widgets.empty import EmptyState
from tests.helpers.pages import Desk
from tests.helpers.pdf import words_of
from tests.helpers.reports import observed, permit_family, photo
from tests.helpers.small_school import SmallSchool, small_school

YEAR = "2026–27"
NOW = datetime(2027, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        made = replace(made, work=replace(made.work, clock=lambda: NOW))
        permit_family(made)
        observed(made, date(2026, 10, 5), "Looked once it was lit.", outcome=True)
        observed(made, date(2027, 3, 12), "Looked up before it lit", picture=photo())
        yield made


@pytest.fixture
def report_id(school: SmallSchool) -> int:
    made = reporting.begin(school.work, school.amara, ReportKind.YEAR_END, YEAR).value
    reporting.save_texts(school.work, made, {"loved": "Bubbles & <b>drums</b>."})
    return made


@pytest.fixture
def page(school: SmallSchool, desktop: Desk, qtbot: QtBot) -> Iterator[ReportsPage]:
    made = ReportsPage(desktop.context)
    qtbot.addWidget(made)
    made.resize(1110, 606)
    made.show()
    made.show_pupil(school.amara)
    settle(desktop, made)
    yield made
    if isValid(made):  # before the threads that it would still write on
        delete(made)


def settle(desktop: Desk, page: ReportsPage) -> None:
    """Until nothing is written, read or about to be drawn."""
    desktop.settle()
    page.keeper.flush()
    page.feed.refresh()
    desktop.settle()


def stored(school: SmallSchool, report_id: int, key: str) -> str:
    view = reporting.report(school.work, report_id)
    return next(part.text for part in view.paragraphs if part.key == key)


def printed(page: ReportsPage) -> str:
    assert page.feed.latest is not None
    return words_of(page.feed.latest.pdf)


def empty_state(page: ReportsPage) -> EmptyState:
    return next(each for each in page.findChildren(EmptyState) if each.isVisible())


def choose(page: ReportsPage, words: str) -> None:
    """Choose the line of the evidence list that says this."""
    for row in range(page.evidence.model.rowCount()):
        index = page.evidence.model.index(row)
        if words in str(index.data()):
            page.evidence.view.setCurrentIndex(index)
            return
    raise AssertionError(f"“{words}” is not in the list")


def choose_edition(page: ReportsPage, edition: Edition) -> None:
    page.preview.edition.set_key(edition)
    page.preview.edition.activated.emit(page.preview.edition.currentIndex())


def test_a_report_is_begun_from_the_empty_page(
    page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    assert "has not been begun" in empty_state(page).sentence
    assert not page.preview.print_button.isEnabled()
    page.begin()
    settle(desktop, page)

    assert page.paragraphs.isVisible()
    assert "Amara’s year" in printed(page)
    assert page.preview.place.text() == "1 of 1"
    assert [line.period for line in reporting.list_reports(school.work, school.amara)] == [YEAR]


def test_what_is_typed_is_on_the_page_and_in_the_file(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool, qtbot: QtBot
) -> None:
    card = page.paragraphs.cards["area.persistence"]
    card.text_area.setFocus()
    QTest.keyClicks(card.text_area, "She kept at it.")
    qtbot.waitUntil(lambda: not page.keeper.unsaved, timeout=5000)
    qtbot.waitUntil(lambda: "She kept at it." in printed(page), timeout=5000)

    assert stored(school, report_id, "area.persistence") == "She kept at it."
    assert "Bubbles & <b>drums</b>." in printed(page)


def test_leaving_writes_what_was_typed_a_moment_ago(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    QTest.keyClicks(page.paragraphs.cards["next_year"].text_area, "Rebound.")
    assert page.leave()
    desktop.settle()

    assert stored(school, report_id, "next_year") == "Rebound."


def test_what_a_report_could_not_save_is_kept_while_another_is_written(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    def refuse(work: str) -> None:
        with school.work.database.write() as session:
            session.connection().exec_driver_sql(work)

    refuse(
        "CREATE TRIGGER fault BEFORE INSERT ON report_paragraph BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    page.keeper.typed("next_year", "Rebound.")
    page.keeper.follow(None)  # another report, or another pupil
    desktop.settle()
    assert page.unsaved() == {report_id: {"next_year": "Rebound."}}
    refuse("DROP TRIGGER fault")
    page.leave()
    desktop.settle()
    assert page.unsaved() is None
    assert stored(school, report_id, "next_year") == "Rebound."


def test_an_earlier_paragraph_that_was_refused_never_overwrites_a_later_one(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    with school.work.database.write() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER fault BEFORE INSERT ON report_paragraph WHEN NEW.section = 'friends'"
            " BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    keeper = page.keeper
    keeper.typed("next_year", "one")
    keeper.typed("friends", "Refused")
    keeper.flush()
    keeper.typed("next_year", "two")
    keeper.flush()
    desktop.settle()
    assert keeper.unsaved == {"next_year": "two", "friends": "Refused"}
    with school.work.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER fault")
    page.leave()
    desktop.settle()
    assert keeper.unsaved == {}
    assert stored(school, report_id, "next_year") == "two"


def test_a_paragraph_says_what_it_rests_on(
    report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    card = page.paragraphs.cards["area.anticipation"]
    assert card.rests.words == "rests on nothing yet"
    page.paragraphs.choose("area.anticipation")
    choose(page, "Looked up before it lit")
    page.evidence.words_button.click()
    page.evidence.picture_button.click()
    settle(desktop, page)

    assert card.rests.words == "12 Mar · one still"
    assert card.text_area.text() == "Looked up before it lit. (12 March)"
    assert "Amara, bubble tube, 12 March 2027" in printed(page)
    card.text_area.undo()
    assert card.text_area.text() == ""
    facts = page.paragraphs.cards["talk"]
    assert not facts.rests.isVisible()


def _cover_with_a_still(page: ReportsPage, desktop: Desk) -> CaptionEditor:
    """The caption's editor of a still on the first page, opened from what the card rests on."""
    page.paragraphs.choose("cover")
    choose(page, "Looked up before it lit")
    page.evidence.picture_button.click()
    settle(desktop, page)
    assert page.paragraphs.cover is not None
    rests = page.paragraphs.cover.rests
    menu = rests.menu()
    action = next(each for each in menu.actions() if "Change the caption" in each.text())
    action.trigger()
    assert rests.caption is not None
    assert rests.caption.isVisible()
    return rests.caption


@pytest.mark.parametrize("how", ["enter", "button", "elsewhere", "leaving"])
def test_a_caption_is_written_in_its_place(
    how: str, report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    editor = _cover_with_a_still(page, desktop)
    QTest.keyClicks(editor.words, "A quiet <b>moment</b>")
    if how == "enter":
        QTest.keyClick(editor.words, Qt.Key.Key_Return)
    elif how == "button":
        editor.use.click()
    elif how == "elsewhere":
        page.paragraphs.cards["loved"].text_area.setFocus()
    else:
        page.leave()
    settle(desktop, page)

    assert not editor.isVisible()
    assert "A quiet <b>moment</b>" in printed(page)


@pytest.mark.parametrize("how", ["escape", "button"])
def test_a_caption_stays_as_it_was_when_it_is_not_used(
    how: str, report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    editor = _cover_with_a_still(page, desktop)
    QTest.keyClicks(editor.words, "Not this")
    if how == "escape":
        QTest.keyClick(editor.words, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(editor.put_aside, Qt.MouseButton.LeftButton)
    settle(desktop, page)

    assert not editor.isVisible()
    assert "Amara, bubble tube, 12 March 2027" in printed(page)


def test_the_empty_parts_are_started_from_the_evidence_and_taken_back(
    report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    page.header.start.click()
    settle(desktop, page)
    assert page.paragraphs.cards["loved"].text_area.text() == "Bubbles & <b>drums</b>."
    card = page.paragraphs.cards["area.anticipation"]
    assert card.text_area.text() == (
        "Looked once it was lit. (5 October)\n\nLooked up before it lit. (12 March)"
    )
    assert card.rests.words == "5 Oct, 12 Mar · one still"
    assert "Looked up before it lit. (12 March)" in printed(page)

    (said,) = [each for each in desktop.said if each.action is not None]
    assert "2 parts were started" in said.sentence
    assert said.action is not None
    said.action()
    settle(desktop, page)
    assert card.text_area.text() == ""


def test_evidence_is_dropped_onto_a_paragraph(
    report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    card = page.paragraphs.cards["area.initiation"]
    model, view = page.evidence.model, page.evidence.view
    data = model.mimeData([model.index(1)])

    class Dropped(QDropEvent):
        def source(self):
            return view

    event = Dropped(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    card.dropEvent(event)
    settle(desktop, page)

    assert card.text_area.text() == "Looked once it was lit. (5 October)"
    assert card.rests.words == "5 Oct"


def test_what_a_paragraph_rests_on_is_taken_away_from_its_menu(
    report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    page.paragraphs.choose("loved")
    choose(page, "Looked once it was lit")
    page.evidence.words_button.click()
    settle(desktop, page)
    rests = page.paragraphs.cards["loved"].rests
    (action,) = rests.menu().actions()
    assert action.text() == "Take away: 5 Oct, Bubble tube"
    action.trigger()
    settle(desktop, page)

    assert rests.words == "rests on nothing yet"
    assert "Looked once it was lit." in page.paragraphs.cards["loved"].text_area.text()


def test_the_cover_takes_a_picture_and_no_words(
    report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    page.paragraphs.choose("cover")
    choose(page, "Looked once it was lit")
    assert not page.evidence.words_button.isEnabled()
    assert not page.evidence.picture_button.isEnabled()
    choose(page, "Looked up before it lit")
    page.evidence.picture_button.click()
    settle(desktop, page)

    assert page.paragraphs.cover is not None
    assert "12 March 2027" in printed(page)


def test_filters_leave_the_evidence_that_has_all_of_it(report_id: int, page: ReportsPage) -> None:
    assert page.evidence.model.rowCount() == 2
    for keys, left in ((("stills",), 1), (("outcomes",), 1), (("stills", "outcomes"), 0)):
        page.evidence.filters.set_chosen(keys)
        page.evidence.filters.chosen.emit(keys)
        assert page.evidence.model.rowCount() == left
    assert empty_state(page).sentence == texts.NOTHING_LIKE_IT


def test_a_withdrawn_permission_takes_the_still_off_the_page_and_says_so(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    page.paragraphs.choose("cover")
    choose(page, "Looked up before it lit")
    page.evidence.picture_button.click()
    settle(desktop, page)
    permission = pupils.profile(school.work, school.amara).permissions[0].id

    saved = permissions.withdraw(school.work, permission)
    page.changed(saved.changes, None)
    settle(desktop, page)
    why = "One still left out: no permission for sharing with family from 1 July 2027."
    assert page.preview.left_out.text() == why
    assert page.evidence.left_out.text() == why
    assert "12 March 2027" not in printed(page)


def test_what_the_law_still_needs_goes_as_it_is_filled_in(
    report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    needed = page.paragraphs.needed
    assert "Attendance record" in needed.words.text()
    assert page.header.needed.text() == "Four parts still needed"
    register = page.paragraphs.register
    assert register is not None
    register.fields[0].setValue(380)
    settle(desktop, page)

    assert "Attendance record" not in needed.words.text()
    assert "could come to 380 sessions" in printed(page)
    for key in ("subjects", "general_progress", "talk"):
        page.paragraphs.cards[key].add_words("Well.")
    settle(desktop, page)
    assert not needed.isVisible()
    assert not page.header.needed.isVisible()


def test_pages_are_turned_and_large_print_makes_more_of_them(
    report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    page.paragraphs.cards["subjects"].add_words("Music and movement. " * 300)
    settle(desktop, page)
    pages = int(page.preview.place.text().split()[-1])
    assert pages > 1
    assert not page.preview.earlier.isEnabled()
    page.preview.later.click()
    settle(desktop, page)
    assert page.preview.place.text() == f"2 of {pages}"
    assert page.preview.page.accessibleName() == f"Page 2 of {pages}"

    choose_edition(page, Edition.LARGE_PRINT)
    settle(desktop, page)
    assert int(page.preview.place.text().split()[-1]) > pages


def test_easy_read_has_words_of_its_own_beside_those_of_the_full_report(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    choose_edition(page, Edition.EASY_READ)
    settle(desktop, page)
    assert "Bubbles & <b>drums</b>." in printed(page)
    card = page.paragraphs.cards["easy.loved"]
    (full,) = card.findChildren(AlongsideText)
    full.heading.click()
    assert full.words.text() == "Bubbles & <b>drums</b>."
    QTest.keyClicks(card.text_area, "Amara likes bubbles.")
    settle(desktop, page)

    assert "Amara likes bubbles." in printed(page)
    assert "drums" not in printed(page)
    choose_edition(page, Edition.ORDINARY)
    settle(desktop, page)
    assert "Amara likes bubbles." not in printed(page)
    assert stored(school, report_id, "loved") == "Bubbles & <b>drums</b>."


def test_last_years_report_is_read_beside_this_years_part(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    before = reporting.begin(school.work, school.amara, ReportKind.YEAR_END, "2025–26").value
    reporting.save_texts(school.work, before, {"loved": "Water & <i>lights</i>."})
    page.open_report(report_id)
    settle(desktop, page)

    (last_year,) = page.paragraphs.cards["loved"].findChildren(AlongsideText)
    assert last_year.heading.text() == "The report of 2025–26"
    assert not last_year.words.isVisible()
    last_year.heading.click()
    assert last_year.words.isVisible()
    assert last_year.words.text() == "Water & <i>lights</i>."
    assert not page.paragraphs.cards["talk"].findChildren(AlongsideText)


def test_a_report_given_with_stills_says_so_when_the_permission_has_ended(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    _cover_with_a_still(page, desktop).close_editor()
    page.steps.approve()
    settle(desktop, page)
    page.steps.give(Edition.ORDINARY)
    settle(desktop, page)
    assert page.preview.problem.text() == ""
    with school.work.database.write() as session:
        session.scalars(select(Permission)).one().withdrawn_on = NOW.date()
    page.open_report(report_id)
    settle(desktop, page)

    assert "give no further copy" in page.preview.problem.text()
    assert page.preview.problem.isVisible()


def test_the_engagement_profile_is_shown_by_itself_and_printed_under_its_name(
    report_id: int, page: ReportsPage, desktop: Desk, tmp_path: Path
) -> None:
    header = page.header
    header.kinds.set_key(ReportKind.PROFILE)
    header.kinds.activated.emit(header.kinds.currentIndex())
    settle(desktop, page)
    assert "Getting to know Amara" in printed(page)
    assert not page.paragraphs.isVisible()
    assert not page.evidence.isVisible()
    assert not header.periods.isVisible()
    assert not header.approve.isVisible()
    assert not header.start.isVisible()
    assert page.preview.print_button.isEnabled()
    page.output.save_to(tmp_path / "profile.pdf")
    desktop.settle()
    assert "Getting to know Amara" in words_of((tmp_path / "profile.pdf").read_bytes())

    header.kinds.set_key(ReportKind.YEAR_END)
    header.kinds.activated.emit(header.kinds.currentIndex())
    settle(desktop, page)
    assert page.paragraphs.isVisible()
    assert "Amara’s year" in printed(page)
    page.open_profile()  # as from the pupil’s profile
    settle(desktop, page)
    assert "Getting to know Amara" in printed(page)


def test_the_page_that_is_shown_is_the_real_one(
    report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    image = page.preview.page.grab().toImage()
    dark = sum(
        image.pixelColor(x, y).lightness() < 120
        for x in range(0, image.width(), 2)
        for y in range(0, image.height() // 4, 2)
    )
    assert dark > 50, "there is no title on the page"
    assert "Bubbles & <b>drums</b>." in " ".join(page.preview.page.accessibleDescription().split())


def test_saving_writes_the_pdf_that_is_shown(
    report_id: int, page: ReportsPage, desktop: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    page.output.save_to(path)
    desktop.settle()
    assert page.feed.latest is not None
    assert path.read_bytes() == page.feed.latest.pdf

    page.output.save_to(tmp_path / "gone" / "report.pdf")
    desktop.settle()
    assert any("could not be written" in said.sentence for said in desktop.said)


def test_printing_sends_every_page_from_memory(
    report_id: int, page: ReportsPage, desktop: Desk, tmp_path: Path
) -> None:
    page.paragraphs.cards["subjects"].add_words("Music and movement. " * 300)
    settle(desktop, page)
    assert page.feed.latest is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.output.print_on(printer)
    desktop.settle()

    pages = pypdf.PdfReader(io.BytesIO(page.feed.latest.pdf)).pages
    paper = pypdf.PdfReader(tmp_path / "paper.pdf").pages
    assert len(paper) == len(pages) > 1
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["paper.pdf"]


def test_only_the_pages_chosen_are_printed(
    school: SmallSchool, report_id: int, tmp_path: Path, qtbot: QtBot
) -> None:
    reporting.save_texts(school.work, report_id, {"subjects": "Music and movement. " * 400})
    pdf = report_preview.preview(school.work, report_id, {}, ReportPictures()).pdf
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFromTo(2, 2)

    class Silent:
        def report(self, done: int, total: int, words: str = "") -> None: ...
        def check(self) -> None: ...

    assert print_pdf(pdf, printer, Silent()) == 1
    assert len(pypdf.PdfReader(tmp_path / "paper.pdf").pages) == 1


def test_a_report_is_not_approved_without_the_words_that_could_not_be_saved(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    def refuse(work: str) -> None:
        with school.work.database.write() as session:
            session.connection().exec_driver_sql(work)

    refuse(
        "CREATE TRIGGER fault BEFORE INSERT ON report_paragraph BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    page.keeper.typed("next_year", "Rebound.")
    page.header.approve.click()
    desktop.settle()
    assert reporting.report(school.work, report_id).status is ReportStatus.DRAFT
    refuse("DROP TRIGGER fault")
    page.header.approve.click()
    settle(desktop, page)
    assert reporting.report(school.work, report_id).status is ReportStatus.APPROVED
    assert stored(school, report_id, "next_year") == "Rebound."


def test_from_draft_to_given_and_then_nothing_changes(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    assert page.header.badge.text() == "Draft"
    page.header.approve.click()
    settle(desktop, page)
    assert page.header.badge.text() == "Approved"
    assert page.paragraphs.cards["loved"].text_area.isReadOnly()
    page.header.back.click()
    settle(desktop, page)
    assert not page.paragraphs.cards["loved"].text_area.isReadOnly()
    page.header.approve.click()
    settle(desktop, page)
    page.header.given.click()
    settle(desktop, page)

    assert page.header.badge.text() == "Given 1 July 2027"
    assert reporting.report(school.work, report_id).status is ReportStatus.GIVEN
    assert not page.header.back.isVisible()
    choose(page, "Looked once it was lit")
    assert not page.evidence.words_button.isEnabled()


def test_the_reviews_evidence_is_begun_for_a_day_and_moved_with_its_dates(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    page.header.kinds.set_key(ReportKind.EHC_REVIEW)
    page.header.chosen.emit()
    settle(desktop, page)
    assert "No day is set" in empty_state(page).sentence
    page._offer(ReportKind.EHC_REVIEW, "2027-07-14")
    page.begin()
    settle(desktop, page)

    assert "Evidence for the meeting on 14 July 2027" in printed(page)
    assert f"outcome.{school.outcome}.appropriate" in page.paragraphs.cards
    meeting = page.paragraphs.meeting
    assert meeting is not None
    meeting.day_wanted.emit(date(2027, 7, 15))
    settle(desktop, page)
    assert "Evidence for the meeting on 15 July 2027" in printed(page)
    assert page.header.period == "2027-07-15"


def test_another_pupil_is_shown_without_anything_of_the_first(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    QTest.keyClicks(page.paragraphs.cards["loved"].text_area, "Typed late. ")
    page.show_pupil(school.bilal)
    settle(desktop, page)

    assert "Bilal’s end-of-year report" in empty_state(page).sentence
    assert page.feed.latest is None
    assert "Typed late." in stored(school, report_id, "loved")


def test_what_is_typed_until_the_next_report_is_shown_stays_with_its_own(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    other = reporting.begin(school.work, school.bilal, ReportKind.YEAR_END, YEAR).value
    card = page.paragraphs.cards["loved"]
    typing, typed = QTimer(), 0

    def type_on() -> None:
        nonlocal typed
        if "Amara" in card.heading and typed < 100:
            typed += 1
            QTest.keyClicks(card.text_area, "a")
        else:
            typing.stop()

    typing.timeout.connect(type_on)
    page.show_pupil(school.bilal)
    typing.start(0)
    desktop.qtbot.waitUntil(lambda: not typing.isActive())
    settle(desktop, page)

    assert typed > 1
    assert stored(school, other, "loved") == ""
    assert "a" * typed in stored(school, report_id, "loved")


def test_typing_goes_on_while_somebody_else_writes(
    report_id: int, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    card = page.paragraphs.cards["loved"]
    QTest.keyClicks(card.text_area, "Mine. ")
    saved = reporting.save_texts(school.work, report_id, {"next_year": "Theirs."})
    page.changed(saved.changes, None)
    settle(desktop, page)

    assert card.text_area.text().startswith("Mine. ")
    assert page.paragraphs.cards["next_year"].text_area.text() == "Theirs."
    assert stored(school, report_id, "loved").startswith("Mine. ")


def test_narrow_windows_show_the_writing_and_one_thing_beside_it(
    report_id: int, page: ReportsPage, desktop: Desk
) -> None:
    assert page.evidence.isVisible()
    assert page.preview.isVisible()
    page.resize(700, 606)
    settle(desktop, page)
    assert page.paragraphs.isVisible()
    assert page.preview.isVisible()
    assert not page.evidence.isVisible()
    chips = {chip.words: chip for chip in page.header.beside.chips()}
    chips["Evidence"].click()
    assert page.evidence.isVisible()
    assert not page.preview.isVisible()


def test_a_class_is_made_in_one_go_with_what_is_missing_told_first(
    report_id: int, page: ReportsPage, desktop: Desk, tmp_path: Path
) -> None:
    dialog = open_batch(desktop.context, page)
    desktop.settle()
    lines = [dialog.pupils.item(row).text() for row in range(dialog.pupils.count())]
    assert lines[0].startswith("Amara Example: draft; still needed: Achievements in subjects")
    assert lines[1] == "Bilal Example: not begun"
    folder = tmp_path / "class"
    folder.mkdir()
    dialog.edition.set_key(Edition.LARGE_PRINT)
    dialog.also.chips()[0].click()
    dialog.make(folder)
    desktop.settle()

    assert {path.name for path in folder.iterdir()} == {
        "Amara Example – End-of-year report 2026–27.pdf",
        "For the printer – End-of-year report 2026–27.pdf",
    }
    assert any("One report is in “class”" in said.sentence for said in desktop.said)
    assert any("Bilal Example: No report has been begun." in said.sentence for said in desktop.said)


def test_clicking_anywhere_in_a_card_lets_evidence_be_added_there(
    report_id: int, page: ReportsPage
) -> None:
    card = page.paragraphs.cards["general_progress"]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert page.evidence.target.text() == "Adding to: How Amara is getting on"


def test_a_fault_of_ours_loses_no_word_and_the_page_comes_back(
    report_id: int,
    page: ReportsPage,
    desktop: Desk,
    school: SmallSchool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    with monkeypatch.context() as patch:
        patch.setattr(reporting, "save_texts", broken)
        patch.setattr(report_preview, "preview", broken)
        QTest.keyClicks(page.paragraphs.cards["next_year"].text_area, "Rebound.")
        settle(desktop, page)
    assert page.paragraphs.cards["next_year"].text_area.text() == "Rebound."
    assert caplog.records
    settle(desktop, page)

    assert stored(school, report_id, "next_year") == "Rebound."
    assert "Rebound." in printed(page)


def test_the_language_chosen_is_seen_on_the_page_and_kept_for_the_pupil(
    school: SmallSchool, report_id: int, desktop: Desk, page: ReportsPage
) -> None:
    choice = page.preview.language
    offered = [choice.itemText(at) for at in range(choice.count())]
    assert offered == ["English", "Polish – unchecked", "Urdu – unchecked", "Welsh – unchecked"]

    choice.set_key("pl")
    choice.activated.emit(choice.currentIndex())
    desktop.settle()
    settle(desktop, page)

    assert "Rok szkolny: Amara" in printed(page)
    assert "Bubbles & <b>drums</b>." in printed(page)
    assert "Polish have not been checked by a speaker" in page.preview.problem.text()
    page.show_pupil(school.bilal)
    desktop.settle()
    page.show_pupil(school.amara)
    settle(desktop, page)
    assert page.preview.language.key() == "pl"


def test_a_meeting_s_day_is_shown_whole_at_every_size_of_text(look: Look, qtbot: QtBot) -> None:
    header = ReportHeader()
    qtbot.addWidget(header)
    for size in (100, 200):
        look.apply(Theme.LIGHT, size)
        header.show_choice(ReportKind.EHC_REVIEW, ("2026-12-30",), "2026-12-30")
        words = header.periods.fontMetrics().horizontalAdvance(header.periods.currentText())
        assert header.periods.currentText() == "30 December 2026"
        assert header.periods.sizeHint().width() > words + look.px(24), "and the arrow"
