"""The clips that break naive players; the benchmark makes the same ones."""

from engagement_desktop.benchmarks.clips import (
    HEIGHT,
    WIDTH,
    MadeClip,
    Recipe,
    ShortReads,
    awkward_edits,
    draw_number,
    encode,
    numbered,
    read_number,
    remux,
    tone_only,
)
from engagement_desktop.benchmarks.hard_clips import MAKERS, make

__all__ = [
    "HEIGHT",
    "MAKERS",
    "WIDTH",
    "MadeClip",
    "Recipe",
    "ShortReads",
    "awkward_edits",
    "draw_number",
    "encode",
    "make",
    "numbered",
    "read_number",
    "remux",
    "tone_only",
]
