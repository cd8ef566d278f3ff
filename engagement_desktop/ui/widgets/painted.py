"""What painted lines have in common: a line of words, a poster, the sign of a clip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from engagement_desktop.ui.look.icons import paint_icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import RADIUS_CONTROL, Role

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_SIGN = 18


def paint_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: Role,
    colour: str,
    flags: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of plain words, cut with “…” where the room ends."""
    painter.setFont(Look.of_app().font(role))
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(
        " ".join(text.split()), Qt.TextElideMode.ElideRight, int(rect.width())
    )
    painter.drawText(rect, flags, shown)


def paint_poster(painter: QPainter, rect: QRectF, poster: object) -> bool:
    """A ground with round corners and the poster, its middle filling the ground.

    Returns whether there is one: None and an empty image are none, and the ground stays bare.
    """
    frame = QPainterPath()
    frame.addRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)
    painter.fillPath(frame, QColor(Look.of_app().colours.background))
    if not isinstance(poster, QImage) or poster.isNull():
        return False
    scale = max(rect.width() / poster.width(), rect.height() / poster.height())
    width, height = rect.width() / scale, rect.height() / scale
    middle = QRectF((poster.width() - width) / 2, (poster.height() - height) / 2, width, height)
    painter.save()
    painter.setClipPath(frame)
    painter.drawImage(rect, poster, middle)
    painter.restore()
    return True


def paint_clip_sign(painter: QPainter, rect: QRectF) -> None:
    """A small sign in the corner of a poster that stands for a clip."""
    colours = Look.of_app().colours
    side = Look.of_app().px(_SIGN)
    place = QRectF(rect.left() + 4, rect.bottom() - side - 4, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(place, 4, 4)
    paint_icon(painter, place.adjusted(2, 2, -2, -2), "play", colours.text)


def paint_tick_box(painter: QPainter, rect: QRectF, *, ticked: bool) -> None:
    """A box to tick, as the style draws a check box: with an edge on every ground."""
    colours = Look.of_app().colours
    painter.setPen(QColor(colours.accent if ticked else colours.muted))
    painter.setBrush(QColor(colours.accent if ticked else colours.surface))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if ticked:
        paint_icon(painter, rect.adjusted(2, 2, -2, -2), "checkmark", colours.on_accent)


def paint_icon_in_middle(painter: QPainter, rect: QRectF, name: str, side: float) -> None:
    """A muted icon in the middle of a ground that has no poster."""
    place = QRectF(0, 0, side, side)
    place.moveCenter(rect.center())
    paint_icon(painter, place, name, Look.of_app().colours.muted)
