"""While in step both pictures change in one paint, however long one of them takes to decode."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import pytest
from PySide6.QtCore import Qt

from engagement_desktop.ui.review.clip import Opener, Side
from engagement_desktop.ui.review.keys import Command
from engagement_desktop.ui.review.pane_tools import PaneTools
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip


class Disk:
    """A disk that may take its time to open a clip."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.answers.set()

    def opener(self, made: MadeClip) -> Opener:
        """Opens the clip as soon as the disk answers."""

        def open_it() -> BinaryIO:
            self.answers.wait(20)
            return made.open()

        return open_it


@pytest.fixture
def disk(desk: Desk) -> Iterator[Disk]:
    made = Disk()
    yield made
    made.answers.set()


def test_in_step_a_picture_waits_for_the_other(
    desk: Desk, disk: Disk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    then = review_clip(thirty)
    now = replace(review_clip(twenty_five), opener=disk.opener(twenty_five))
    desk.load(then, None)
    disk.answers.clear()
    desk.player.load(Side.NOW, now)
    desk.player.jump(Side.THEN, then.index.pts[60])
    earlier = desk.player._playback.deck_of(Side.THEN)
    desk.qtbot.waitUntil(lambda: earlier.fresh is not None, timeout=10_000)
    # The earlier picture is ready, but is not shown while the other is of another moment.
    assert desk.on_screen(Side.THEN) == 0
    assert desk.player.panes.label(Side.THEN) == "00:00.00 · frame 0"
    desk.watcher.pairs.clear()
    disk.answers.set()
    desk.until(Side.NOW, 50)
    assert (desk.on_screen(Side.THEN), desk.on_screen(Side.NOW)) == (60, 50)
    assert set(desk.watcher.pairs) <= {(0, None), (60, 50)}


def test_each_alone_a_picture_does_not_wait(
    desk: Desk, disk: Disk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    then = review_clip(thirty)
    desk.load(then, None)
    desk.player.command(Command.IN_STEP)
    disk.answers.clear()
    desk.player.load(Side.NOW, replace(review_clip(twenty_five), opener=disk.opener(twenty_five)))
    desk.player.jump(Side.THEN, then.index.pts[60])
    desk.until(Side.THEN, 60)
    assert desk.player.position(Side.NOW) is None
    disk.answers.set()
    desk.until(Side.NOW, 0)


def test_playing_waits_for_a_slow_disk_and_leaves_nothing_out(
    desk: Desk, disk: Disk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, replace(review_clip(thirty), opener=disk.opener(thirty)))
    playback = desk.player._playback
    cached = playback.deck_of(Side.NOW).reader.cached
    desk.qtbot.waitUntil(lambda: cached(11) is not None, timeout=10_000)
    disk.answers.clear()
    desk.key(Qt.Key.Key_4)
    desk.key(Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: playback._late_since is not None, timeout=10_000)
    held = desk.n(Side.NOW)
    assert held is not None
    assert desk.on_screen(Side.NOW) == held
    disk.answers.set()
    desk.past(Side.NOW, held + 4)
    frames = desk.watcher.frames[Side.NOW]
    assert frames[: held + 2] == list(range(held + 2))  # the frame waited for is not left out


def test_in_a_narrow_window_both_lie_one_over_the_other_and_move_together(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    desk.window.resize(400, 700)
    desk.load(review_clip(thirty), review_clip(twenty_five))
    then, now = (desk.player.panes.rects(side).whole for side in Side)
    assert then.bottom() < now.top()
    for _ in range(3):
        desk.key(Qt.Key.Key_Period)
    for side in Side:
        n = desk.player.timing.frames()[side]
        desk.until(side, n)
        assert desk.on_screen(side) == n


def test_what_is_special_about_a_clips_frames_is_told_over_its_picture(
    desk: Desk, review_clip: MakeClip, uneven: MadeClip, twenty_five: MadeClip
) -> None:
    desk.load(review_clip(uneven), review_clip(twenty_five))
    both = desk.player.findChildren(PaneTools)
    both.sort(key=lambda tools: tools.mapTo(desk.player, tools.pos()).x())
    then, now = (tools.notice for tools in both)
    assert then.isVisible()
    assert "uneven times" in then.accessibleName()
    assert not now.isVisible()
