"""The reviewer over the whole screen: the same frames, the same keys, and back again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.keys import Command
from engagement_desktop.ui.review.player import SideBySidePlayer
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip, Room


def _filled(player: SideBySidePlayer) -> bool:
    return player.window().isFullScreen()


def _key(desk: Desk, key: Qt.Key) -> None:
    desk.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    desk.qtbot.keyClick(QApplication.focusWidget(), key)


def test_it_fills_the_screen_and_comes_back_with_nothing_lost(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(twenty_five))
    player = desk.player
    desk.key(Qt.Key.Key_Period)
    desk.until(Side.THEN, 1)
    desk.key(Qt.Key.Key_F11)
    desk.qtbot.waitUntil(lambda: _filled(player) and player.panes.width() > 600)
    desk.qtbot.waitUntil(lambda: QApplication.focusWidget() is player.panes.strips[Side.NOW])
    assert desk.n(Side.THEN) == 1
    _key(desk, Qt.Key.Key_Period)
    desk.until(Side.NOW, 1)
    _key(desk, Qt.Key.Key_Escape)
    assert player.window() is desk.window
    assert desk.column.indexOf(player) == 0
    desk.qtbot.waitUntil(lambda: desk.on_screen(Side.NOW) == 1)
    desk.focus(Side.NOW)
    desk.key(Qt.Key.Key_Period)
    desk.qtbot.waitUntil(lambda: desk.n(Side.THEN) == 2)


def test_playing_goes_on_through_it_and_a_button_leads_back(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.column.addWidget(QLineEdit())  # which Qt gives the keys while the player is on its way
    desk.load(None, review_clip(thirty))
    player = desk.player
    button = player.transport.buttons[Command.FULL_SCREEN]
    desk.key(Qt.Key.Key_R)
    desk.key(Qt.Key.Key_Space)
    desk.key(Qt.Key.Key_F11)
    assert _filled(player)
    assert player.playing
    assert button.text() == "Back to the page"
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert player.window() is desk.window
    assert player.playing
    assert button.text() == "Fill the screen"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11])
def test_the_keys_come_back_with_the_clip_and_write_in_no_note(opened: Room, key: Qt.Key) -> None:
    player, note = opened.page.player, opened.page.reflection.findChildren(QPlainTextEdit)[0]
    qtbot = opened.desk.qtbot
    qtbot.keyClick(player.panes.strips[Side.NOW], Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: _filled(player) and player.panes.width() > 600)
    qtbot.keyClick(player.panes.strips[Side.NOW], key)
    opened.page.activateWindow()  # as every desktop does with the window that is left
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Period)
    opened.until(Side.THEN, 1)
    assert note.toPlainText() == ""


def test_a_mark_leads_back_to_where_it_is_written(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty))
    desk.key(Qt.Key.Key_F11)
    desk.qtbot.waitUntil(lambda: _filled(desk.player))
    with desk.qtbot.waitSignal(desk.player.marker_requested):
        _key(desk, Qt.Key.Key_M)
    assert desk.player.window() is desk.window


def test_nothing_of_it_stays_on_the_screen_when_its_page_goes(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty))
    desk.key(Qt.Key.Key_F11)
    desk.qtbot.waitUntil(lambda: _filled(desk.player))
    desk.window.hide()
    assert not any(w.isVisible() for w in QApplication.topLevelWidgets() if w.isFullScreen())
    assert desk.player.window() is desk.window
