"""How times of clips are written: always those of the picture that is shown."""

from __future__ import annotations

from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.photo_source import is_photo_index


def time_text(seconds: float) -> str:
    """`seconds` from the first frame as “00:09.97”, with hours only when there are any."""
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    tail = f"{minutes:02d}:{rest // 100:02d}.{rest % 100:02d}"
    return f"{hours}:{tail}" if hours else tail


def cue_text(seconds: float) -> str:
    """How far `seconds` after (negative: before) the cue is: “+1.43 s after the cue”."""
    hundredths = round(seconds * 100)
    if hundredths == 0:
        return "at the cue"
    size = f"{abs(hundredths) / 100:.2f} s"
    return f"+{size} after the cue" if hundredths > 0 else f"{size} before the cue"


def position_text(index: FrameIndex, n: int, cue: int | None) -> str:
    """The label of frame `n`: “00:05.63 · frame 169 · +1.43 s after the cue”; the distance only
    where there is a cue. A photo has no time: “Photo”."""
    if is_photo_index(index):
        return "Photo"
    parts = [time_text(index.seconds(n)), f"frame {n}"]
    if cue is not None:
        parts.append(cue_text(index.seconds(n) - index.seconds(cue)))
    return " · ".join(parts)
