"""What is typed beside the clips is never lost: not when the file refuses it, nor over a lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from sqlalchemy import text

from engagement_desktop.services import comparisons, review
from engagement_desktop.services.comparisons import ComparisonForm
from engagement_desktop.services.review import MarkerForm
from engagement_desktop.ui.messages import MessageKind
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.review_page import ReviewPage
from tests.ui.review.conftest import Room


@contextmanager
def refused(room: Room, write: str) -> Iterator[None]:
    """A file that takes everything but this."""
    with room.school.work.database.write() as session:
        session.execute(
            text(f"CREATE TRIGGER fault BEFORE {write} BEGIN SELECT RAISE(ABORT, 'x'); END")
        )
    yield
    with room.school.work.database.write() as session:
        session.execute(text("DROP TRIGGER fault"))


def locked(room: Room) -> object:
    """Leave the page as a lock does; what it still holds."""
    assert room.page.leave()
    room.desk.settle()
    return room.page.unsaved()


def unlocked(room: Room, unsaved: object) -> ReviewPage:
    """A page of the window that opens after the password."""
    page = ReviewPage(room.desk.context)
    room.desk.qtbot.addWidget(page)
    page.take_up(unsaved)
    room.desk.settle()
    return page


def marked(room: Room) -> int:
    """Mark the first frame of the later clip; the mark's id."""
    room.desk.qtbot.keyClick(room.page.player.panes.strips[Side.NOW], Qt.Key.Key_M)
    room.desk.qtbot.waitUntil(lambda: room.page.moments.form is not None)
    (marker,) = review.review_clip(room.school.work, room.november).markers
    return marker.id


def test_a_reflection_that_the_file_refused_is_saved_after_the_lock(opened: Room) -> None:
    opened.desk.qtbot.waitUntil(opened.page.reflection.did.isEnabled)
    with refused(opened, "INSERT ON comparison"):
        opened.page.reflection.did.insertPlainText("Now she looks first.")
        unsaved = locked(opened)
        assert unsaved is not None
    page = unlocked(opened, unsaved)
    kept = comparisons.comparison_between(opened.school.work, opened.march, opened.november)
    assert kept is not None
    assert kept.form == ComparisonForm("Now she looks first.")
    assert page.unsaved() is None


def test_a_refused_reflection_stands_there_still_after_another_pupil(opened: Room) -> None:
    page, desk = opened.page, opened.desk
    desk.qtbot.waitUntil(page.reflection.did.isEnabled)
    with refused(opened, "INSERT ON comparison"):
        page.reflection.did.insertPlainText("Now she looks first.")
        page.show_pupil(opened.school.bilal)
        desk.settle()
        assert page.reflection.did.text() == ""
        page.show_pupil(opened.school.amara)
        desk.qtbot.waitUntil(page.reflection.did.isEnabled)
        assert page.reflection.did.text() == "Now she looks first."
        desk.settle()
    problem = desk.said[-1]
    page.leave()
    desk.settle()
    kept = comparisons.comparison_between(opened.school.work, opened.march, opened.november)
    assert problem.kind is MessageKind.BUG  # a trigger is no fault that a user can meet
    assert kept is not None
    assert kept.form.did_then_and_now == "Now she looks first."


def test_words_about_a_mark_that_the_file_refused_are_saved_after_the_lock(opened: Room) -> None:
    marker_id = marked(opened)
    form = opened.page.moments.form
    assert form is not None
    with refused(opened, "UPDATE ON marker"):
        opened.desk.qtbot.keyClicks(form.title, "Stills and listens")
        unsaved = locked(opened)
        assert unsaved is not None
    unlocked(opened, unsaved)
    (marker,) = review.review_clip(opened.school.work, opened.november).markers
    assert (marker.id, marker.form) == (marker_id, MarkerForm("Stills and listens"))


def test_a_mark_that_the_file_refused_is_made_after_the_lock(opened: Room) -> None:
    with refused(opened, "INSERT ON marker"):
        opened.desk.qtbot.keyClick(opened.page.player.panes.strips[Side.NOW], Qt.Key.Key_M)
        opened.desk.settle()
        unsaved = locked(opened)
    unlocked(opened, unsaved)
    clip = review.review_clip(opened.school.work, opened.november)
    assert [(mark.frame, mark.pts) for mark in clip.markers] == [(0, clip.index.pts[0])]


def test_nothing_is_held_where_all_is_in_the_file(opened: Room) -> None:
    marked(opened)
    assert locked(opened) is None


def test_subtle_responses_of_a_mark_are_chosen_here_too(opened: Room) -> None:
    marked(opened)
    form = opened.page.moments.form
    assert form is not None
    chip = form.subtle.chips()[1]
    chip.click()
    opened.desk.qtbot.keyClick(form.title, Qt.Key.Key_Return)
    opened.desk.settle()
    work = opened.school.work
    (marker,) = review.review_clip(work, opened.november).markers
    assert [work.words().text(key) for key in marker.form.subtle_responses] == [chip.words]
