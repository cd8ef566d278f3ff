"""Lines of text, measured and laid out once: that is the slow part of painting them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QStaticText, QTransform

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


def write(painter: QPainter, place: QRectF, text: str, size: int) -> None:
    """Write one line at the left of a place, in the middle of its height.

    The painter has the font of this size; what is too long is cut.
    """
    line = _laid_out(elided(text, size, place.width()), size)
    down = (place.height() - line.size().height()) / 2
    painter.drawStaticText(QPointF(place.left(), place.top() + down), line)


@lru_cache(maxsize=2048)
def _laid_out(text: str, size: int) -> QStaticText:
    line = QStaticText(text)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    line.prepare(QTransform(), font(size))
    return line


@lru_cache(maxsize=8)
def _metrics(size: int) -> QFontMetricsF:
    return QFontMetricsF(font(size))
