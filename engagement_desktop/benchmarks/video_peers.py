"""What others need for the same: PyAV alone, and OpenCV and mpv where they are installed."""

from __future__ import annotations

import importlib
import locale
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import av

from engagement_desktop.benchmarks.clips import MadeClip, read_number
from engagement_desktop.video.frame_index import FrameIndex

_LONGEST_STEP = 10.0


def installed(name: str) -> ModuleType | None:
    """The module of a peer that only the benchmark uses, or None."""
    try:
        return importlib.import_module(name)
    except (ImportError, OSError):  # python-mpv raises OSError where libmpv is missing
        return None


def opencv() -> ModuleType | None:
    """OpenCV, told to keep the remarks of its decoders to itself; None if it is not installed."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    return installed("cv2")


def bare_decode(path: Path, index: FrameIndex, n: int) -> float:
    """Seconds in which PyAV alone, with all processors, opens a plain clip and decodes from the
    last keyframe to frame `n`; nothing is converted or checked."""
    start = time.perf_counter()
    with av.open(path) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        container.seek(index.pts[index.keyframe_before(n)], stream=stream)
        for frame in container.decode(stream):
            if frame.pts is not None and frame.pts >= index.pts[n]:
                break
        taken = time.perf_counter() - start
        # A frame-threaded decoder closed with pictures under way can hang.
        with suppress(av.EOFError):
            stream.codec_context.decode(None)
    return taken


def opencv_jump(cv2: Any, path: Path, n: int, size: tuple[int, int]) -> float:
    """Seconds in which OpenCV opens a plain clip, and reads what it holds for frame `n` at a
    size."""
    start = time.perf_counter()
    capture = cv2.VideoCapture(str(path))
    capture.set(cv2.CAP_PROP_POS_FRAMES, n)
    _, picture = capture.read()
    cv2.resize(picture, size)
    taken = time.perf_counter() - start
    capture.release()
    return taken


def opencv_wrong_frames(cv2: Any, made: MadeClip, path: Path, order: Sequence[int]) -> int:
    """How many of these frames OpenCV shows as another one of the clip."""
    capture = cv2.VideoCapture(str(path))
    wrong = 0
    for n in order:
        capture.set(cv2.CAP_PROP_POS_FRAMES, n)
        found, picture = capture.read()
        number = read_number(picture) if found else None
        wrong += number is not None and number != made.numbers[n]
    capture.release()
    return wrong


def mpv_steps_back(mpv: Any, path: Path, at: float, steps: int) -> list[float]:
    """Seconds of each `frame-back-step` of mpv, from a key to the new picture, without a screen."""
    locale.setlocale(locale.LC_NUMERIC, "C")  # libmpv refuses to start otherwise
    player = mpv.MPV(vo="null", ao="null", pause=True, keep_open=True, hr_seek="yes")
    taken = []
    try:
        player.play(str(path))
        _wait_for_time(player, None)
        before = player.time_pos
        player.seek(at, "absolute", "exact")
        _wait_for_time(player, before)
        for _ in range(steps):
            before = player.time_pos
            start = time.perf_counter()
            player.frame_back_step()
            _wait_for_time(player, before)
            taken.append(time.perf_counter() - start)
    finally:
        player.terminate()
    return taken


def _wait_for_time(player: Any, before: float | None) -> None:
    deadline = time.monotonic() + _LONGEST_STEP
    while player.seeking or (now := player.time_pos) is None or now == before:
        if time.monotonic() > deadline:
            raise RuntimeError("mpv did not move")
        time.sleep(0.0005)
