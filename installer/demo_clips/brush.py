"""A few shapes that every drawing here shares: colours, gradients, soft shadows, tapered limbs."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)

Point = tuple[float, float]


def colour(code: str, alpha: float = 1.0) -> QColor:
    """The colour of a #RRGGBB code with an alpha of 0 to 1."""
    made = QColor(code)
    made.setAlphaF(alpha)
    return made


def mix(first: str, second: str, share: float) -> str:
    """`first` mixed with `share` (0 to 1) of `second`, as #RRGGBB."""
    a, b = QColor(first), QColor(second)
    parts = ((x + (y - x) * share) for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))  # type: ignore[index]
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def down(top: float, bottom: float, *stops: tuple[float, QColor]) -> QBrush:
    """A brush that changes colour from `top` to `bottom`."""
    return _linear((0, top), (0, bottom), stops)


def across(left: float, right: float, *stops: tuple[float, QColor]) -> QBrush:
    """A brush that changes colour from `left` to `right`."""
    return _linear((left, 0), (right, 0), stops)


def _linear(start: Point, end: Point, stops: Sequence[tuple[float, QColor]]) -> QBrush:
    gradient = QLinearGradient(QPointF(*start), QPointF(*end))
    for place, shade in stops:
        gradient.setColorAt(place, shade)
    return QBrush(gradient)


def round_glow(centre: Point, radius: float, *stops: tuple[float, QColor]) -> QBrush:
    """A brush that changes colour from a centre outwards."""
    gradient = QRadialGradient(QPointF(*centre), radius)
    for place, shade in stops:
        gradient.setColorAt(place, shade)
    return QBrush(gradient)


def fill(painter: QPainter, path: QPainterPath, brush: QBrush | QColor) -> None:
    """Fill a path without an outline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawPath(path)


def oval(painter: QPainter, centre: Point, rx: float, ry: float, brush: QBrush | QColor) -> None:
    """Fill an ellipse."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawEllipse(QPointF(*centre), rx, ry)


def box(
    painter: QPainter,
    area: tuple[float, float, float, float],
    radius: float,
    brush: QBrush | QColor,
) -> None:
    """Fill a rounded rectangle given as (x, y, width, height)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(QRectF(*area), radius, radius)


def line(painter: QPainter, path: QPainterPath, shade: QColor, width: float) -> None:
    """Stroke a path with round ends."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(
            QBrush(shade),
            width,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    painter.drawPath(path)


def curve(start: Point, *parts: tuple[Point, Point] | tuple[Point, Point, Point]) -> QPainterPath:
    """A path of quadratic (control, end) and cubic (control, control, end) parts."""
    path = QPainterPath(QPointF(*start))
    for part in parts:
        if len(part) == 2:
            path.quadTo(QPointF(*part[0]), QPointF(*part[1]))
        else:
            path.cubicTo(QPointF(*part[0]), QPointF(*part[1]), QPointF(*part[2]))
    return path


def shadow(painter: QPainter, centre: Point, rx: float, ry: float, strength: float = 0.35) -> None:
    """A soft oval shadow."""
    painter.save()
    painter.translate(*centre)
    painter.scale(1.0, ry / rx)
    dark = colour("#0b1020", strength)
    oval(painter, (0, 0), rx, rx, round_glow((0, 0), rx, (0, dark), (1, colour("#0b1020", 0))))
    painter.restore()


def limb(points: Sequence[Point], widths: Sequence[float]) -> QPainterPath:
    """A tapered, rounded shape along a line of points with the width at each."""
    left: list[QPointF] = []
    right: list[QPointF] = []
    for i, (x, y) in enumerate(points):
        ax, ay = points[max(0, i - 1)]
        bx, by = points[min(len(points) - 1, i + 1)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        nx, ny = -(by - ay) / length * widths[i] / 2, (bx - ax) / length * widths[i] / 2
        left.append(QPointF(x + nx, y + ny))
        right.append(QPointF(x - nx, y - ny))
    path = QPainterPath(left[0])
    for point in [*left[1:], *reversed(right)]:
        path.lineTo(point)
    path.closeSubpath()
    ends = QPainterPath()
    for (x, y), width in ((points[0], widths[0]), (points[-1], widths[-1])):
        ends.addEllipse(QPointF(x, y), width / 2, width / 2)
    return path.united(ends)


def bend(start: Point, control: Point, end: Point, count: int = 22) -> list[Point]:
    """Points along a quadratic curve."""
    points = []
    for i in range(count + 1):
        t = i / count
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(
            (
                a * start[0] + b * control[0] + c * end[0],
                a * start[1] + b * control[1] + c * end[1],
            )
        )
    return points


def softened(image: QImage, amount: int) -> QImage:
    """The picture out of focus: made small and smoothly large again."""
    smooth = Qt.TransformationMode.SmoothTransformation
    ratio = Qt.AspectRatioMode.IgnoreAspectRatio
    width, height = image.width(), image.height()
    small = image.scaled(width // amount, height // amount, ratio, smooth)
    middle = small.scaled(width // 2, height // 2, ratio, smooth)
    return middle.scaled(width, height, ratio, smooth)
