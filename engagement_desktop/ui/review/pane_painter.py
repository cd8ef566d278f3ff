"""Paints the parts of a pane: heading, picture or what stands in its place, and label.

What a label says is read from the very picture above it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import (
    PICTURE_GROUND,
    PICTURE_INK,
    RADIUS_CONTROL,
    SPACE_M,
    SPACE_S,
    Role,
)
from engagement_desktop.ui.review import geometry, texts
from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.ui.review.geometry import Zoom
from engagement_desktop.video.picture import Picture
from engagement_desktop.video.time_words import frame_text, position_text, rate_text

_ACTIVE_LINE = 2
_MIDDLE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Shown:
    """A picture on the screen: frame `n` of the clip and its pixels."""

    n: int
    picture: Picture
    image: QImage

    @classmethod
    def of(cls, picture: Picture) -> Shown:
        """Wrap the engine's pixels without copying them; `picture` keeps them alive."""
        image = QImage(
            picture.bgra.data,
            picture.width,
            picture.height,
            picture.width * 4,
            QImage.Format.Format_RGB32,
        )
        return cls(picture.n, picture, image)


class Pane:
    """What one side shows."""

    def __init__(self) -> None:
        self.clip: ReviewClip | None = None
        self.shown: Shown | None = None
        self.cue: int | None = None
        self.trouble = ""
        self.note = ""


def underline(painter: QPainter, heading: QRect, look: Look) -> None:
    """The line under the heading of the side that keys and buttons for one clip mean."""
    line = QRect(heading.left(), heading.bottom() + 1, heading.width(), _ACTIVE_LINE)
    painter.fillRect(line, QColor(look.colours.accent))


def paint_heading(
    painter: QPainter, room: QRect, heading: str, pane: Pane, look: Look, *, marked: bool
) -> None:
    """“Then” and the clip’s title, below it where the day would be cut beside it; the chosen side
    has the accent colour."""
    strong, small = look.font(Role.STRONG), look.font(Role.SMALL)
    painter.setFont(strong)
    painter.setPen(QColor(look.colours.accent if marked else look.colours.text))
    if pane.clip is None:
        painter.drawText(room, _MIDDLE_LEFT, heading)
        return
    upper, lower = QFontMetrics(strong), QFontMetrics(small)
    taken = upper.horizontalAdvance(heading) + SPACE_S
    first, second = room, room.adjusted(taken, 0, 0, 0)
    spare = room.height() - upper.ascent() - lower.height()
    if spare >= 0 and not _holds_day(pane.clip, second.width(), small):
        first = QRect(room.left(), room.top() + spare // 2, room.width(), upper.height())
        second = QRect(room.left(), first.top() + upper.ascent(), room.width(), lower.height())
    painter.drawText(first, _MIDDLE_LEFT, heading)
    title = pane.clip.title
    if pane.clip.at is not None and not _holds_day(pane.clip, second.width(), small):
        title = f"{pane.clip.at.astimezone():%d/%m/%Y}"
    _draw_elided(painter, second, title, small, look.colours.muted)


def _holds_day(clip: ReviewClip, width: int, font: QFont) -> bool:
    """Whether the day, with which titles begin, can be read at this width."""
    return QFontMetrics(font).horizontalAdvance(clip.title.partition(" · ")[0]) <= width


def label_of(pane: Pane, *, short: bool = False) -> str:
    """What is said of the picture shown: time and frame, then the distance to the cue."""
    if pane.clip is None or pane.shown is None:
        return ""
    return position_text(pane.clip.index, pane.shown.n, pane.cue, short=short)


def paint_label(painter: QPainter, pane: Pane, room: QRect, look: Look, rest: str) -> None:
    """The label, with its distance to the cue where there is room, and `rest` at its end."""
    if pane.clip is None or pane.shown is None:
        return
    font = look.font(Role.SMALL)
    metrics = QFontMetrics(font)
    shorter = (label_of(pane, short=True), frame_text(pane.clip.index, pane.shown.n))
    fitting = (
        w for w in (label_of(pane), *shorter) if metrics.horizontalAdvance(w) <= room.width()
    )
    words = next(fitting, shorter[-1])
    _draw_elided(painter, room, words, font, look.colours.text)
    rest = rest or pane.clip.shown_as or rate_text(pane.clip.index)
    if metrics.horizontalAdvance(words + rest) + SPACE_M <= room.width():
        painter.setPen(QColor(look.colours.muted))
        painter.drawText(room, _MIDDLE_RIGHT, rest)


def paint_picture(painter: QPainter, pane: Pane, room: QRect, look: Look, zoom: Zoom) -> None:
    """The picture, or why there is none; never another one."""
    painter.fillRect(room, QColor(PICTURE_GROUND))
    if pane.shown is not None:
        image = pane.shown.image
        draw(painter, image, room, zoom)
        return
    painter.setFont(look.font(Role.BODY))
    painter.setPen(QColor(PICTURE_INK))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    inner = room.adjusted(SPACE_M, SPACE_M, -SPACE_M, -SPACE_M)
    painter.drawText(inner, flags, pane.trouble or texts.OPENING)


def draw(painter: QPainter, image: QImage, room: QRect, zoom: Zoom) -> None:
    """A picture, whole or as closely as `zoom` says, within `room`."""
    whole = geometry.fitted(image.size(), room)
    if zoom.factor == 1:
        painter.drawImage(whole, image)
        return
    painter.save()
    painter.setClipRect(room)
    painter.drawImage(zoom.place(whole), image)
    painter.restore()


def paint_empty(painter: QPainter, side: Side, room: QRect, look: Look) -> None:
    """What to do next, over the button for it."""
    painter.setPen(QPen(QColor(look.colours.field_border), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room.adjusted(0, 0, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
    upper = room.adjusted(SPACE_M, SPACE_M, -SPACE_M, 0)
    upper.setBottom(room.center().y())
    painter.setFont(look.font(Role.BODY))
    painter.setPen(QColor(look.colours.muted))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    painter.drawText(upper, flags | Qt.TextFlag.TextWordWrap, texts.EMPTY[side])


def _draw_elided(painter: QPainter, room: QRect, words: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shortened = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _MIDDLE_LEFT | Qt.TextFlag.TextSingleLine, shortened)
