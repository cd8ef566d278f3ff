"""Between a time written in a text and the frame it names; never another frame."""

from __future__ import annotations

from collections.abc import Sequence

from engagement_desktop.services.review import ClipToReview
from engagement_desktop.ui.review.times import time_text
from engagement_desktop.video.frame_index import FrameIndex


def time_of(index: FrameIndex, n: int) -> str:
    """The time of frame `n` as it is written in texts: “00:05.63”."""
    return time_text(index.seconds(n))


def moment_named(clips: Sequence[ClipToReview], time: str) -> tuple[ClipToReview, int] | None:
    """The clip and the pts that a written time names, or None.

    A marked moment of any of the clips comes first. Where there is one clip alone, it may also be
    the frame whose own label reads like this; of several, nobody could tell which is meant. A time
    that no frame has names nothing.
    """
    for clip in clips:
        for marker in clip.markers:
            if time_of(clip.index, marker.frame) == time:
                return clip, marker.pts
    if len(clips) != 1:
        return None
    (clip,) = clips
    n = frame_named(clip.index, time)
    return None if n is None else (clip, clip.index.pts[n])


def frame_named(index: FrameIndex, time: str) -> int | None:
    """The first frame whose label is `time`; labels are rounded, so its neighbours are tried."""
    near = index.at(_seconds(time))
    for n in (near - 1, near, near + 1):
        if 0 <= n < len(index) and time_of(index, n) == time:
            return n
    return None


def _seconds(time: str) -> float:
    seconds = 0.0
    for part in time.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
