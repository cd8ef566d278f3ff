"""On a small screen: pictures, bar, and what is written about them are in view together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import CONTROL_HEIGHT
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.keys import KEY_MAP, Command
from engagement_desktop.ui.review.pane_painter import Pane, paint_heading
from engagement_desktop.ui.shell.shortcuts import shortcuts_dialog
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip, Room

SMALL = [(100, 594), (125, 560), (200, 430)]
"""Text size, and what the window leaves the page of a screen of 1366 × 768."""


@pytest.fixture
def small(request: pytest.FixtureRequest, opened: Room) -> Iterator[Room]:
    size, height = request.param
    Look.of_app().apply(Theme.LIGHT, size)
    opened.page.resize(1110, height)
    opened.desk.settle()
    yield opened
    Look.of_app().apply(Theme.LIGHT, 100)


def in_view(widget: QWidget, part: QRect | None = None) -> QRect:
    """What can be seen of a widget, or of a part of it."""
    return (part or widget.rect()).intersected(widget.visibleRegion().boundingRect())


def pictures(room: Room) -> list[QRect]:
    panes = room.page.player.panes
    return [in_view(panes, panes.rects(side).picture) for side in Side]


@pytest.mark.parametrize("small", SMALL, indirect=True)
def test_pictures_and_bar_are_in_view_and_below_them_what_there_is_room_for(small: Room) -> None:
    page = small.page
    bar = page.player.transport
    assert in_view(bar).size() == bar.size()
    for one in pictures(small):
        assert one.height() >= Look.of_app().px(76)
    heading = page.reflection.title
    if page.height() > 500:  # else the clips come first, and this is scrolled to
        assert in_view(heading).size() == heading.size()


class Written(QPainter):
    """A painter that keeps what it is to write, and where."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.lines: list[tuple[QRect, str]] = []

    def drawText(self, room: QRect, _: int, words: str) -> None:  # type: ignore[override]  # noqa: N802
        assert self.fontMetrics().horizontalAdvance(words) <= room.width()
        self.lines.append((room, words))


@pytest.mark.parametrize(
    ("size", "width", "day"),
    [
        (100, 300, "12 September 2026 · Bubble tube"),
        (200, 500, "12 September 2026 · Bub"),
        (200, 270, "12 September 2026"),
        (200, 190, "12/09/2026"),
    ],
)
def test_the_day_of_a_clip_is_read_in_whole_over_a_narrow_picture(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, size: int, width: int, day: str
) -> None:
    look = Look.of_app()
    look.apply(Theme.LIGHT, size)
    pane = Pane()
    title, at = "12 September 2026 · Bubble tube", datetime(2026, 9, 12, 10, tzinfo=UTC)
    pane.clip = replace(review_clip(thirty), title=title, at=at)
    room = QRect(0, 0, width, look.px(CONTROL_HEIGHT))
    image = QImage(room.size(), QImage.Format.Format_RGB32)
    painter = Written(image)
    paint_heading(painter, room, "Then", pane, look, marked=True)
    painter.end()
    (_, heading), (place, words) = painter.lines
    look.apply(Theme.LIGHT, 100)
    assert heading == "Then"
    assert words.startswith(day)
    assert room.contains(place)


@pytest.mark.parametrize("small", SMALL, indirect=True)
def test_while_something_is_written_it_is_seen_beside_the_pictures(small: Room) -> None:
    page = small.page
    box = page.reflection.helped
    small.desk.qtbot.waitUntil(box.isEnabled)
    box.setFocus()
    small.desk.settle()
    line = QRect(QPoint(0, 0), box.cursorRect().bottomRight())
    assert in_view(box, line).height() == line.height()
    for one in pictures(small):
        assert one.height() >= 72
    before = page.player.panes.rects(Side.NOW).picture.bottom()
    page.player.take_keyboard()
    small.desk.settle()
    bar = page.player.transport
    assert bar.isVisible()
    assert in_view(bar).size() == bar.size()
    assert page.player.panes.rects(Side.NOW).picture.bottom() != before


@pytest.mark.parametrize("small", SMALL[-1:], indirect=True)
def test_over_the_whole_screen_the_bar_is_there_also_after_writing(small: Room) -> None:
    player, settle = small.page.player, small.desk.settle
    small.desk.qtbot.waitUntil(small.page.reflection.helped.isEnabled)
    small.page.reflection.helped.setFocus()
    settle()
    assert not player.transport.isVisible()
    player.command(Command.FULL_SCREEN)
    strip = player.panes.strips[Side.NOW]
    small.desk.qtbot.waitUntil(lambda: QApplication.focusWidget() is strip)
    settle()
    assert in_view(player.transport).size() == player.transport.size()
    player.command(Command.FULL_SCREEN)
    settle()
    assert player.transport.isVisible()


def test_the_note_of_a_new_mark_is_seen_below_the_marks_before_it(opened: Room) -> None:
    page, qtbot = opened.page, opened.desk.qtbot
    strip, clip = page.player.panes.strips[Side.NOW], page.player.clip(Side.NOW)
    assert clip is not None

    def title_in_view() -> bool:
        form = page.moments.form
        return form is not None and in_view(form.title).size() == form.title.size()

    for n in range(1, 6):
        page.player.jump(Side.NOW, clip.index.pts[n])
        opened.until(Side.NOW, n)
        qtbot.keyClick(strip, Qt.Key.Key_M)
        qtbot.waitUntil(title_in_view)
        form = page.moments.form
        assert form is not None
        assert form.title.hasFocus()
        qtbot.keyClick(form.title, Qt.Key.Key_Return)
        opened.desk.settle()


def test_the_help_names_every_key_of_the_reviewer(opened: Room) -> None:
    dialog = shortcuts_dialog(opened.page)
    told = {shown.text() for shown in dialog.findChildren(QLabel)}
    assert {binding.shown for binding in KEY_MAP} <= told
    assert {binding.words for binding in KEY_MAP} <= told
    dialog.deleteLater()
