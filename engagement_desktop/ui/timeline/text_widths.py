"""How wide texts are, remembered: measuring is the slow part of painting."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from engagement_desktop.ui.look.fonts import font

_STEP = 6


@lru_cache(maxsize=4096)
def advance(text: str, size: int) -> float:
    """How wide a text of this size in pixels is."""
    return _metrics(size).horizontalAdvance(text)


def elided(text: str, size: int, room: float) -> str:
    """The text cut to so many pixels, or a few less."""
    if advance(text, size) <= room:
        return text
    return _cut(text, size, int(room // _STEP))


@lru_cache(maxsize=4096)
def _cut(text: str, size: int, steps: int) -> str:
    return _metrics(size).elidedText(text, Qt.TextElideMode.ElideRight, steps * _STEP)


@lru_cache(maxsize=8)
def _metrics(size: int) -> QFontMetricsF:
    return QFontMetricsF(font(size))
