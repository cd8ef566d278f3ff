"""On a small screen: pictures, bar, and what is written about them are in view together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.keys import KEY_MAP, Command
from engagement_desktop.ui.shell.shortcuts import shortcuts_dialog
from tests.ui.review.conftest import Room

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
def test_pictures_and_bar_and_the_words_below_are_in_view(small: Room) -> None:
    page = small.page
    bar = page.player.transport
    assert in_view(bar).size() == bar.size()
    for one in pictures(small):
        assert one.height() >= 72
    heading = page.reflection.title
    assert in_view(heading).size() == heading.size()


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
