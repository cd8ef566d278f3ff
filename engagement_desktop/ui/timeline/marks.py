"""The picture of a mark: an area's shape, filled by how established; drawn once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap

from engagement_desktop.models.areas import Area
from engagement_desktop.models.mark_looks import MarkLook, look_of
from engagement_desktop.services.timeline import Landmark, LandmarkKind
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_XS, Role
from engagement_desktop.ui.widgets.area_mark import MarkFill, paint_area_mark

BEAD = 2.0
"""The width of a bead, as a multiple of a mark's."""
_TINT = 36
_LETTER = 10
_GAP = 1.5


_FILLS = {
    MarkLook.NOT_SEEN: MarkFill.DASHED,
    MarkLook.EMERGING: MarkFill.OUTLINE,
    MarkLook.DEVELOPING: MarkFill.HALF,
    MarkLook.ESTABLISHED: MarkFill.FULL,
}


def paint_mark(painter: QPainter, rect: QRectF, area: Area, mark: MarkLook) -> None:
    """Paint a mark into a square."""
    if mark in _FILLS:
        paint_area_mark(painter, rect, area, _FILLS[mark])
        return
    small = rect.width() * 0.27
    if mark is MarkLook.OWN_WORD:
        paint_area_mark(painter, rect, area, MarkFill.OUTLINE)
        small = rect.width() * 0.36
    paint_area_mark(painter, rect.adjusted(small, small, -small, -small), area, MarkFill.FULL)


@dataclass(frozen=True)
class Ink:
    """What pictures of marks are drawn with: the palette's colours, and the screen's ratio."""

    dark: bool
    text: str
    surface: str
    ratio: float

    @classmethod
    def now(cls, ratio: float) -> Ink:
        """The palette shown now, for a screen with this device pixel ratio."""
        colours = Look.of_app().colours
        return cls(colours.dark, colours.text, colours.surface, ratio)


@lru_cache(maxsize=1024)
def mark_pixmap(
    area: Area, mark: MarkLook, letter: str, size: int, below: int, ink: Ink
) -> QPixmap:
    """The mark in a square of `size` logical pixels, and its letter in `below` pixels under it."""
    pixmap = _blank(size, size + below, ink)
    painter = QPainter(pixmap)
    paint_mark(painter, QRectF(0, 0, size, size), area, mark)
    if letter and below:
        font = QFont(Look.of_app().font(Role.SMALL))
        font.setPixelSize(Look.of_app().px(_LETTER))
        painter.setFont(font)
        painter.setPen(QColor(ink.text))
        painter.drawText(QRectF(0, size, size, below), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return pixmap


def _blank(width: float, height: float, ink: Ink) -> QPixmap:
    pixmap = QPixmap(round(width * ink.ratio), round(height * ink.ratio))
    pixmap.setDevicePixelRatio(ink.ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


@lru_cache(maxsize=1024)
def bead_pixmap(area: Area, looks: tuple[MarkLook, ...], size: int, ink: Ink) -> QPixmap:
    """Several marks as one bead `size` pixels high and `BEAD` times as wide; never a number.

    Up to three marks stand in it small; more, for which `looks` is empty, are three dots.
    """
    width = size * BEAD
    pixmap = _blank(width, size, ink)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QRectF(0, 0, width, size).adjusted(SPACE_XS / 2, 0.5, -SPACE_XS / 2, -0.5)
    frame = QPainterPath()
    frame.addRoundedRect(outline, outline.height() / 2, outline.height() / 2)
    painter.fillPath(frame, QColor(ink.surface))
    tint = QColor(area.colour)
    tint.setAlpha(_TINT)
    painter.fillPath(frame, tint)
    painter.strokePath(frame, QPen(QColor(area.colour), 1))
    if looks:
        side = size * 0.56
        left = outline.center().x() - (side * len(looks) + _GAP * (len(looks) - 1)) / 2
        for number, look in enumerate(looks):
            x = left + number * (side + _GAP)
            paint_mark(painter, QRectF(x, (size - side) / 2, side, side), area, look)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.text))
        for step in (-1, 0, 1):
            centre = outline.center() + QPointF(step * size * 0.34, 0)
            painter.drawEllipse(centre, size * 0.09, size * 0.09)
    painter.end()
    return pixmap


def paint_baseline(painter: QPainter, rect: QRectF) -> None:
    """A ring around the mark of a baseline, or around the bead that holds it."""
    painter.save()
    painter.setPen(QPen(QColor(Look.of_app().colours.text), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = rect.adjusted(-3, -3, 3, 3)
    painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
    painter.restore()


def landmark_pixmap(landmark: Landmark, several: bool, size: int, ink: Ink) -> QPixmap:
    """A judgement as a sheet with the area's mark on it, a moderation as two circles that meet.

    `several` of them in one place are sheets behind one another.
    """
    if several or landmark.area is None:
        area, look = None, MarkLook.NOT_SAID
    else:
        area, look = landmark.area, look_of(landmark.established)
    return _landmark(landmark.kind, area, look, several, size, ink)


@lru_cache(maxsize=256)
def _landmark(
    kind: LandmarkKind,
    area: Area | None,
    look: MarkLook,
    several: bool,
    size: int,
    ink: Ink,
) -> QPixmap:
    pixmap = _blank(size, size, ink)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink.text), 1.2))
    if kind is LandmarkKind.MODERATION and not several:
        side = size * 0.62
        for left in (0.8, size - side - 0.8):
            painter.drawEllipse(QRectF(left, (size - side) / 2, side, side))
    else:
        painter.setBrush(QColor(ink.surface))
        sheet = QRectF(size * 0.12, 0.8, size * 0.76, size - 1.6)
        if several:
            painter.drawRect(sheet.adjusted(size * 0.1, 0, size * 0.1, -size * 0.14))
            sheet = sheet.adjusted(-size * 0.1, size * 0.14, -size * 0.1, 0)
        painter.drawRect(sheet)
        if area is not None:
            side = size * 0.58
            corner = sheet.center() - QPointF(side / 2, side / 2)
            paint_mark(painter, QRectF(corner.x(), corner.y(), side, side), area, look)
    painter.end()
    return pixmap
