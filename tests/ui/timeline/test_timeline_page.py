"""The timeline as a teacher meets it: marks where they belong, choices, keys, then beside now."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Observation
from engagement_desktop.services import comparisons
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.then_and_now import Then
from engagement_desktop.services.timeline import Landmark, LandmarkKind, timeline
from engagement_desktop.services.timeline_filter import Filter, WithEvidence
from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.timeline.marks import Ink, landmark_pixmap
from engagement_desktop.ui.timeline.pieces_label import PiecesLabel
from engagement_desktop.ui.timeline.scale import Span, day_of
from engagement_desktop.ui.timeline.thumbnail import Thumbnail
from engagement_desktop.ui.timeline.timeline_page import TimelinePage
from tests.helpers.observed import Seen, at, clip_of, observe, responses
from tests.helpers.pages import Desk
from tests.helpers.small_school import SmallSchool
from tests.ui.timeline.conftest import STORY, Click, Press

LANES = list(Area)


def text_of(page: TimelinePage, label: str) -> tuple[str, str]:
    """What stands in a field, then and now."""
    line = next(line for line in page.panel.lines if line.label == label)
    sides = [", ".join(piece.text for piece in side) for side in line.sides]
    return sides[0], sides[-1]


def test_each_mark_stands_in_the_lane_of_its_area_at_its_date(
    page: TimelinePage, story: list[tuple[int, int]]
) -> None:
    middles = {}
    for seen, response in zip(STORY, responses(story), strict=True):
        rect = page.lanes.rect_of(response)
        assert rect is not None
        middles.setdefault(seen.area, set()).add(rect.center().y())
        words = page.lanes.words_at(rect.center())
        assert words.startswith(seen.area.title)
        assert f"{seen.when.astimezone().day} {seen.when:%B %Y}" in words
    # Every mark of a lane has the same height on the screen: nothing ever rises.
    assert all(len(heights) == 1 for heights in middles.values())
    first, last = (page.lanes.rect_of(story[i][1]) for i in (0, 3))
    assert first is not None
    assert last is not None
    days = day_of(STORY[3].when.astimezone()) - day_of(STORY[0].when.astimezone())
    moved = last.center().x() - first.center().x()
    assert moved == pytest.approx(days * page.lanes.scale.day_width, abs=0.01)


def test_the_five_lanes_are_equal_and_in_the_guidances_order(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    pairs = observe(school.work, school.amara, *(Seen(at(2026, 5, 4), area) for area in Area))
    page.show_pupil(school.amara)
    desktop.settle()
    tops = []
    for _, response in pairs:
        rect = page.lanes.rect_of(response)
        assert rect is not None
        tops.append(rect.top())
    steps = {round(after - before, 3) for before, after in pairwise(tops)}
    assert len(steps) == 1
    assert steps.pop() > 0


def test_how_established_is_told_by_the_fill(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    """Looked at through its pixels: an outline is empty inside, a half is filled below only."""
    words = ("emerging", "developing", "established")
    pairs = observe(
        school.work,
        school.amara,
        *(
            Seen(at(2026, m, 20), Area.EXPLORATION, w)
            for m, w in zip((1, 4, 7), words, strict=True)
        ),
    )
    page.show_pupil(school.amara)
    desktop.settle()
    picture = page.lanes.grab().toImage()
    area = QColor(Area.EXPLORATION.colour)

    def filled(response: int, down: float) -> bool:
        rect = page.lanes.rect_of(response)
        assert rect is not None
        return near(picture, rect.center() + QPointF(0, rect.height() * down), area)

    emerging, developing, established = responses(pairs)
    assert [filled(emerging, d) for d in (-0.2, 0.2)] == [False, False]
    assert [filled(developing, d) for d in (-0.2, 0.2)] == [False, True]
    assert [filled(established, d) for d in (-0.2, 0.2)] == [True, True]


def near(picture: QImage, point: QPointF, colour: QColor) -> bool:
    ratio = picture.devicePixelRatio()
    seen = picture.pixelColor(round(point.x() * ratio), round(point.y() * ratio))
    return sum(abs(a - b) for a, b in zip(seen.getRgb(), colour.getRgb(), strict=True)) < 30


def test_the_legend_gives_the_words_and_no_number(page: TimelinePage, desktop: Desk) -> None:
    desktop.qtbot.waitUntil(lambda: bool(page.legend.words))
    assert page.legend.words == ("not seen this time", "emerging", "developing", "established")


def test_marks_too_close_to_tell_apart_are_one_bead_without_a_number(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    pairs = observe(
        school.work,
        school.amara,
        *(Seen(at(2026, 5, 12, hour), Area.PERSISTENCE) for hour in (9, 10, 11, 12)),
    )
    page.show_pupil(school.amara)
    desktop.settle()
    rect = page.lanes.rect_of(pairs[0][1])
    assert rect is not None
    assert "4 responses close together" in page.lanes.words_at(rect.center())
    page.lanes.setFocus()
    page.lanes.show_span(Span.ALL)
    walked = set()
    walk_to_lane(page, desktop, "Persistence")
    for _ in pairs:
        walked.add(page.lanes.cursor_words())
        desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Right)
    assert len(walked) == 1  # the same words, since they say the same; each can be chosen:
    chosen = set()
    desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Home)
    for _ in pairs:
        desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Return)
        desktop.settle()
        chosen.add(page.chosen[-1].response_id)
        desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Right)
    assert chosen == set(responses(pairs))


def walk_to_lane(page: TimelinePage, desktop: Desk, name: str) -> None:
    for _ in range(8):
        if page.lanes.cursor_words().startswith(name):
            return
        desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Down)
    raise AssertionError(f"never reached {name}")


def test_the_keyboard_walks_from_mark_to_mark_and_lane_to_lane(
    page: TimelinePage, desktop: Desk
) -> None:
    lanes = page.lanes
    lanes.setFocus()
    walk_to_lane(page, desktop, "Anticipation")
    desktop.qtbot.keyClick(lanes, Qt.Key.Key_Home)
    assert "12 March 2026" in lanes.cursor_words()
    assert lanes.accessibleDescription().startswith(
        "Anticipation, emerging. 12 March 2026, morning"
    )
    desktop.qtbot.keyClick(lanes, Qt.Key.Key_Right)
    assert "7 September 2026" in lanes.cursor_words()
    assert "not seen this time" in lanes.cursor_words()
    desktop.qtbot.keyClick(lanes, Qt.Key.Key_End)
    assert "18 November 2026" in lanes.cursor_words()
    desktop.qtbot.keyClick(lanes, Qt.Key.Key_Down)
    assert lanes.cursor_words().startswith("Initiation, established")
    desktop.qtbot.keyClick(lanes, Qt.Key.Key_Down)
    assert lanes.cursor_words() == "7 September 2026: slept badly"


def test_walking_brings_a_far_mark_into_sight(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    observe(school.work, school.amara, Seen(at(2019, 5, 4), Area.ANTICIPATION))
    page.show_pupil(school.amara)
    desktop.settle()
    page.lanes.setFocus()
    walk_to_lane(page, desktop, "Anticipation")
    desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Home)
    assert page.lanes.scale.first < day_of(date(2019, 5, 4)) < page.lanes.scale.last


def test_wheel_and_keys_zoom_and_the_span_chip_lets_go(page: TimelinePage, desktop: Desk) -> None:
    before = page.lanes.scale.days
    assert page.filters.spans.keys() == (Span.YEAR,)
    wheel = QWheelEvent(
        QPointF(500, 100),
        page.lanes.mapToGlobal(QPointF(500, 100)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.lanes, wheel)
    assert page.lanes.scale.days < before
    assert page.filters.spans.keys() == ()
    closer = page.lanes.scale
    desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_PageUp)
    assert page.lanes.scale.first < closer.first
    desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Minus)
    assert page.lanes.scale.days > closer.days


def test_choices_narrow_the_marks_and_count_the_records(
    page: TimelinePage, story: list[tuple[int, int]]
) -> None:
    assert page.filters.count.text() == "4 observations"
    page.filters.set_filter(Filter(areas=frozenset({Area.INITIATION})))
    assert page.filters.count.text() == "1 observation"
    assert page.filters.areas.words == "Initiation"
    assert page.lanes.rect_of(story[0][1]) is None
    assert page.lanes.rect_of(story[1][1]) is not None
    page.filters.set_filter(Filter(evidence=WithEvidence.CLIP))
    assert page.filters.chips["evidence"].words == "Evidence: with a clip"
    assert page.filters.count.text() == "2 observations"
    page.filters.clear.click()
    assert page.filters.count.text() == "4 observations"


def test_a_choice_is_made_from_the_chips_menu(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    observe(school.work, school.amara, Seen(at(2026, 5, 4), place="Hall & stage"))
    page.show_pupil(school.amara)
    desktop.settle()
    page.filters.chips["place"].click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions()]
    assert offered == ["Any place", "Hall && stage", "Sensory room"]
    menu.actions()[1].trigger()
    menu.close()
    assert page.filters.chips["place"].words == "Place: Hall & stage"
    assert page.filters.chips["place"].isChecked()
    assert page.filters.count.text() == "1 observation"


def test_a_click_on_a_bead_comes_closer_until_its_marks_stand_alone(
    page: TimelinePage, school: SmallSchool, desktop: Desk, click: Click
) -> None:
    pairs = observe(
        school.work, school.amara, *(Seen(at(2026, 4, day), Area.REALISATION) for day in (13, 15))
    )
    page.show_pupil(school.amara)
    desktop.settle()
    first, last = (page.lanes.rect_of(response) for response in responses(pairs))
    assert first == last
    click(pairs[0][1])
    first, last = (page.lanes.rect_of(response) for response in responses(pairs))
    assert first != last
    assert page.chosen == ()
    click(pairs[0][1])
    assert page.chosen


def test_the_card_comes_into_sight_and_the_mark_stays_there(
    page: TimelinePage, desktop: Desk, story: list[tuple[int, int]], click: Click
) -> None:
    page.resize(1110, 480)
    desktop.settle()
    click(story[3][1])
    desktop.qtbot.waitUntil(lambda: page.panel.visibleRegion().boundingRect().height() > 200)
    mark = page.lanes.rect_of(story[3][1])
    assert mark is not None
    assert page.lanes.visibleRegion().contains(mark.toAlignedRect())


def test_a_click_shows_the_card_and_opens_the_observation(
    page: TimelinePage, desktop: Desk, story: list[tuple[int, int]], click: Click, press: Press
) -> None:
    click(story[3][1])
    assert page.panel.isVisible()
    assert text_of(page, "What Amara did")[1] == "Looked before it lit."
    assert text_of(page, "Support")[1] == "independent"
    assert text_of(page, "Who saw it")[1] == "Jo Field"
    press("Open the observation")
    press("Play")
    assert desktop.journey.visits == [
        ("observation", story[3][0]),
        ("review", None, clip_of(desktop.context.work, story[3][0])),
    ]


def test_a_second_click_lays_then_beside_now_whichever_came_first(
    page: TimelinePage, desktop: Desk, story: list[tuple[int, int]], click: Click
) -> None:
    click(story[3][1])
    click(story[0][1])
    assert text_of(page, "What Amara did") == ("Looked after it lit.", "Looked before it lit.")
    assert text_of(page, "How established") == ("emerging", "developing")
    assert text_of(page, "Support") == ("spoken prompt", "independent")


def test_a_second_click_in_another_lane_shows_that_response_alone(
    page: TimelinePage, desktop: Desk, story: list[tuple[int, int]], click: Click
) -> None:
    click(story[3][1])
    click(story[1][1])
    assert [mark.response_id for mark in page.chosen] == [story[1][1]]


def test_watch_together_takes_both_clips_then_left_now_right(
    page: TimelinePage, desktop: Desk, story: list[tuple[int, int]], click: Click, press: Press
) -> None:
    actions = desktop.context.actions
    action = actions.action("timeline.watch")
    click(story[3][1])
    assert not action.isEnabled()
    click(story[0][1])
    press("Watch together")
    work = desktop.context.work
    clips = ("review", clip_of(work, story[0][0]), clip_of(work, story[3][0]))
    assert desktop.journey.visits == [clips]


def test_b_and_w_mean_the_page_and_not_what_an_open_menu_of_it_offers(
    page: TimelinePage,
    desktop: Desk,
    story: list[tuple[int, int]],
    click: Click,
    qtbot: QtBot,
) -> None:
    page.activateWindow()
    click(story[3][1])
    click(story[0][1])
    said: list[object] = []
    desktop.context.messages.said.connect(said.append)
    page.filters.chips["place"].click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    page.lanes.setFocus()  # a menu leaves the keyboard where it was
    for key in (Qt.Key.Key_W, Qt.Key.Key_B):
        qtbot.keyClick(menu, key)
    menu.close()
    desktop.settle()
    assert not said
    assert desktop.journey.visits == []
    qtbot.keyClick(page.lanes, Qt.Key.Key_W)
    assert [visit[0] for visit in desktop.journey.visits] == ["review"]
    qtbot.keyClick(page.lanes, Qt.Key.Key_B)
    assert said  # there is no baseline


def test_what_was_written_of_both_clips_in_the_reviewer_is_told(
    page: TimelinePage, desktop: Desk, story: list[tuple[int, int]], click: Click
) -> None:
    work = desktop.context.work
    then, now = (clip_of(work, story[place][0]) for place in (0, 3))
    comparisons.save_comparison(
        work, then, now, comparisons.ComparisonForm("Now she looks first.", "", "Another lamp.")
    )
    click(story[3][1])
    click(story[0][1])
    desktop.settle()
    told = [shown.text() for shown in page.panel.findChildren(QLabel)]
    assert "Now she looks first. Another lamp." in told


def test_only_choices_that_lead_somewhere_are_offered(
    page: TimelinePage, desktop: Desk, story: list[tuple[int, int]], click: Click
) -> None:
    click(story[3][1])
    assert page.panel.then_choices is not None
    offered = [chip.key for chip in page.panel.then_choices.chips()]
    assert offered == [Then.FIRST, Then.SAME_ACTIVITY, Then.SAME_PLACE]
    page.panel.then_choices.chips()[0].click()
    desktop.settle()
    assert [mark.response_id for mark in page.chosen] == [story[0][1], story[3][1]]


def test_escape_puts_the_card_away(
    page: TimelinePage, desktop: Desk, story: list[tuple[int, int]], click: Click
) -> None:
    click(story[3][1])
    page.lanes.setFocus()
    desktop.qtbot.keyClick(page.lanes, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()


def test_what_is_chosen_stays_when_something_new_is_written(
    page: TimelinePage,
    school: SmallSchool,
    desktop: Desk,
    story: list[tuple[int, int]],
    click: Click,
) -> None:
    click(story[3][1])
    ((observation, _),) = observe(school.work, school.amara, Seen(at(2026, 11, 19)))
    changes = Changes.of(Kind.OBSERVATION, observation, pupils=[school.amara])
    page.changed(changes, None)
    desktop.settle()
    assert page.filters.count.text() == "5 observations"
    assert page.chosen
    with school.work.database.write() as session:
        session.delete(session.get_one(Observation, story[3][0]))
    page.changed(changes, None)
    desktop.settle()
    assert page.chosen == ()
    assert not page.panel.isVisible()


def test_another_pupil_begins_with_nothing_chosen_and_nothing_left_out(
    page: TimelinePage,
    school: SmallSchool,
    desktop: Desk,
    story: list[tuple[int, int]],
    click: Click,
) -> None:
    click(story[3][1])
    page.filters.set_filter(Filter(adult="Tom"))
    observe(school.work, school.bilal, Seen(at(2026, 10, 1), adults="Ana"))
    desktop.qtbot.waitUntil(lambda: bool(page.coverage.model.rows))
    page.show_view(timeline(school.work, school.bilal))
    assert page.coverage.model.rows == []  # at once, before his own are there
    page.show_pupil(school.bilal)
    desktop.settle()
    assert page.chosen == ()
    assert page.filters.count.text() == "1 observation"
    assert page.filters.filter == Filter()


def test_a_pupil_not_yet_observed_is_offered_the_first_observation(
    page: TimelinePage, school: SmallSchool, desktop: Desk
) -> None:
    page.show_pupil(school.bilal)
    desktop.settle()
    start = next(b for b in page.findChildren(QPushButton) if b.text() == "New observation")
    assert start.isVisible()
    start.click()
    assert desktop.journey.visits == [("new observation", school.bilal)]


def test_markup_in_a_text_is_shown_letter_by_letter(
    page: TimelinePage, school: SmallSchool, desktop: Desk, click: Click
) -> None:
    ((_, response),) = observe(
        school.work,
        school.amara,
        Seen(at(2026, 5, 4), Area.REALISATION, did="<b>Smiled</b> & sang"),
    )
    page.show_pupil(school.amara)
    desktop.settle()
    click(response)
    assert text_of(page, "What Amara did")[1] == "<b>Smiled</b> & sang"


def test_with_large_words_the_choices_wait_behind_one_press(
    page: TimelinePage, desktop: Desk, press: Press
) -> None:
    bar = page.filters
    assert all(chip.isVisible() for chip in bar.chips.values())
    assert not bar.more.isVisible()
    desktop.context.look.apply(Theme.LIGHT, 200)
    desktop.qtbot.waitUntil(bar.more.isVisible)
    assert not any(chip.isVisible() for chip in bar.chips.values())
    bar.set_filter(Filter(place="Hall"))
    assert [name for name, chip in bar.chips.items() if chip.isVisible()] == ["place"]
    press("More choices")
    assert all(chip.isVisible() for chip in bar.chips.values())
    assert not bar.more.isVisible()


def test_with_large_words_a_response_reads_in_whole_lines(
    page: TimelinePage, story: list[tuple[int, int]], desktop: Desk, click: Click
) -> None:
    desktop.context.look.apply(Theme.LIGHT, 200)
    desktop.settle()
    click(story[3][1])
    assert page.panel.findChildren(Thumbnail), "there is a picture that could stand beside"
    words = [each for each in page.panel.findChildren(PiecesLabel) if each.isVisible()]
    assert words
    assert all(each.width() > page.panel.width() / 2 for each in words)


def test_judgements_of_one_day_show_which_areas_they_are_of(look: Look) -> None:
    def of(*areas: Area) -> QImage:
        day = date(2026, 11, 18)
        judgements = [
            Landmark(LandmarkKind.JUDGEMENT, number, day, area, "established", "")
            for number, area in enumerate(areas)
        ]
        return landmark_pixmap(judgements, 24, Ink.now(1.0)).toImage()

    two = of(Area.EXPLORATION, Area.INITIATION)
    assert two == of(Area.INITIATION, Area.EXPLORATION)
    assert two != of(Area.EXPLORATION, Area.REALISATION)
    assert two != of(*Area)
