"""A photo beside a clip: shown whole and closer, and left alone by what only time has."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.ui.review.keys import Command
from engagement_desktop.video.photo_source import photo_index
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip
from tests.unit.video.test_probe import heic

BLUE = (30, 60, 200)


def _photo(kind: str) -> ReviewClip:
    image = Image.new("RGB", (640, 480), BLUE)
    file = io.BytesIO()
    image.save(file, kind)
    data = file.getvalue()

    def opener() -> io.BytesIO:
        return io.BytesIO(data)

    return ReviewClip(900, opener, photo_index(opener), "12 March 2026 · photo")


def _ink(desk: Desk, side: Side) -> tuple[int, int, int]:
    image = desk.player.panes.grab().toImage()
    colour = QColor(image.pixel(desk.player.panes.rects(side).picture.center()))
    return colour.red(), colour.green(), colour.blue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_stands_beside_a_clip_that_plays_to_its_end(
    desk: Desk, review_clip: MakeClip, twenty_five: MadeClip, kind: str
) -> None:
    player = desk.player
    player.panes.painted.disconnect()  # a photo has no number burnt in
    player.load(Side.THEN, _photo(kind))
    player.load(Side.NOW, review_clip(twenty_five))
    desk.until(Side.THEN, 0)
    desk.until(Side.NOW, 0)
    assert np.abs(np.subtract(_ink(desk, Side.THEN), BLUE)).max() < 6
    assert player.panes.label(Side.THEN) == "Photo"
    desk.focus(Side.NOW)
    desk.key(Qt.Key.Key_2)
    desk.key(Qt.Key.Key_Space)
    desk.until(Side.NOW, 74)
    desk.qtbot.waitUntil(lambda: not player.playing)
    assert player.panes.label(Side.THEN) == "Photo"
    desk.key(Qt.Key.Key_Z)
    desk.qtbot.waitUntil(lambda: player.panes.shown(Side.THEN).picture.width > 600)


def test_a_photo_has_no_cue_no_part_and_no_moment_to_mark(desk: Desk) -> None:
    player = desk.player
    player.panes.painted.disconnect()
    player.load(Side.NOW, _photo("PNG"))
    desk.until(Side.NOW, 0)
    desk.focus(Side.NOW)
    asked: list[object] = []
    player.still_requested.connect(asked.append)
    player.marker_requested.connect(asked.append)
    for key in (Qt.Key.Key_S, Qt.Key.Key_I, Qt.Key.Key_O, Qt.Key.Key_P, Qt.Key.Key_M):
        desk.key(key)
    assert asked == []
    assert not player.transport.buttons[Command.MARK].isEnabled()
    clip = player.clip(Side.NOW)
    assert clip is not None
    assert (clip.sync_pts, clip.in_pts, clip.out_pts) == (None, None, None)


def test_a_heic_photo_is_shown_beside_a_clip_and_closer(
    desk: Desk, review_clip: MakeClip, twenty_five: MadeClip
) -> None:
    player, data = desk.player, heic()
    player.panes.painted.disconnect()

    def opener() -> io.BytesIO:
        return io.BytesIO(data)

    photo = ReviewClip(900, opener, photo_index(opener), "12 March 2026 · photo")
    player.load(Side.THEN, review_clip(twenty_five))
    player.load(Side.NOW, photo)
    desk.until(Side.NOW, 0)
    assert np.abs(np.subtract(_ink(desk, Side.NOW), 128)).max() < 4
    assert player.panes.label(Side.NOW) == "Photo"
    desk.focus(Side.NOW)
    desk.key(Qt.Key.Key_Z)
    assert player.panes.zoom.factor > 1
    assert np.abs(np.subtract(_ink(desk, Side.NOW), 128)).max() < 4
    desk.key(Qt.Key.Key_Period)
    desk.until(Side.THEN, 1)


def test_two_photos_offer_nothing_that_only_time_has(
    desk: Desk, review_clip: MakeClip, twenty_five: MadeClip
) -> None:
    player, bar = desk.player, desk.player.transport
    player.panes.painted.disconnect()
    for side in Side:
        player.load(side, replace(_photo("PNG"), evidence_id=900 + len(side)))
        desk.until(side, 0)
    timed = (Command.PLAY_PAUSE, Command.STEP_BACK, Command.STEP_ON, Command.LOOP, Command.IN_STEP)
    lasting = (Command.ZOOM, Command.OVERLAY, Command.SWAP)
    assert not any(bar.buttons[command].isEnabled() for command in timed)
    assert not bar.speed_button.isEnabled()
    assert all(bar.buttons[command].isEnabled() for command in lasting)
    desk.focus(Side.NOW)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_R, Qt.Key.Key_2):
        desk.key(key)
    timing = player.timing
    assert (player.playing, timing.loop, timing.speed) == (False, False, 1)
    player.load(Side.THEN, review_clip(twenty_five))
    desk.until(Side.THEN, 0)
    assert all(bar.buttons[command].isEnabled() for command in (*timed, *lasting))
