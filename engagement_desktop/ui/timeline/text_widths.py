"""How wide texts are, remembered: measuring is the slow part of painting."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from engagement_desktop.ui.look.fonts import font


@lru_cache(maxsize=4096)
def advance(text: str, size: int) -> float:
    """How wide a text of this size in pixels is."""
    return _metrics(size).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def elided(text: str, size: int, room: int) -> str:
    """The text cut to so many pixels."""
    return _metrics(size).elidedText(text, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=8)
def _metrics(size: int) -> QFontMetricsF:
    return QFontMetricsF(font(size))
