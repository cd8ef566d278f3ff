"""How times of clips are written: always those of the picture that is shown.

A label tells its frame from every other of the clip, so a clip of more than 100 frames a second is
written with three decimals.
"""

from __future__ import annotations

from fractions import Fraction

from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.photo_source import is_photo_index

TIME = r"(?:\d{1,2}:)?\d{2}:\d{2}\.\d{2,6}"
"""A regular expression that finds a time as `time_text` writes it."""

_MINUS = "\N{MINUS SIGN}"
_DECIMALS = (2, 3, 4, 5)
_MOST = 6


def decimals_of(index: FrameIndex) -> int:
    """The fewest decimals of a second, two at least, with which no two frames read alike."""
    shortest = index.shortest_frame
    return next((each for each in _DECIMALS if shortest > Fraction(1, 10**each)), _MOST)


def time_text(seconds: float, decimals: int = 2) -> str:
    """`seconds` from the first frame as “00:09.97”, with hours only when there are any."""
    one = 10**decimals
    whole, parts = divmod(round(seconds * one), one)
    hours, rest = divmod(whole, 3600)
    tail = f"{rest // 60:02d}:{rest % 60:02d}.{parts:0{decimals}d}"
    return f"{hours}:{tail}" if hours else tail


def time_of(index: FrameIndex, n: int) -> str:
    """The time of frame `n` as it is written: “00:05.63”, or “00:05.629” at 240 a second."""
    return time_text(index.seconds(n), decimals_of(index))


def frames_named(index: FrameIndex, time: str) -> tuple[int, ...]:
    """The frames whose time reads like this at its own number of decimals: one, or none; several
    only where it was written with fewer than the clip needs."""
    decimals = len(time.rpartition(".")[2])
    reach = Fraction(1, 10**decimals)
    first, last = (index.at(_seconds(time) + way * reach) for way in (-1, 1))
    near = range(first, last + 1)
    return tuple(n for n in near if time_text(index.seconds(n), decimals) == time)


def cue_text(seconds: float, decimals: int = 2, *, short: bool = False) -> str:
    """How far `seconds` after (negative: before) the cue is: “+1.43 s after the cue”."""
    if round(seconds, decimals) == 0:
        return "at the cue"
    size = f"{abs(seconds):.{decimals}f} s"
    if short:
        return f"cue {'+' if seconds > 0 else _MINUS}{size}"
    return f"+{size} after the cue" if seconds > 0 else f"{size} before the cue"


def frame_text(index: FrameIndex, n: int) -> str:
    """Time and number of frame `n`: “00:09.97 · frame 299”; a photo has neither."""
    return "Photo" if is_photo_index(index) else f"{time_of(index, n)} · frame {n}"


def position_text(index: FrameIndex, n: int, cue: int | None, *, short: bool = False) -> str:
    """The whole label of frame `n`: “00:05.63 · frame 169 · +1.43 s after the cue”; the distance
    only where there is a cue."""
    if cue is None or is_photo_index(index):
        return frame_text(index, n)
    distance = float(index.time(n) - index.time(cue))
    return f"{frame_text(index, n)} · {cue_text(distance, decimals_of(index), short=short)}"


def rate_text(index: FrameIndex) -> str:
    """“30 frames a second”, or that they come unevenly; empty for a single frame."""
    if len(index) < 2:
        return ""
    if index.variable_rate:
        return "uneven frame rate"
    rate = (len(index) - 1) / index.seconds(len(index) - 1)
    return f"{rate:.3g} frames a second"


def _seconds(time: str) -> Fraction:
    seconds = Fraction(0)
    for part in time.split(":"):
        seconds = seconds * 60 + Fraction(part)
    return seconds
