"""The clips that break naive players; the benchmark makes the same ones."""

from engagement_desktop.benchmarks.clips import (
    HEIGHT,
    MAKERS,
    WIDTH,
    MadeClip,
    Recipe,
    ShortReads,
    awkward_edits,
    draw_number,
    encode,
    make,
    numbered,
    read_number,
    remux,
    tone_only,
)

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
