"""The engine alone, from an encrypted file to a picture at the size of a pane."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random

from engagement_desktop.benchmarks import video_peers
from engagement_desktop.benchmarks.clips import MadeClip, read_number
from engagement_desktop.benchmarks.hard_clips import make
from engagement_desktop.benchmarks.video_clips import GOP, Sample, Shelf
from engagement_desktop.errors import AppError
from engagement_desktop.video.frame_reader import FrameReader
from engagement_desktop.video.picture import Picture

PANE = (640, 360)
_LONGEST_WAIT = 60.0


class Asked:
    """A reader and what it brings, asked from one thread."""

    def __init__(self, sample: Sample, size: tuple[int, int]) -> None:
        self._brought: queue.Queue[Picture | AppError] = queue.Queue()
        self._reader = FrameReader(
            sample.opener, sample.index, size, self._brought.put, self._brought.put
        )

    def frame(self, n: int) -> Picture | None:
        """Frame `n`, however long it takes; None if it cannot be shown."""
        picture = self._reader.cached(n)
        if picture is None:
            self._reader.request(n)
        while picture is None or picture.n != n:
            brought = self._brought.get(timeout=_LONGEST_WAIT)
            if isinstance(brought, AppError):
                return None
            picture = brought
        return picture

    def close(self) -> None:
        """End the reader."""
        self._reader.close()


@contextmanager
def asked(sample: Sample, size: tuple[int, int] = PANE) -> Iterator[Asked]:
    """A reader of the sample, closed afterwards."""
    reader = Asked(sample, size)
    try:
        yield reader
    finally:
        reader.close()


def wrong_frames(shelf: Shelf, names: Sequence[str]) -> tuple[int, int, int | None]:
    """Every frame of the clips that break naive players, backwards and in random order: how many
    were asked for, how many were not the one named, and how many OpenCV shows as another one."""
    cv2 = video_peers.opencv()
    total = wrong = 0
    theirs = 0
    for name in names:
        made = make(name)
        sample = shelf.keep_bytes(name, made.data)
        numbers = range(len(made.numbers))
        shuffled = _shuffled(name, numbers)
        total += 2 * len(numbers)
        wrong += _wrong_frames(made, sample, [*reversed(numbers), *shuffled])
        if cv2 is not None:
            order = [*reversed(numbers), *shuffled]
            theirs += video_peers.opencv_wrong_frames(cv2, made, sample.path, order)
    return total, wrong, None if cv2 is None else theirs


def _wrong_frames(made: MadeClip, sample: Sample, order: Sequence[int]) -> int:
    with asked(sample, (sample.index.width, sample.index.height)) as reader:
        shown = ((n, reader.frame(n)) for n in order)
        return sum(p is None or read_number(p.bgra) != made.numbers[n] for n, p in shown)


def jumps(sample: Sample, count: int) -> dict[str, list[float]]:
    """Seconds from opening to a frame anywhere in the clip: ours, PyAV alone, and OpenCV if it is
    installed; in turns."""
    cv2 = video_peers.opencv()
    taken: dict[str, list[float]] = {"ours": [], "bare": []}
    for n in _shuffled("jumps", range(len(sample.index)))[:count]:
        start = time.perf_counter()
        with asked(sample) as reader:
            reader.frame(n)
            taken["ours"].append(time.perf_counter() - start)
        taken["bare"].append(video_peers.bare_decode(sample.path, sample.index, n))
        if cv2 is not None:
            theirs = video_peers.opencv_jump(cv2, sample.path, n, PANE)
            taken.setdefault("OpenCV", []).append(theirs)
    return taken


def steps_back_over_a_start(sample: Sample, count: int) -> dict[str, list[float]]:
    """Seconds from the first picture of a group (GOP) to the last of the one before, which nothing
    has made ready; and PyAV's to decode as far. In turns."""
    taken: dict[str, list[float]] = {"ours": [], "bare": []}
    starts = range(GOP, len(sample.index), GOP)
    for n in _shuffled("starts", starts)[:count]:
        with asked(sample) as reader:
            reader.frame(n)
            start = time.perf_counter()
            reader.frame(n - 1)
            taken["ours"].append(time.perf_counter() - start)
        taken["bare"].append(video_peers.bare_decode(sample.path, sample.index, n - 1))
    return taken


def _shuffled(seed: str, numbers: range) -> list[int]:
    """The same order each time."""
    return Random(seed).sample(numbers, len(numbers))  # noqa: S311 - not for secrets
