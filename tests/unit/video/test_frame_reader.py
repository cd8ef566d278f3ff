"""The reader in the background: ready before it is asked, newest first, and gone when closed."""

from __future__ import annotations

import io
import itertools
import os
import queue
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.video.clip_file import ClipUnreadable, Opener
from engagement_desktop.video.frame_cache import FrameCache
from engagement_desktop.video.frame_index import FrameIndex, build_index
from engagement_desktop.video.frame_reader import FrameReader
from engagement_desktop.video.frame_source import FrameNotExact
from engagement_desktop.video.picture import Picture
from tests.helpers import clips
from tests.unit.video.conftest import ClipMaker

PANE = (224, 128)


class Watched:
    """A reader and what it brought."""

    def __init__(self, opener: Opener, index: FrameIndex, cache_bytes: int = 1 << 26) -> None:
        self.pictures: queue.Queue[Picture] = queue.Queue()
        self.problems: queue.Queue[AppError] = queue.Queue()
        self.reader = FrameReader(
            opener, index, PANE, self.pictures.put, self.problems.put, cache_bytes=cache_bytes
        )

    def ask(self, n: int) -> Picture:
        self.reader.request(n)
        while (picture := self.pictures.get(timeout=20)).n != n:
            pass
        return picture


@pytest.fixture
def watched(clip: ClipMaker) -> Iterator[Watched]:
    made = clip("hevc open gop")
    watched = Watched(made.open, build_index(made.open))
    yield watched
    watched.reader.close()


def until(true: Callable[[], bool], every: float = 0.002) -> None:
    """Wait for another thread, looking every so many seconds."""
    deadline = time.monotonic() + 20
    pause = threading.Event()
    while not true():
        assert time.monotonic() < deadline
        pause.wait(every)


def test_each_request_brings_its_frame(watched: Watched) -> None:
    for n in random.Random(4).sample(range(48), 48):
        picture = watched.ask(n)
        assert clips.read_number(picture.bgra) == n


@pytest.mark.skipif(sys.platform != "linux", reason="told by Linux alone")
def test_decoding_gives_way_to_the_window(clip: ClipMaker) -> None:
    made, seen = clip("one frame"), queue.Queue[int]()

    def look(_: Picture) -> None:
        seen.put(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, 0)
    reader = FrameReader(made.open, build_index(made.open), PANE, look, lambda _: None)
    reader.request(0)
    assert seen.get(timeout=20) == max(before, 5)
    reader.close()
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_the_frames_round_the_playhead_are_made_ready(watched: Watched) -> None:
    watched.ask(13)
    reader = watched.reader
    block = reader._cache.block_of(13)
    before = reader._cache.block_of(block.first - 1)
    until(lambda: not reader._cache.missing(block) and not reader._cache.missing(before))
    for n in range(13, before.first, -1):
        picture = reader.cached(n)
        assert picture is not None
        assert clips.read_number(picture.bgra) == n


def test_the_newest_request_wins(watched: Watched) -> None:
    for n in range(0, 48, 3):
        watched.reader.request(n)
    watched.reader.request(31)
    assert watched.ask(31).n == 31
    until(watched.pictures.empty)
    brought = watched.reader.cached(31)
    assert brought is not None
    assert brought.n == 31


def test_a_hand_that_drags_on_is_shown_frames_near_to_it(clip: ClipMaker) -> None:
    made = clip("one huge gop")
    watched = Watched(made.open, build_index(made.open))
    backwards = itertools.cycle(range(95, 20, -1))

    def drag() -> bool:
        watched.reader.request(next(backwards))
        return watched.pictures.qsize() > 3

    until(drag, every=0)
    while not watched.pictures.empty():
        picture = watched.pictures.get()
        assert clips.read_number(picture.bgra) == picture.n
    assert watched.ask(33).n == 33
    watched.reader.close()


def test_playing_brings_each_frame_in_turn(watched: Watched) -> None:
    watched.reader.play(5)
    for n in range(5, 48):
        until(lambda n=n: watched.reader.due(n) is not None)
        picture = watched.reader.due(n)
        assert picture is not None
        assert clips.read_number(picture.bgra) == n
    watched.reader.stop()
    assert watched.ask(20).n == 20


def test_a_loop_has_its_beginning_ready_before_its_end(watched: Watched) -> None:
    watched.reader.play(28, wrap=(6, 30))
    until(lambda: any(watched.reader.cached(n) for n in (6, 7, 8)))
    watched.reader.due(29)
    until(lambda: all(watched.reader.cached(n) for n in (29, 30)))


def test_a_new_size_brings_the_frame_anew(watched: Watched) -> None:
    assert watched.ask(9).width == 224
    watched.reader.set_size((112, 64))
    until(lambda: (picture := watched.reader.cached(9)) is not None and picture.width == 112)
    picture = watched.ask(9)
    assert (picture.width, picture.height) == (112, 64)
    assert clips.read_number(picture.bgra) == 9


def test_the_cache_keeps_to_its_limit(clip: ClipMaker) -> None:
    made = clip("one huge gop")
    limit = 224 * 128 * 4 * 40
    watched = Watched(made.open, build_index(made.open), cache_bytes=limit)
    for n in (80, 79, 40, 10, 95, 0):
        assert clips.read_number(watched.ask(n).bgra) == n
        assert watched.reader._cache.nbytes <= limit
    watched.reader.close()


def test_blocks_hold_every_frame_once_and_never_cross_a_keyframe(clip: ClipMaker) -> None:
    for name in ("hevc open gop", "one huge gop", "hevc short gop"):
        index = build_index(clip(name).open)
        cache = FrameCache(index, 1000, 40_000)
        blocks = {cache.block_of(n) for n in range(len(index))}
        assert sorted(n for b in blocks for n in range(b.first, b.last + 1)) == [*range(len(index))]
        assert all(n in cache.block_of(n) for n in range(len(index)))
        assert all(
            not any(index.keyframes[n] for n in range(b.first + 1, b.last + 1)) for b in blocks
        )


def test_a_disk_that_goes_away_in_mid_play_is_told_and_the_reader_stays_usable(
    clip: ClipMaker,
) -> None:
    made = clip("mpeg ts")
    gone = threading.Event()

    class Disk(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if gone.is_set():
                raise OSError("the device is not there")
            return super().read(min(size or 0, 4096))

    watched = Watched(lambda: Disk(made.data), build_index(made.open))
    watched.reader.play(0)
    until(lambda: watched.reader.due(1) is not None)
    gone.set()
    for n in range(48):
        watched.reader.due(n)
        if not watched.problems.empty():
            break
        until(lambda n=n: watched.reader.due(n) is not None or not watched.problems.empty())
    assert isinstance(watched.problems.get(timeout=20), ClipUnreadable)
    gone.clear()
    watched.reader.stop()
    assert clips.read_number(watched.ask(44).bgra) == 44
    watched.reader.close()


def test_a_damaged_place_is_told_and_left_out(clip: ClipMaker) -> None:
    made = clip("h264 open gop")
    broken = bytearray(made.data)
    place = len(broken) // 2
    broken[place : place + 600] = bytes(600)
    watched = Watched(lambda: io.BytesIO(broken), build_index(made.open))
    told = 0
    for n in range(48):
        watched.reader.request(n)
        until(lambda: not (watched.pictures.empty() and watched.problems.empty()))
        if not watched.problems.empty():
            problem = watched.problems.get()
            assert isinstance(problem, FrameNotExact)
            told += 1
        while not watched.pictures.empty():
            picture = watched.pictures.get()
            assert clips.read_number(picture.bgra) in (picture.n, None)
    assert 0 < told < 30
    watched.reader.close()


@pytest.mark.parametrize("name", ["hevc open gop", "mpeg ts", "vp9 odd size"])
def test_torn_down_at_any_moment_it_leaves_nothing(
    request: pytest.FixtureRequest, clip: ClipMaker, name: str
) -> None:
    made = clip(name)
    index = build_index(made.open)
    chance = random.Random(name)
    files: list[io.BytesIO] = []
    moment = threading.Event()
    reads_left = 0

    class Watching(io.BytesIO):
        """Says when it has been read so many times: the moment to close at."""

        def read(self, size: int | None = -1) -> bytes:
            nonlocal reads_left
            reads_left -= 1
            if reads_left == 0:
                moment.set()
            return super().read(min(size or 0, 512))

    def opener() -> io.BytesIO:
        files.append(Watching(made.data))
        return files[-1]

    for _ in range(500 if request.config.getoption("--long") else 40):
        moment.clear()
        reads_left = chance.randrange(60)
        watched = Watched(opener, index)
        watched.reader.request(chance.randrange(len(index)))
        moment.wait(0.02)
        for _ in range(chance.randrange(5)):
            do_something(watched.reader, chance)
        watched.reader.close()
        watched.reader.close()
        assert watched.problems.empty()
    assert all(file.closed for file in files)


def do_something(reader: FrameReader, chance: random.Random) -> None:
    """One of the things that a window may ask, or a moment's pause."""
    n = chance.randrange(len(reader.index))
    deeds: tuple[Callable[[], object], ...] = (
        lambda: reader.request(n),
        lambda: reader.play(n),
        lambda: reader.due(n),
        lambda: reader.cached(n),
        lambda: reader.set_size((60 + n, 40)),
        reader.stop,
        lambda: threading.Event().wait(chance.random() / 100),
    )
    chance.choice(deeds)()


def test_a_closed_reader_keeps_no_picture(watched: Watched) -> None:
    watched.ask(33)
    assert watched.reader.cached(33) is not None
    watched.reader.close()
    assert watched.reader.cached(33) is None
