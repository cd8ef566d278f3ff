"""A smaller copy of a clip for review, where this PC cannot decode the clip itself in time.

Whether it can is measured, never guessed from the size of the picture. A copy shows the same frames
at the same pts, one to one, or there is none; it has a short way from keyframe to keyframe, and no
sound: that is heard from the original, which stays the evidence.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace

import av
from av.video.stream import VideoStream

from engagement_desktop.errors import AppError
from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.video.clip_file import Opener
from engagement_desktop.video.frame_index import FrameIndex, build_index
from engagement_desktop.video.frame_source import FrameNotExact, FrameSource
from engagement_desktop.video.picture import fit
from engagement_desktop.video.priority import give_way

MOST_BYTES = 512 * 1024**2
"""A copy is put together in memory, for nothing of a clip is ever written to the disk in plain."""

_SHARE = 0.5
"""Two clips are played at once, so each may take at most half of the time that it lasts."""
_PANE = (960, 540)
_STRETCH = 1.0
_TRIES = 3
_FEWEST_FRAMES = 8
_SHORT_SIDE, _LONG_SIDE = 720, 1280
_GROUP = 12
_BT709, _NARROW_RANGE = 1, 1
_OPTIONS = {"preset": "veryfast", "tune": "fastdecode", "crf": "21", "bf": "0"}
_BEHIND_ALL = 10


@dataclass(frozen=True)
class DecodeSpeed:
    """How long this PC took for a stretch of a clip, all in seconds. `frames` were decoded."""

    frames: int
    clip_seconds: float
    taken: float

    @property
    def in_time(self) -> bool:
        """Whether two such clips can be played side by side."""
        return self.taken <= self.clip_seconds * _SHARE

    @property
    def sentence(self) -> str:
        """What was measured, in words."""
        return (
            f"Decoding {self.frames} frames ({self.clip_seconds:.2f} s) from the middle of this "
            f"clip took {self.taken:.2f} s."
        )


def measure(
    opener: Opener, index: FrameIndex, watch: Callable[[], float] = time.perf_counter
) -> DecodeSpeed | None:
    """Decode a second from the keyframe before the middle, as playing does; None for a clip too
    short to matter.

    The best of three tries counts, for the PC may be busy with something else; the first that is in
    time ends it. Raises `AppError` when the clip cannot be read.
    """
    first = index.keyframe_before(index.at(index.duration / 2))
    last = index.at(index.seconds(first) + _STRETCH)
    if last - first < _FEWEST_FRAMES:
        return None
    best: DecodeSpeed | None = None
    for _ in range(_TRIES):
        found = _decode(opener, index, first, last, watch)
        if best is None or found.taken / found.clip_seconds < best.taken / best.clip_seconds:
            best = found
        if best.in_time:
            break
    return best


def make_copy(opener: Opener, index: FrameIndex, progress: Progress | None = None) -> bytes:
    """The copy as MP4, made on a thread that gives way to everything else.

    Raises:
        AppError: a frame of the clip cannot be had for certain, the clip is too long, or the copy
            would not have the same pts; there is no copy then.
        Cancelled: the user stopped it.
    """
    progress = progress or SilentProgress()
    with ThreadPoolExecutor(1, "review copy", give_way, (_BEHIND_ALL,)) as worker:
        data = worker.submit(_encode, opener, index, progress).result()
    progress.check()
    copied_index(index, build_index(lambda: io.BytesIO(data)))
    return data


def copied_index(original: FrameIndex, own: FrameIndex) -> FrameIndex:
    """The original's index for showing the copy: its frames, its pts, its size and its warnings;
    only how it is decoded is as in `own`, the copy's.

    Raises `AppError` when the copy's frames are not those of the original.
    """
    if own.pts != original.pts or own.time_base != original.time_base:
        raise _no_copy("its copy would not have had the same frames")
    return replace(
        original,
        keyframes=own.keyframes,
        keyframe_dts=own.keyframe_dts,
        codec=own.codec,
        marks=own.marks,
        known_by=own.known_by,
        pixel_aspect=own.pixel_aspect,
        begin_anew=own.begin_anew,
        keyframe_places=own.keyframe_places,
    )


def _decode(
    opener: Opener, index: FrameIndex, first: int, last: int, watch: Callable[[], float]
) -> DecodeSpeed:
    """Show the frames after `first` until `last`, and no longer than they could be in time."""
    source = FrameSource(opener, index, "FRAME")
    try:
        _show(source, first)
        began = watch()
        for n in range(first + 1, last + 1):
            _show(source, n)
            taken = watch() - began
            if taken > _STRETCH and n - first >= _FEWEST_FRAMES:
                break
        return DecodeSpeed(n - first, index.seconds(n) - index.seconds(first), taken)
    finally:
        source.close()


def _show(source: FrameSource, n: int) -> None:
    with suppress(FrameNotExact):
        source.picture(n, _PANE)


def _encode(opener: Opener, index: FrameIndex, progress: Progress) -> bytes:
    source = FrameSource(opener, index, "FRAME", progress.check)
    out = io.BytesIO()
    ticks = str(index.time_base.denominator)
    timescale = {"movie_timescale": ticks, "video_track_timescale": ticks}
    size = _copy_size(index)
    try:
        with av.open(out, "w", format="mp4", options=timescale) as container:
            stream = _add_stream(container.add_stream("libx264", options=_OPTIONS), index, size)
            for n in range(len(index)):
                progress.check()
                progress.report(n, len(index), "Making a review copy")
                container.mux(stream.encode(_smaller(source, index, n, size)))
                if out.tell() > MOST_BYTES:
                    raise _no_copy("it is too long")
            container.mux(stream.encode(None))
    finally:
        source.close()
    progress.report(len(index), len(index), "Making a review copy")
    return out.getvalue()


def _copy_size(index: FrameIndex) -> tuple[int, int]:
    """Even, as the format wants it, and no larger than a pane of the reviewer needs."""
    wide = index.width >= index.height
    box = (_LONG_SIDE, _SHORT_SIDE) if wide else (_SHORT_SIDE, _LONG_SIDE)
    width, height = fit((index.width, index.height), box)
    return max(2, width - width % 2), max(2, height - height % 2)


def _add_stream(stream: VideoStream, index: FrameIndex, size: tuple[int, int]) -> VideoStream:
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    coder = stream.codec_context
    coder.time_base = stream.time_base = index.time_base
    coder.gop_size = _GROUP
    coder.thread_count = max(1, (os.cpu_count() or 2) // 2)
    coder.color_range = _NARROW_RANGE
    coder.colorspace = coder.color_primaries = coder.color_trc = _BT709
    return stream


def _smaller(
    source: FrameSource, index: FrameIndex, n: int, size: tuple[int, int]
) -> av.VideoFrame:
    try:
        decoded = source.frame(n)
    except FrameNotExact as problem:
        raise _no_copy(f"its frame {n} is damaged") from problem
    upright = av.VideoFrame.from_ndarray(source.paint_at(n, decoded, size).bgra, "bgra")
    shown = upright.reformat(
        format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG", threads=1
    )
    shown.pts, shown.time_base = index.pts[n], index.time_base
    return shown


def _no_copy(why: str) -> AppError:
    return AppError(
        f"No review copy of this clip was made: {why}.",
        safe="The clip itself is unchanged, and is reviewed as it is.",
    )
