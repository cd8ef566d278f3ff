"""Whether one colour can be read on another (WCAG 2.2), and a darker one that can.

Colours are #RRGGBB.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

READABLE = 4.5
"""The least contrast of words with their ground."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_STEP = 0.97  # so much of each part is left at a time


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, 0 to 1 (WCAG 2.2)."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as #RRGGBB."""
    return _COLOUR.fullmatch(text) is not None


def dark_enough(colour: str, ground: str) -> str:
    """`colour`, or the same colour as little darker as makes words in it readable on `ground`."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    while contrast(shown := _written(parts), ground) < READABLE and any(parts):
        parts = [int(part * _STEP) for part in parts]
    return shown


def _written(parts: Iterable[int]) -> str:
    return "#" + "".join(f"{part:02X}" for part in parts)
