"""Laying the earlier picture over the later one, and the keys that the menus show too."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage

from engagement_desktop.ui.actions import SPECS
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.keys import KEY_MAP
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip


def test_v_lays_the_earlier_picture_over_the_later(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(uneven))
    for _ in range(5):
        desk.key(Qt.Key.Key_Period, Qt.KeyboardModifier.ShiftModifier)
    desk.until(Side.NOW, 5)
    before = _pixels(desk)
    desk.key(Qt.Key.Key_V)
    laid_over = _pixels(desk)
    # Frame 5 alone is black and white; where frame 0 differs from it there is grey between.
    assert not ((before > 80) & (before < 160)).mean() > 0.05
    assert ((laid_over > 80) & (laid_over < 160)).mean() > 0.05
    desk.key(Qt.Key.Key_V)
    assert desk.on_screen(Side.NOW) == 5


def test_each_key_does_one_thing() -> None:
    keys = [key for binding in KEY_MAP for key in binding.keys]
    assert len(keys) == len(set(keys))


def test_the_menus_show_the_keys_that_the_player_obeys() -> None:
    words = {binding.shown.split(" or ")[0] for binding in KEY_MAP}
    for spec in SPECS:
        if spec.page is PageId.REVIEW and spec.shortcut:
            assert spec.shortcut in words, spec.id


def test_a_key_in_a_menu_still_reaches_the_clip_once(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty))
    action = QAction("On a frame", desk.window)
    action.setShortcut(".")
    fired = []
    action.triggered.connect(fired.append)
    desk.window.addAction(action)
    desk.window.activateWindow()
    desk.key(Qt.Key.Key_Period)
    desk.until(Side.NOW, 1)
    assert desk.on_screen(Side.NOW) == 1
    assert fired == []


def _pixels(desk: Desk) -> np.ndarray:
    image = desk.player.panes.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    room = desk.player.panes.rects(Side.NOW).picture
    pixels = np.frombuffer(image.constBits(), np.uint8)
    pixels = pixels.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[room.top() : room.bottom(), room.left() : room.right(), 1].copy()
