"""The reviewer in its window, without a screen: what a teacher's keys and mouse bring, and when."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from engagement_desktop.benchmarks.video_clips import Sample
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.sound import Sound

_WINDOW = (1366, 768)
_LONGEST_WAIT = 60.0
_MOVE_SECONDS = 0.016


@dataclass(frozen=True)
class Paint:
    """The end of a paint: `at` in seconds, the frames on the screen, and the second that is heard
    then (None: not known)."""

    at: float
    then: int | None
    now: int | None
    heard: float | None

    def frame(self, side: Side) -> int | None:
        """The frame of one side."""
        return self.then if side is Side.THEN else self.now


@dataclass(frozen=True)
class Played:
    """What a stretch of playing showed: `paints`, and `cores`, the processors it kept busy."""

    paints: list[Paint]
    cores: float

    def first_paints(self, side: Side) -> dict[int, float]:
        """When each frame of a side came to the screen."""
        first: dict[int, float] = {}
        for paint in self.paints:
            n = paint.frame(side)
            if n is not None:
                first.setdefault(n, paint.at)
        return first


class Reviewer:
    """A window with the player in it."""

    def __init__(self) -> None:
        self._sound = Sound(time.perf_counter, ("--aout=dummy",))
        self.window = QWidget()
        self.player = SideBySidePlayer(sound=self._sound)
        QVBoxLayout(self.window).addWidget(self.player)
        self.window.resize(*_WINDOW)
        self.window.show()
        self.paints: list[Paint] = []
        self._ids = 0
        self.player.panes.painted.connect(self._painted)

    def _painted(self, frames: tuple[int | None, int | None]) -> None:
        at = time.perf_counter()
        self.paints.append(Paint(at, *frames, self._sound.position(at)))

    def sound_available(self) -> bool:
        """Whether VLC is there to be heard."""
        return self._sound.available()

    def load(self, then: Sample | None, now: Sample | None) -> None:
        """Put clips on both sides, in place of any others, and wait for their first pictures."""
        for side in Side:
            self.player.load(side, None)
        for side, sample in zip(Side, (then, now), strict=True):
            self.player.load(side, None if sample is None else self._clip(sample, sample.index))
        self.wait(lambda: all(self.n(side) == 0 for side in Side if self.player.clip(side)))

    def open(self, sample: Sample, kept: bytes) -> float:
        """Seconds from the choice of a clip, whose index was `kept`, to its first picture."""
        self.load(None, None)
        start = time.perf_counter()
        index = FrameIndex.from_bytes(kept)
        assert index is not None
        self.player.load(Side.NOW, self._clip(sample, index))
        self.wait(lambda: self.n(Side.NOW) == 0)
        return self.paints[-1].at - start

    def key(self, key: Qt.Key) -> float:
        """Press a key; when it was pressed."""
        start = time.perf_counter()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self.player, event)
        return start

    def step(self, key: Qt.Key, side: Side = Side.NOW) -> float:
        """Seconds from a key that steps to the end of the paint of the next frame."""
        before = self.n(side)
        start = self.key(key)
        self.wait(lambda: self.n(side) != before)
        return self.paints[-1].at - start

    def scrub(self, side: Side, first: float, last: float, moves: int) -> float:
        """Drag along a strip from one part of its width to another: seconds from the last move of
        the mouse to the paint of its very frame."""
        strip = self.player.panes.strips[side]
        room = strip.width() - 40
        xs = [20 + room * (first + (last - first) * m / moves) for m in range(moves + 1)]
        self._mouse(QEvent.Type.MouseButtonPress, side, xs[0])
        for x in xs[1:]:
            self.rest(_MOVE_SECONDS)
            start = time.perf_counter()
            self._mouse(QEvent.Type.MouseMove, side, x)
        wanted = strip.frame_at(xs[-1])
        self.wait(lambda: self.n(side) == wanted)
        taken = max(0.0, self.paints[-1].at - start)
        self._mouse(QEvent.Type.MouseButtonRelease, side, xs[-1])
        return taken

    def play(self, seconds: float) -> Played:
        """Play on for some seconds, and pause."""
        self.paints.clear()
        busy, start = time.process_time(), time.perf_counter()
        self.key(Qt.Key.Key_Space)
        self.wait(lambda: time.perf_counter() - start >= seconds)
        busy, passed = time.process_time() - busy, time.perf_counter() - start
        played = Played(list(self.paints), busy / passed)
        if not self.player.playing:
            raise RuntimeError("the clips did not play so long")
        self.key(Qt.Key.Key_Space)
        return played

    def n(self, side: Side) -> int | None:
        """The frame on the screen."""
        moment = self.player.position(side)
        return None if moment is None else moment.n

    def rest(self, seconds: float) -> None:
        """Let the window do its work for a while."""
        end = time.perf_counter() + seconds
        self.wait(lambda: time.perf_counter() >= end)

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window do its work until something is so."""
        deadline = time.monotonic() + _LONGEST_WAIT
        clock = QTimer()
        clock.setTimerType(Qt.TimerType.PreciseTimer)
        clock.start(2)
        while not done():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > deadline:
                raise RuntimeError("the reviewer did not come so far")

    def close(self) -> None:
        """Take the clips away and close."""
        self.player.close_clips()
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()

    def _clip(self, sample: Sample, index: FrameIndex) -> ReviewClip:
        self._ids += 1
        return ReviewClip(self._ids, sample.opener, index, sample.path.name)

    def _mouse(self, kind: QEvent.Type, side: Side, x: float) -> None:
        strip = self.player.panes.strips[side]
        moved = kind is QEvent.Type.MouseMove
        held = kind is not QEvent.Type.MouseButtonRelease
        place = QPointF(x, strip.height() / 2)
        event = QMouseEvent(
            kind,
            place,
            strip.mapToGlobal(place),
            Qt.MouseButton.NoButton if moved else Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(strip, event)


@contextmanager
def reviewer() -> Iterator[Reviewer]:
    """The reviewer in a window, closed afterwards."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    Look.of_app()
    window = Reviewer()
    try:
        yield window
    finally:
        window.close()
