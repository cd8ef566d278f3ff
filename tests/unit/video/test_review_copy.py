"""A review copy shows every frame of its clip under the same number and pts, or there is none."""

from __future__ import annotations

import io
import itertools
import os
import random
import sys
import threading
from collections.abc import Callable

import av
import pytest

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.progress import SilentProgress
from engagement_desktop.video import review_copy
from engagement_desktop.video.frame_index import build_index
from engagement_desktop.video.frame_source import FrameSource
from tests.helpers import clips
from tests.helpers.clips import MadeClip, read_number

ClipMaker = Callable[[str], MadeClip]
HARD = [
    "variable rate",
    "edit list",
    "late start mkv",
    "h264 open gop ts",
    "cut at open gop h264",
    "turned left",
    "wide samples",
    "hlg",
    "mpeg4 avi",
    "motion jpeg",
    "one huge gop",
]


@pytest.mark.parametrize("name", HARD)
def test_a_copy_shows_each_frame_under_its_own_pts(clip: ClipMaker, name: str) -> None:
    made = clip(name)
    original = build_index(made.open)
    data = review_copy.make_copy(made.open, original)

    index = review_copy.copied_index(original, build_index(lambda: io.BytesIO(data)))
    assert (index.pts, index.time_base) == (original.pts, original.time_base)
    assert (index.width, index.height) == (original.width, original.height)
    gaps = [b - a for a, b in itertools.pairwise((*index.key_numbers, len(index)))]
    assert max(gaps) <= 12
    order = list(range(len(index)))
    random.Random(name).shuffle(order)
    source = FrameSource(lambda: io.BytesIO(data), index)
    try:
        for n in order:
            picture = source.picture(n)
            assert (picture.pts, read_number(picture.bgra)) == (original.pts[n], made.numbers[n])
    finally:
        source.close()


def test_a_large_clip_gets_a_smaller_copy_of_the_same_shape() -> None:
    recipe = clips.Recipe(size=(2560, 1440), frames=4, options={"preset": "ultrafast"})
    data = clips.encode(recipe)
    index = build_index(lambda: io.BytesIO(data))
    copy = review_copy.make_copy(lambda: io.BytesIO(data), index)
    with av.open(io.BytesIO(copy)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (1280, 720)
        assert not container.streams.audio
    assert len(copy) < len(data)


def test_a_damaged_clip_gets_no_copy(clip: ClipMaker) -> None:
    made = clip("motion jpeg")
    index = build_index(made.open)
    with av.open(made.open()) as container:
        tenth = [packet for packet in container.demux(video=0) if packet.size][10]
    assert tenth.pos
    broken = bytearray(made.data)
    broken[tenth.pos + 308 : tenth.pos + tenth.size - 32] = bytes(tenth.size - 340)
    with pytest.raises(AppError, match=r"frame \d+ is damaged.* unchanged"):
        review_copy.make_copy(lambda: io.BytesIO(bytes(broken)), index)


def test_a_copy_with_other_times_is_refused(clip: ClipMaker) -> None:
    plain, other = clip("plain"), clip("sixty a second")
    with pytest.raises(AppError, match="same frames"):
        review_copy.copied_index(build_index(plain.open), build_index(other.open))


def test_a_clip_too_long_for_memory_gets_no_copy(
    clip: ClipMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_copy, "MOST_BYTES", 2000)
    made = clip("plain")
    with pytest.raises(AppError, match="too long"):
        review_copy.make_copy(made.open, build_index(made.open))


def test_stopping_ends_the_work(clip: ClipMaker) -> None:
    class StopsAt(SilentProgress):
        def report(self, done: int, total: int, words: str = "") -> None:
            super().report(done, total, words)
            if done == 5:
                self.cancel()

    made, progress = clip("plain"), StopsAt()
    with pytest.raises(Cancelled):
        review_copy.make_copy(made.open, build_index(made.open), progress)
    assert progress.done == 5


@pytest.mark.skipif(sys.platform != "linux", reason="told by Linux alone")
def test_the_work_gives_way_and_who_waits_does_not(clip: ClipMaker) -> None:
    seen: set[int] = set()

    class Looks(SilentProgress):
        def report(self, done: int, total: int, words: str = "") -> None:
            seen.add(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, 0)
    made = clip("one frame")
    review_copy.make_copy(made.open, build_index(made.open), Looks())
    assert seen == {10}
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


class Watch:
    """Runs on by `step` seconds each time it is looked at."""

    def __init__(self, *steps: float) -> None:
        self.now, self._steps = 0.0, itertools.chain(steps, itertools.repeat(steps[-1]))

    def __call__(self) -> float:
        self.now += next(self._steps)
        return self.now


def test_a_pc_that_takes_half_the_time_is_in_time(clip: ClipMaker) -> None:
    made = clip("one huge gop")  # 30 a second
    index = build_index(made.open)
    in_time = review_copy.measure(made.open, index, Watch(0.9 / 60))
    assert in_time
    assert in_time.in_time
    assert (in_time.frames, in_time.clip_seconds) == (30, pytest.approx(1))
    late = review_copy.measure(made.open, index, Watch(1.1 / 60))
    assert late
    assert not late.in_time
    assert late.sentence == (
        "Decoding 30 frames (1.00 s) from the middle of this clip took 0.55 s."
    )


def test_a_pc_busy_at_first_is_measured_again(clip: ClipMaker) -> None:
    made = clip("plain")
    index = build_index(made.open)
    busy = [0.2] * 8
    speed = review_copy.measure(made.open, index, Watch(*busy, 0.001))
    assert speed
    assert speed.in_time


def test_a_very_short_clip_is_not_measured(clip: ClipMaker) -> None:
    made = clip("one frame")
    assert review_copy.measure(made.open, build_index(made.open)) is None
