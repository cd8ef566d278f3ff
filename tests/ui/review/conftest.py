"""Real clips with the frame number burnt in, and a player or a page seen through its pixels."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence, observations
from engagement_desktop.services.observation_views import ObservationForm
from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.review.clip import MarkerView, ReviewClip, Side
from engagement_desktop.ui.review.geometry import fitted
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.video.frame_index import build_index
from engagement_desktop.video.sound import Sound
from tests.helpers import pages
from tests.helpers.clips import MadeClip, Recipe, encode, numbered, read_number
from tests.helpers.small_school import SmallSchool, small_school

GOP = {"preset": "veryfast", "crf": "20", "x264-params": "keyint=12:min-keyint=12:scenecut=0"}


@pytest.fixture(scope="session")
def thirty() -> MadeClip:
    """90 frames at 30 a second, with sound."""
    data = encode(Recipe(frames=90, rate=30, options=GOP, sound=(0.0, 3.0)))
    return MadeClip("thirty", data, numbered(90))


@pytest.fixture(scope="session")
def twenty_five() -> MadeClip:
    """75 frames at 25 a second, silent."""
    return MadeClip("twenty-five", encode(Recipe(frames=75, rate=25, options=GOP)), numbered(75))


@pytest.fixture(scope="session")
def uneven() -> MadeClip:
    """40 frames whose times vary from 20 to 90 milliseconds."""
    gaps = [0.02 + 0.01 * (n * 5 % 8) for n in range(40)]
    times = [sum(gaps[:n]) for n in range(40)]
    return MadeClip("uneven", encode(Recipe(frames=40, times=times, options=GOP)), numbered(40))


MakeClip = Callable[..., ReviewClip]


@pytest.fixture(scope="session")
def review_clip() -> MakeClip:
    """Make a `ReviewClip` of a made clip; marks, cue and part are given as frame numbers."""
    indexes: dict[str, object] = {}
    ids: dict[str, int] = {}

    def make(
        made: MadeClip,
        *,
        cue: int | None = None,
        part: tuple[int | None, int | None] = (None, None),
        marks: tuple[int, ...] = (),
    ) -> ReviewClip:
        index = indexes.setdefault(made.name, build_index(made.open))
        pts = [None if n is None else index.pts[n] for n in (*part, cue)]
        markers = tuple(
            MarkerView(place, index.pts[n], n, f"Moment {place}") for place, n in enumerate(marks)
        )
        identity = ids.setdefault(made.name, len(ids) + 1)
        title = f"12 March 2026 · {made.name}"
        return ReviewClip(identity, made.open, index, title, markers, *pts)

    return make


class Watcher:
    """Looks at every paint of a player: the burnt-in number must be the one that is named."""

    def __init__(self, player: SideBySidePlayer) -> None:
        self.player = player
        self.frames: dict[Side, list[int]] = {side: [] for side in Side}
        self.pairs: list[tuple[int | None, int | None]] = []
        player.panes.painted.connect(self._look)

    def _look(self, painted: tuple[int | None, int | None]) -> None:
        self.pairs.append(painted)
        for side, n in zip(Side, painted, strict=True):
            shown = self.player.panes.shown(side)
            if shown is None:
                assert n is None
                continue
            assert read_number(shown.picture.bgra) == n == shown.n
            assert f"frame {n}" in self.player.panes.label(side)
            if self.frames[side][-1:] != [n]:
                self.frames[side].append(n)


class Desk:
    """A window with a player in it, as a page would have it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.column = QVBoxLayout(self.window)
        # No sound card is needed: VLC plays into nothing, in real time.
        self.sound = Sound(time.perf_counter, ("--aout=dummy",))
        self.player = SideBySidePlayer(sound=self.sound)
        self.column.addWidget(self.player)
        self.watcher = Watcher(self.player)
        qtbot.addWidget(self.window)
        self.window.resize(900, 460)
        self.window.show()
        qtbot.waitExposed(self.window)

    def load(self, then: ReviewClip | None, now: ReviewClip | None) -> None:
        """Load both sides and wait for their pictures."""
        for side, clip in zip(Side, (then, now), strict=True):
            if clip is not None:
                self.player.load(side, clip)
        for side, clip in zip(Side, (then, now), strict=True):
            if clip is not None:
                self.until(side, 0 if clip.in_pts is None else None)
        self.focus(Side.NOW if now is not None else Side.THEN)

    def focus(self, side: Side) -> None:
        """Click on a side's picture, as a user does."""
        self.player.panes.strips[side].setFocus()

    def key(self, key: object, modifier: object = None) -> None:
        """Press a key where the focus is."""
        target = self.window.focusWidget()
        if modifier is None:
            self.qtbot.keyClick(target, key)
        else:
            self.qtbot.keyClick(target, key, modifier)

    def n(self, side: Side) -> int | None:
        """The frame that the player says it shows."""
        moment = self.player.position(side)
        return None if moment is None else moment.n

    def until(self, side: Side, n: int | None) -> None:
        """Wait for frame `n` (None: any frame) on a side."""

        def there() -> bool:
            return self.n(side) is not None if n is None else self.n(side) == n

        self.qtbot.waitUntil(there, timeout=10_000)

    def past(self, side: Side, n: int) -> None:
        """Wait until playing has come to frame `n` of a side; a busy PC may leave some out."""
        self.qtbot.waitUntil(lambda: (self.n(side) or 0) >= n, timeout=10_000)

    def on_screen(self, side: Side) -> int | None:
        """The number burnt into the pixels that the window shows."""
        shown = self.player.panes.shown(side)
        assert shown is not None
        image = self.player.panes.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        place = fitted(shown.image.size(), self.player.panes.rects(side).picture)
        pixels = np.frombuffer(image.constBits(), np.uint8)
        pixels = pixels.reshape(image.height(), image.bytesPerLine() // 4, 4)
        return read_number(
            pixels[place.top() : place.bottom() + 1, place.left() : place.right() + 1]
        )


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """A window with an empty player; no thread may outlive it."""
    before = set(threading.enumerate())
    Look.of_app().apply(Theme.LIGHT, 100)
    made = Desk(qtbot)
    yield made
    made.player.close_clips()
    assert set(threading.enumerate()) <= before


@dataclass
class Room:
    """A school with two clips of Amara, her review page, and what came of it."""

    school: SmallSchool
    desk: pages.Desk
    page: ReviewPage
    march: int
    november: int
    observation: int

    def n(self, side: Side) -> int | None:
        moment = self.page.player.position(side)
        return None if moment is None else moment.n

    def until(self, side: Side, n: int) -> None:
        self.desk.qtbot.waitUntil(lambda: self.n(side) == n, timeout=10_000)


def _observed(school: SmallSchool, month: int, made: MadeClip) -> tuple[int, int]:
    observation = observations.new_observation(school.work, school.amara).value.id
    form = ObservationForm(
        occurred_at=datetime(2026, month, 12, 10, 42, tzinfo=UTC),
        activity="Bubble tube",
        place="Sensory room",
    )
    observations.autosave(school.work, observation, form)
    clip = evidence.attach(
        school.work, school.amara, observation, made.data, f"{made.name}.mp4", SilentProgress()
    )
    return clip.value.evidence.id, observation


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, thirty: MadeClip, twenty_five: MadeClip) -> Iterator[Room]:
    with small_school(tmp_path) as school:
        november, observation = _observed(school, 11, twenty_five)
        march, _ = _observed(school, 3, thirty)
        with pages.desk(school.work, qtbot) as made:
            page = ReviewPage(made.context)
            Watcher(page.player)
            page.resize(1110, 634)
            page.show()
            qtbot.waitExposed(page)
            yield Room(school, made, page, march, november, observation)
            page.leave()
            made.settle()
            page.player.close_clips()
            delete(page)  # not left to qtbot, which would do it before what is typed was written


@pytest.fixture
def opened(room: Room) -> Room:
    """The page with both clips on their first frames and the keys with the later one."""
    room.page.show_pupil(room.school.amara)
    room.until(Side.THEN, 0)
    room.until(Side.NOW, 0)
    room.desk.settle()
    room.page.player.panes.strips[Side.NOW].setFocus()
    return room
