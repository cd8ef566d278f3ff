"""The picture of a mark: an area's shape, filled by how established; drawn once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
_IN_A_ROW = 3


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


class Stamps:
    """The pictures of one area's marks in one size and ink: drawn once, then only put in place.

    A mark stands in a square of `size` logical pixels, with its letter in `below` pixels under it.
    """

    def __init__(self, area: Area, size: int, below: int, ink: Ink) -> None:
        self._area = area
        self._size = size
        self._below = below
        self._ink = ink
        self._marks: dict[tuple[MarkLook, str], QPixmap] = {}
        self._beads: dict[tuple[MarkLook, ...], QPixmap] = {}
        self._parts: dict[tuple[MarkLook, int, int], QPixmap] = {}

    def mark(self, look: MarkLook, letter: str = "") -> QPixmap:
        """A mark that stands alone."""
        if (look, letter) not in self._marks:
            self._marks[look, letter] = self._draw_mark(look, letter)
        return self._marks[look, letter]

    def bead(self, looks: tuple[MarkLook, ...]) -> QPixmap:
        """Several marks as one bead, `BEAD` times as wide as a mark; never a number.

        Up to three marks stand in it small; more, for which `looks` is empty, are three dots.
        """
        if looks not in self._beads:
            self._beads[looks] = self._draw_bead(looks)
        return self._beads[looks]

    def _draw_mark(self, look: MarkLook, letter: str) -> QPixmap:
        size, below = self._size, self._below
        pixmap = _blank(size, size + below, self._ink)
        painter = QPainter(pixmap)
        paint_mark(painter, QRectF(0, 0, size, size), self._area, look)
        if letter and below:
            font = QFont(Look.of_app().font(Role.SMALL))
            font.setPixelSize(Look.of_app().px(_LETTER))
            painter.setFont(font)
            painter.setPen(QColor(self._ink.text))
            painter.drawText(QRectF(0, size, size, below), Qt.AlignmentFlag.AlignCenter, letter)
        painter.end()
        return pixmap

    def _draw_bead(self, looks: Sequence[MarkLook]) -> QPixmap:
        """There are hundreds of them, but few parts to put them together from."""
        pixmap = _blank(self._size * BEAD, self._size, self._ink)
        painter = QPainter(pixmap)
        painter.drawPixmap(0, 0, self._frame)
        for number, look in enumerate(looks):
            painter.drawPixmap(0, 0, self._part(look, number, len(looks)))
        if not looks:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._ink.text))
            for step in (-1, 0, 1):
                centre = self._outline.center() + QPointF(step * self._size * 0.34, 0)
                painter.drawEllipse(centre, self._size * 0.09, self._size * 0.09)
        painter.end()
        return pixmap

    @property
    def _outline(self) -> QRectF:
        whole = QRectF(0, 0, self._size * BEAD, self._size)
        return whole.adjusted(SPACE_XS / 2, 0.5, -SPACE_XS / 2, -0.5)

    @cached_property
    def _frame(self) -> QPixmap:
        """A bead with nothing in it."""
        pixmap = _blank(self._size * BEAD, self._size, self._ink)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        radius = self._outline.height() / 2
        frame.addRoundedRect(self._outline, radius, radius)
        painter.fillPath(frame, QColor(self._ink.surface))
        tint = QColor(self._area.colour)
        tint.setAlpha(_TINT)
        painter.fillPath(frame, tint)
        painter.strokePath(frame, QPen(QColor(self._area.colour), 1))
        painter.end()
        return pixmap

    def _part(self, look: MarkLook, number: int, several: int) -> QPixmap:
        """One of `several` small marks at its place in a bead."""
        key = (look, number, several)
        if key not in self._parts:
            pixmap = _blank(self._size * BEAD, self._size, self._ink)
            painter = QPainter(pixmap)
            side = self._size * 0.56
            left = self._outline.center().x() - (side * several + _GAP * (several - 1)) / 2
            x = left + number * (side + _GAP)
            square = QRectF(x, (self._size - side) / 2, side, side)
            paint_mark(painter, square, self._area, look)
            painter.end()
            self._parts[key] = pixmap
        return self._parts[key]


@lru_cache(maxsize=64)
def stamps(area: Area, size: int, below: int, ink: Ink) -> Stamps:
    """The stamps of an area, the same ones each time."""
    return Stamps(area, size, below, ink)


def _blank(width: float, height: float, ink: Ink) -> QPixmap:
    pixmap = QPixmap(round(width * ink.ratio), round(height * ink.ratio))
    pixmap.setDevicePixelRatio(ink.ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def paint_baseline(painter: QPainter, rect: QRectF) -> None:
    """A ring around the mark of a baseline, or around the bead that holds it."""
    painter.save()
    painter.setPen(QPen(QColor(Look.of_app().colours.text), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = rect.adjusted(-3, -3, 3, 3)
    painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
    painter.restore()


def landmark_pixmap(landmarks: Sequence[Landmark], size: int, ink: Ink) -> QPixmap:
    """A judgement as a sheet with the area's mark on it, a moderation as two circles that meet.

    Several in one place are one sheet, `BEAD` times as wide, with the mark of each area they are
    about.
    """
    first = landmarks[0]
    if len(landmarks) == 1:
        look = look_of(first.established) if first.area is not None else MarkLook.NOT_SAID
        return _landmark(first.kind, first.area, look, size, ink)
    said = sorted(landmarks, key=lambda each: each.kind is LandmarkKind.JUDGEMENT)
    looks = {each.area: look_of(each.established) for each in said if each.area is not None}
    return _landmarks(tuple((area, looks[area]) for area in Area if area in looks), size, ink)


@lru_cache(maxsize=256)
def _landmark(
    kind: LandmarkKind, area: Area | None, look: MarkLook, size: int, ink: Ink
) -> QPixmap:
    pixmap = _blank(size, size, ink)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink.text), 1.2))
    if kind is LandmarkKind.MODERATION:
        side = size * 0.62
        for left in (0.8, size - side - 0.8):
            painter.drawEllipse(QRectF(left, (size - side) / 2, side, side))
    else:
        painter.setBrush(QColor(ink.surface))
        sheet = QRectF(size * 0.12, 0.8, size * 0.76, size - 1.6)
        painter.drawRect(sheet)
        if area is not None:
            side = size * 0.58
            corner = sheet.center() - QPointF(side / 2, side / 2)
            paint_mark(painter, QRectF(corner.x(), corner.y(), side, side), area, look)
    painter.end()
    return pixmap


@lru_cache(maxsize=64)
def _landmarks(shown: tuple[tuple[Area, MarkLook], ...], size: int, ink: Ink) -> QPixmap:
    pixmap = _blank(size * BEAD, size, ink)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink.text), 1.2))
    painter.setBrush(QColor(ink.surface))
    sheet = QRectF(0.8, 0.8, size * BEAD - 1.6, size - 1.6)
    painter.drawRect(sheet)
    rows = [shown] if len(shown) <= _IN_A_ROW else [shown[:_IN_A_ROW], shown[_IN_A_ROW:]]
    high = sheet.height() / len(rows)
    side = min(high - 1, size * 0.5)
    for number, row in enumerate(rows):
        left = sheet.center().x() - (side * len(row) + _GAP * (len(row) - 1)) / 2
        top = sheet.top() + high * number + (high - side) / 2
        for place, (area, look) in enumerate(row):
            square = QRectF(left + place * (side + _GAP), top, side, side)
            paint_mark(painter, square, area, look)
    painter.end()
    return pixmap
