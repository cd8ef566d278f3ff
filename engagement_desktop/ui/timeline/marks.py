"""The picture of a mark: an area's shape, filled by how established; drawn once and kept."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from engagement_desktop.models.areas import Area
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.widgets.area_mark import MarkFill, paint_area_mark


class MarkLook(Enum):
    """How a mark looks: the four shipped words, a school's own word, and nothing said yet."""

    NOT_SEEN = MarkFill.DASHED
    EMERGING = MarkFill.OUTLINE
    DEVELOPING = MarkFill.HALF
    ESTABLISHED = MarkFill.FULL
    OWN_WORD = "outline with a dot"
    NOT_SAID = "small"


_LOOKS = {
    "how_established.not_seen": MarkLook.NOT_SEEN,
    "how_established.emerging": MarkLook.EMERGING,
    "how_established.developing": MarkLook.DEVELOPING,
    "how_established.established": MarkLook.ESTABLISHED,
}


def look_of(established: str | None) -> MarkLook:
    """The look for the key of a word for how established."""
    if established is None:
        return MarkLook.NOT_SAID
    return _LOOKS.get(established, MarkLook.OWN_WORD)


def paint_mark(painter: QPainter, rect: QRectF, area: Area, mark: MarkLook) -> None:
    """Paint a mark into a square."""
    if isinstance(mark.value, MarkFill):
        paint_area_mark(painter, rect, area, mark.value)
        return
    small = rect.width() * 0.27
    if mark is MarkLook.OWN_WORD:
        paint_area_mark(painter, rect, area, MarkFill.OUTLINE)
        small = rect.width() * 0.36
    paint_area_mark(painter, rect.adjusted(small, small, -small, -small), area, MarkFill.FULL)


def mark_pixmap(area: Area, mark: MarkLook, size: int, ratio: float) -> QPixmap:
    """The mark, `size` logical pixels square, for a screen with this device pixel ratio."""
    return _drawn(area, mark, size, ratio, Look.of_app().colours.dark)


@lru_cache(maxsize=256)
def _drawn(
    area: Area,
    mark: MarkLook,
    size: int,
    ratio: float,
    dark: bool,  # noqa: ARG001 - the palette that was painted in, part of the cache's key
) -> QPixmap:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, QRectF(0, 0, size, size), area, mark)
    painter.end()
    return pixmap
