"""How the reviewer writes times: always those of the picture that is on the screen."""

from __future__ import annotations

from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.photo_source import is_photo_index

_MINUS = "\N{MINUS SIGN}"


def time_text(seconds: float) -> str:
    """`seconds` from the first frame as “00:09.97”, with hours only when there are any."""
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    tail = f"{minutes:02d}:{rest // 100:02d}.{rest % 100:02d}"
    return f"{hours}:{tail}" if hours else tail


def cue_text(seconds: float, *, short: bool = False) -> str:
    """How far `seconds` after (negative: before) the cue is: “+1.43 s after the cue”."""
    hundredths = round(seconds * 100)
    if hundredths == 0:
        return "at the cue"
    size = f"{abs(hundredths) / 100:.2f} s"
    if short:
        return f"cue {'+' if hundredths > 0 else _MINUS}{size}"
    return f"+{size} after the cue" if hundredths > 0 else f"{size} before the cue"


def frame_text(index: FrameIndex, n: int) -> str:
    """Time and number of frame `n`: “00:09.97 · frame 299”; a photo has neither."""
    if is_photo_index(index):
        return "Photo"
    return f"{time_text(index.seconds(n))} · frame {n}"


def position_text(index: FrameIndex, n: int, cue: int | None, *, short: bool = False) -> str:
    """The whole label of frame `n`, with its distance from the frame of the cue if one is set."""
    if cue is None or is_photo_index(index):
        return frame_text(index, n)
    distance = index.seconds(n) - index.seconds(cue)
    return f"{frame_text(index, n)} · {cue_text(distance, short=short)}"


def speed_text(speed: float) -> str:
    """A speed as shown on its button: “¼”, “½”, “1”, “0.7”."""
    return {0.25: "¼", 0.5: "½"}.get(speed, f"{speed:.3g}")


def rate_text(index: FrameIndex) -> str:
    """“30 frames a second”, or that the rate varies; empty for a single frame."""
    if len(index) < 2:
        return ""
    if index.variable_rate:
        return "variable frame rate"
    rate = (len(index) - 1) / index.seconds(len(index) - 1)
    return f"{rate:.3g} frames a second"
