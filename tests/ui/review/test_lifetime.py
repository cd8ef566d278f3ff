"""A player may go at any moment, and a clip may fail: no thread stays, nothing crashes."""

from __future__ import annotations

import io
import random
import threading
import time
from dataclasses import replace
from typing import BinaryIO

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engagement_desktop.errors import AppError
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.keys import Command
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.video.frame_reader import FrameReader
from engagement_desktop.video.sound import Sound
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip


@pytest.mark.usefixtures("look")  # as in the window: dressed before its first widget
@pytest.mark.parametrize("moment", range(8))
def test_destroyed_at_any_moment_it_leaves_no_thread(
    qtbot: QtBot, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip, moment: int
) -> None:
    chance = random.Random(moment)
    before = set(threading.enumerate())
    player = SideBySidePlayer(sound=Sound(time.perf_counter, ("--aout=dummy",)))
    player.resize(900, 460)
    player.show()
    then, now = review_clip(thirty), review_clip(uneven)
    player.load(Side.THEN, then)
    player.load(Side.NOW, now)
    for _ in range(moment * 3):
        if chance.random() < 0.5:
            QApplication.processEvents()
        if chance.random() < 0.3:
            player.jump(Side.THEN, chance.choice(then.index.pts))
        if chance.random() < 0.3:
            qtbot.keyClick(player.panes.strips[Side.NOW], Qt.Key.Key_Space)
    player.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(player)
    assert set(threading.enumerate()) <= before
    QApplication.processEvents()


def test_when_one_clip_goes_the_other_has_the_keys(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(twenty_five))
    desk.player.load(Side.NOW, None)
    assert desk.player.transport.buttons[Command.PLAY_PAUSE].isEnabled()
    desk.key(Qt.Key.Key_Period)
    desk.until(Side.THEN, 1)


def test_closed_clips_leave_an_empty_player_that_can_be_used_again(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    before = threading.active_count()
    desk.load(review_clip(thirty), None)
    desk.key(Qt.Key.Key_Space)
    desk.player.close_clips()
    assert threading.active_count() <= before
    assert desk.player.position(Side.THEN) is None
    assert not desk.player.playing
    desk.load(review_clip(thirty), None)
    assert desk.on_screen(Side.THEN) == 0


def test_an_empty_player_ignores_every_key(desk: Desk) -> None:
    for key in (Qt.Key.Key_Space, Qt.Key.Key_M, Qt.Key.Key_Period, Qt.Key.Key_S, Qt.Key.Key_I):
        desk.qtbot.keyClick(desk.player, key)
    assert not desk.player.playing


def test_an_empty_side_offers_to_choose_a_clip(desk: Desk) -> None:
    wanted = []
    desk.player.choose_requested.connect(wanted.append)
    for side in Side:
        desk.qtbot.mouseClick(desk.player.panes._empty[side], Qt.MouseButton.LeftButton)
    assert wanted == list(Side)


def test_a_clip_that_cannot_be_read_says_so_and_shows_no_other_picture(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    broken = False

    def opener() -> BinaryIO:
        if broken:
            raise OSError("the disk went away")
        return thirty.open()

    problems: list[AppError] = []
    desk.player.problem.connect(problems.append)
    clip = replace(review_clip(thirty), opener=opener)
    broken = True
    desk.player.load(Side.NOW, clip)
    desk.qtbot.waitUntil(lambda: bool(problems), timeout=10_000)
    assert "could not be read" in problems[0].sentence
    assert desk.player.panes.shown(Side.NOW) is None
    assert desk.player.panes.label(Side.NOW) == ""
    assert "could not be read" in desk.player.panes.strips[Side.NOW].accessibleDescription()
    # The other side is not held up by it.
    desk.player.load(Side.THEN, review_clip(uneven))
    desk.until(Side.THEN, 0)
    assert desk.on_screen(Side.THEN) == 0
    # And it comes back when the bytes do.
    broken = False
    desk.focus(Side.NOW)
    desk.key(Qt.Key.Key_Period)
    desk.qtbot.waitUntil(lambda: desk.n(Side.NOW) is not None, timeout=10_000)


def test_a_disk_that_goes_away_in_mid_play_is_told_and_the_other_clip_plays_on(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    gone = threading.Event()

    class Disk(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if gone.is_set() and self.tell() > 1:
                raise OSError("the disk went away")
            return super().read(min(size or 0, 2048))

    problems: list[AppError] = []
    desk.player.problem.connect(problems.append)
    there = review_clip(thirty)
    desk.load(replace(there, opener=lambda: Disk(thirty.data)), review_clip(twenty_five))
    desk.key(Qt.Key.Key_Space)
    desk.past(Side.NOW, 2)
    gone.set()
    desk.qtbot.waitUntil(lambda: bool(problems), timeout=10_000)
    assert "could not be read" in problems[0].sentence
    assert desk.player.panes.shown(Side.THEN) is None
    desk.past(Side.NOW, 30)
    gone.clear()
    desk.key(Qt.Key.Key_Home)
    desk.until(Side.THEN, 0)


@pytest.mark.parametrize("first", Side)
def test_the_later_clip_has_the_keys_whichever_is_read_first(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip, first: Side
) -> None:
    clips = {Side.THEN: review_clip(thirty), Side.NOW: review_clip(uneven)}
    for side in (first, first.other):
        desk.player.load(side, clips[side])
    assert desk.player.active_side is Side.NOW
    desk.focus(Side.THEN)
    desk.player.load(Side.NOW, None)
    desk.player.load(Side.NOW, clips[Side.NOW])
    assert desk.player.active_side is Side.THEN


def test_the_strip_fills_itself_in_the_background(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty))
    strip = desk.player.panes.strips[Side.NOW]
    desk.qtbot.waitUntil(lambda: bool(strip._thumbnails and strip._waveform), timeout=10_000)
    assert max(strip._waveform) > 0.3


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_in_decoding_is_told_and_holds_nothing_up(
    desk: Desk,
    review_clip: MakeClip,
    thirty: MadeClip,
    uneven: MadeClip,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clip = review_clip(thirty)
    desk.load(clip, review_clip(uneven))

    def faulty(reader: FrameReader, n: int) -> None:
        raise ZeroDivisionError(n)

    with monkeypatch.context() as patch:
        patch.setattr(FrameReader, "_serve", faulty)
        desk.player.jump(Side.THEN, clip.index.pts[80])
        said = desk.player.panes.strips[Side.THEN].accessibleDescription
        desk.qtbot.waitUntil(lambda: said().startswith("A fault of ours"), timeout=5_000)
    assert desk.player.panes.shown(Side.THEN) is None
    # The other clip still moves.
    desk.focus(Side.NOW)
    desk.key(Qt.Key.Key_Home)
    desk.until(Side.NOW, 0)
    desk.key(Qt.Key.Key_Period)
    desk.qtbot.waitUntil(lambda: (desk.n(Side.NOW) or 0) > 0, timeout=5_000)
    # Chosen again, it is opened anew.
    desk.player.load(Side.THEN, clip)
    desk.until(Side.THEN, None)
