"""The main job as a teacher does it, from making the school to the parents’ report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services import observations, pupils, timeline
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.pupils.profile_page import ProfilePage
from engagement_desktop.ui.reports.reports_page import ReportsPage
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.ui.timeline.timeline_page import TimelinePage
from tests.e2e.teacher import Teacher
from tests.helpers.clips import read_number
from tests.helpers.pdf import words_of

PASSWORD = "purple drum teapot"
WRONG_UPN = "B801200005002"
THEN = "Amara turned to the bubble tube after it lit."
NOW = "Amara turned to the bubble tube before it lit."
REPORTED = "Amara now waits for the light and tells us with her eyes."


def number(player: SideBySidePlayer, side: Side) -> int | None:
    """The number that the picture shown says itself."""
    shown = player.panes.shown(side)
    return None if shown is None else read_number(shown.picture.bgra)


def add_pupil(teacher: Teacher) -> int:
    """Add Amara, with a UPN whose letter is wrong: doubted beside the field, and saved."""
    teacher.main.actions_table.trigger("pupil.add")
    teacher.settle()
    page = teacher.page(ProfilePage)
    for field, text in (
        ("preferred_name", "Amara"),
        ("legal_first_name", "Amara"),
        ("legal_last_name", "Okafor"),
        ("upn", WRONG_UPN),
    ):
        teacher.type(page.form.fields[field].control, text)
    teacher.qtbot.keyClick(page.form.fields["upn"].control, Qt.Key.Key_Tab)
    assert page.form.fields["upn"].problem
    teacher.press("Save")
    teacher.wait(lambda: teacher.main.pupil_id is not None)
    teacher.settle()
    pupil_id = teacher.main.pupil_id
    assert pupil_id is not None
    assert pupils.profile(teacher.work, pupil_id).form.upn == WRONG_UPN
    return pupil_id


def observe(teacher: Teacher, words: str, clip: Path, marked: int, title: str) -> int:
    """A new observation, with a clip and a moment of it in Anticipation; approved."""
    page = teacher.new_observation()
    editor = page.writing.editor
    teacher.type(editor.what_happened.activity, "Bubble tube")
    teacher.type(editor.what_happened.place, "Sensory room")
    card = editor.areas[Area.ANTICIPATION]
    editor.fields_scroll.ensureWidgetVisible(card)
    teacher.click(card.toggle)
    assert card.response_body is not None
    teacher.type(card.response_body.text, words)
    teacher.drop(clip)
    player, panel = page.writing.beside.player, page.writing.beside.panel
    teacher.wait(lambda: number(player, Side.NOW) == 0)
    shown = player.clip(Side.NOW)
    assert shown is not None
    player.jump(Side.NOW, shown.index.pts[marked])
    teacher.wait(lambda: number(player, Side.NOW) == marked)
    strip = player.panes.strips[Side.NOW]
    strip.setFocus()
    teacher.qtbot.keyClick(strip, Qt.Key.Key_M)
    teacher.wait(panel.name.hasFocus)
    teacher.qtbot.keyClicks(panel.name, title)
    teacher.click(next(chip for chip in panel.areas.chips() if chip.key is Area.ANTICIPATION))
    teacher.qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    teacher.saved()
    assert card.response_body.text.text().startswith(f"{words} {title} [00:0")
    assert page.writing.view is not None
    observation_id = page.writing.view.id
    teacher.click(editor.foot.approve_button)
    teacher.wait(lambda: not page.editing)
    teacher.settle()
    return observation_id


def lay_side_by_side(teacher: Teacher, pupil_id: int, ids: list[int]) -> None:
    """Two marks in the lane of Anticipation; clicked, they stand as then and now."""
    teacher.open_page(PageId.TIMELINE)
    page = teacher.page(TimelinePage)
    marks = {mark.observation_id: mark for mark in timeline.timeline(teacher.work, pupil_id).marks}
    assert sorted(marks) == sorted(ids)
    places = [page.lanes.rect_of(marks[each].response_id) for each in ids]
    assert all(place is not None for place in places)
    (left, right) = (place for place in places if place is not None)
    assert left.center().y() == right.center().y()
    assert left.center().x() < right.center().x()
    for place in (right, left):
        assert page.lanes.words_at(place.center()).startswith(Area.ANTICIPATION.title)
        teacher.click(page.lanes, place.center().toPoint())
        teacher.settle()
    did = next(line for line in page.panel.lines if THEN in "".join(p.text for p in line.sides[0]))
    assert NOW in "".join(piece.text for piece in did.sides[1])


def watch_together(teacher: Teacher) -> None:
    """Both clips in the reviewer, each on its side, and one frame on together."""
    teacher.press("Watch together")
    teacher.settle()
    page = teacher.page(ReviewPage)
    player = page.player
    teacher.wait(lambda: all(number(player, side) is not None for side in Side))
    assert {side: len(player.clip(side).index) for side in Side} == {Side.THEN: 60, Side.NOW: 48}
    before = {side: number(player, side) for side in Side}
    player.take_keyboard()
    teacher.qtbot.keyClick(player, Qt.Key.Key_Period)
    teacher.wait(lambda: all(number(player, side) == before[side] + 1 for side in Side))


def write_report(teacher: Teacher, path: Path) -> str:
    """The year-end report, typed into its Anticipation part and saved; the words of the PDF."""
    teacher.open_page(PageId.REPORTS)
    page = teacher.page(ReportsPage)
    begin = next(b for b in page.findChildren(QPushButton) if b.isVisible() and "egin" in b.text())
    teacher.click(begin)
    teacher.wait(lambda: page.feed.latest is not None)
    teacher.settle()
    card = page.paragraphs.cards[f"area.{Area.ANTICIPATION.value}"]
    page.paragraphs.scroller.ensureWidgetVisible(card)
    teacher.type(card.text_area, REPORTED)
    teacher.wait(lambda: not page.keeper.unsaved)
    teacher.settle()
    page.feed.refresh()
    teacher.settle()
    page.output.save_to(path)
    teacher.settle()
    return words_of(path.read_bytes())


def test_the_main_job_from_a_new_school_to_the_report_and_all_is_there_again(
    sit_down: Callable[[], Teacher], clips: tuple[Path, Path], tmp_path: Path
) -> None:
    teacher = sit_down()
    code = teacher.make_school(tmp_path, "Willow Bank School", "Jo Field", PASSWORD)
    pupil_id = add_pupil(teacher)
    first = observe(teacher, THEN, clips[0], 31, "turns")
    backdate(teacher, first)
    second = observe(teacher, NOW, clips[1], 7, "turns")
    lay_side_by_side(teacher, pupil_id, [first, second])
    watch_together(teacher)
    printed = write_report(teacher, tmp_path / "report.pdf")
    assert REPORTED in printed
    assert "Amara Okafor" in printed
    before = [observations.observation(teacher.work, each) for each in (first, second)]
    teacher.leave()

    teacher = sit_down()
    path = tmp_path / "Willow Bank School.engagement"
    assert sorted(each.name for each in tmp_path.glob("*-wal")) == []
    assert "password" in teacher.sign_in(path, "purple drum teapots", code)
    assert teacher.window.main is None
    while refusal := teacher.sign_in(path, PASSWORD, code):
        assert "wait a second" in refusal  # a wrong password costs a moment
    again = [observations.observation(teacher.work, each) for each in (first, second)]
    assert again == before
    assert [view.status for view in again] == [ObservationStatus.APPROVED] * 2
    teacher.main.show_pupil(pupil_id, PageId.REPORTS)
    teacher.wait(lambda: teacher.page(ReportsPage).feed.latest is not None)
    teacher.page(ReportsPage).output.save_to(tmp_path / "again.pdf")
    teacher.settle()
    assert words_of((tmp_path / "again.pdf").read_bytes()) == printed


def backdate(teacher: Teacher, observation_id: int) -> None:
    """Say that the first observation was some weeks ago: reopened, the day changed, approved."""
    page = teacher.observing
    page.open_observation(observation_id)
    teacher.wait(lambda: page.editing)
    teacher.settle()
    teacher.click(page.writing.editor.foot.correct_button)
    teacher.wait(page.writing.editor.foot.approve_button.isVisible)
    teacher.settle()
    when = page.writing.editor.what_happened.when
    when.setDateTime(when.dateTime().addDays(-40))
    teacher.saved()
    teacher.click(page.writing.editor.foot.approve_button)
    teacher.wait(lambda: not page.editing)
    teacher.settle()
    view = observations.observation(teacher.work, observation_id)
    assert teacher.work.now() - view.form.occurred_at > timedelta(days=39)
