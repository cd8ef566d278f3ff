"""The mark of an area: its shape, letter and colour; its fill tells how established, in words.

How established never moves a mark up or down; it is only a way of filling (see `MarkFill`).
"""

from __future__ import annotations

import math
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_desktop.models.areas import Area, Shape
from engagement_desktop.models.contrast import contrast
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import BLACK_AND_WHITE
from engagement_desktop.ui.widgets.labels import set_tooltip


class MarkFill(Enum):
    """Not seen this time, emerging, developing, established; and the mark that names an area."""

    DASHED = "dashed"
    OUTLINE = "outline"
    HALF = "half"
    FULL = "full"
    SOLID_WITH_LETTER = "letter"


def paint_area_mark(painter: QPainter, rect: QRectF, area: Area, fill: MarkFill) -> None:
    """Paint the mark of `area` inside `rect` (square is best) in the current palette."""
    dark = Look.of_app().colours.dark
    colour = QColor(area.colour)
    # The colour itself may be too pale beside the background: its outline is a stronger shade.
    edge = colour.lighter(135) if dark else colour.darker(140)
    width = max(1.5, rect.width() / 12)
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    shape = _shape(area.shape, inner)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill is MarkFill.HALF:
        lower = QPainterPath()
        lower.addRect(QRectF(rect.left(), rect.center().y(), rect.width(), rect.height()))
        painter.fillPath(shape & lower, colour)
    elif fill in (MarkFill.FULL, MarkFill.SOLID_WITH_LETTER):
        painter.fillPath(shape, colour)
    pen = QPen(edge, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if fill is MarkFill.DASHED:
        pen.setDashPattern([1.6, 1.4])
    painter.strokePath(shape, pen)
    if fill is MarkFill.SOLID_WITH_LETTER:
        _letter(painter, inner, area)
    painter.restore()


def _shape(shape: Shape, rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    if shape is Shape.CIRCLE:
        path.addEllipse(rect)
        return path
    if shape is Shape.SQUARE:
        inset = rect.width() * 0.06
        path.addRect(rect.adjusted(inset, inset, -inset, -inset))
        return path
    centre = rect.center()
    if shape is Shape.TRIANGLE:
        points = [
            QPointF(centre.x(), rect.top()),
            QPointF(rect.right(), rect.bottom() - rect.height() * 0.06),
            QPointF(rect.left(), rect.bottom() - rect.height() * 0.06),
        ]
    else:
        corners = 4 if shape is Shape.DIAMOND else 6
        radius = rect.width() / 2
        points = [
            QPointF(
                centre.x() + radius * math.sin(2 * math.pi * i / corners),
                centre.y() - radius * math.cos(2 * math.pi * i / corners),
            )
            for i in range(corners)
        ]
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def _letter(painter: QPainter, rect: QRectF, area: Area) -> None:
    inks = (BLACK_AND_WHITE.text, BLACK_AND_WHITE.background)
    painter.setPen(QColor(max(inks, key=lambda ink: contrast(ink, area.colour))))
    font = QFont(Look.of_app().font())
    size = 0.52 if area.shape in (Shape.TRIANGLE, Shape.DIAMOND) else 0.58
    font.setPixelSize(max(7, round(rect.height() * size)))
    font.setBold(True)
    painter.setFont(font)
    place = rect.translated(0, rect.height() * 0.15) if area.shape is Shape.TRIANGLE else rect
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, area.letter)


class AreaMark(QWidget):
    """The mark of an area as a small widget beside its name."""

    def __init__(
        self,
        area: Area,
        fill: MarkFill = MarkFill.SOLID_WITH_LETTER,
        size: int = 20,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._area = area
        self._fill = fill
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(area.title)
        set_tooltip(self, area.title)

    def sizeHint(self) -> QSize:
        side = Look.of_app().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        side = min(self.width(), self.height())
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_area_mark(painter, rect, self._area, self._fill)
