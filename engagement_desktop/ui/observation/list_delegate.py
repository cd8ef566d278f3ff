"""Paints one line of a pupil's observations: when, a picture, what, which areas, its status."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services.observation_views import ObservationLine
from engagement_desktop.ui.look.icons import paint_icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import (
    RADIUS_CONTROL,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    Colours,
    Role,
)
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.list_model import LINE, POSTER
from engagement_desktop.ui.widgets.area_mark import MarkFill, paint_area_mark
from engagement_desktop.ui.widgets.painted import (
    paint_clip_sign,
    paint_icon_in_middle,
    paint_line,
    paint_poster,
)

_HEIGHT = 68
_DATE = 104
_POSTER = 76
_ROOM_FOR_POSTER = 600
_ROOM_FOR_COLUMNS = 520
_MARK = 20
_STATUS = 104


class ObservationDelegate(QStyledItemDelegate):
    """The five areas have the same place in every line, in the guidance's order."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
    ) -> QSize:
        return QSize(200, Look.of_app().px(_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = Look.of_app()
        line = index.data(LINE)
        if not isinstance(line, ObservationLine):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(option.rect).adjusted(0, 0, 0, -SPACE_XS)
        _paint_ground(painter, rect, option.state, look.colours)
        room = rect.adjusted(SPACE_M, SPACE_S, -SPACE_M, -SPACE_S)
        if room.width() < look.px(_ROOM_FOR_COLUMNS):
            _paint_narrow(painter, room, line)
            painter.restore()
            return
        x = room.left()
        _paint_when(painter, QRectF(x, room.top(), look.px(_DATE), room.height()), line)
        x += look.px(_DATE) + SPACE_S
        if room.width() >= look.px(_ROOM_FOR_POSTER):
            picture = QRectF(x, room.top(), look.px(_POSTER), room.height())
            _paint_picture(painter, picture, line, index.data(POSTER))
            x = picture.right() + SPACE_M
        right = room.right() - look.px(_STATUS)
        _paint_status(painter, QRectF(right, room.top(), look.px(_STATUS), room.height()), line)
        right -= SPACE_L + len(Area) * (look.px(_MARK) + SPACE_XS)
        _paint_areas(painter, right, room.center().y(), line)
        _paint_what(painter, QRectF(x, room.top(), right - SPACE_M - x, room.height()), line)
        painter.restore()


def _paint_ground(
    painter: QPainter, rect: QRectF, state: QStyle.StateFlag, colours: Colours
) -> None:
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    over = bool(state & QStyle.StateFlag.State_MouseOver)
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    painter.setBrush(QColor(colours.accent_surface if chosen else colours.surface))
    painter.setPen(QColor(colours.accent if focused or over else colours.line))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)


def _paint_narrow(painter: QPainter, room: QRectF, line: ObservationLine) -> None:
    """Large text on a small screen: what it was has the upper line to itself."""
    look = Look.of_app()
    upper, lower = _two_lines(room)
    _paint_title(painter, upper, line)
    when = f"{texts.short_day(line.occurred_at)}, {texts.clock(line.occurred_at)}"
    paint_line(painter, lower, when, Role.MUTED, look.colours.muted)
    right = room.right() - look.px(_STATUS)
    _paint_status(painter, QRectF(right, lower.top(), look.px(_STATUS), lower.height()), line)
    right -= SPACE_L + len(Area) * (look.px(_MARK) + SPACE_XS)
    _paint_areas(painter, right, lower.center().y(), line)


def _paint_when(painter: QPainter, rect: QRectF, line: ObservationLine) -> None:
    colours = Look.of_app().colours
    upper, lower = _two_lines(rect)
    paint_line(painter, upper, texts.short_day(line.occurred_at), Role.BODY, colours.text)
    paint_line(painter, lower, texts.clock(line.occurred_at), Role.MUTED, colours.muted)


def _paint_picture(
    painter: QPainter, rect: QRectF, line: ObservationLine, poster: QImage | None
) -> None:
    if paint_poster(painter, rect, poster):
        if line.clips:
            paint_clip_sign(painter, rect)
        return
    name = "video_clip" if line.clips else "mic" if line.others else "note"
    paint_icon_in_middle(painter, rect, name, Look.of_app().px(20))


def _paint_what(painter: QPainter, rect: QRectF, line: ObservationLine) -> None:
    upper, lower = _two_lines(rect)
    _paint_title(painter, upper, line)
    under = line.opening or line.observer
    paint_line(painter, lower, under, Role.MUTED, Look.of_app().colours.muted)


def _paint_title(painter: QPainter, rect: QRectF, line: ObservationLine) -> None:
    colours = Look.of_app().colours
    title = " · ".join(part for part in (line.activity.strip(), line.place.strip()) if part)
    ink = colours.text if line.activity.strip() else colours.muted
    paint_line(painter, rect, title or texts.UNTITLED, Role.STRONG, ink)


def _paint_areas(painter: QPainter, left: float, middle: float, line: ObservationLine) -> None:
    look = Look.of_app()
    side = look.px(_MARK)
    touched = {mark.area for mark in line.areas}
    for place, area in enumerate(Area):
        if area in touched:
            x = left + place * (side + SPACE_XS)
            square = QRectF(x, middle - side / 2, side, side)
            paint_area_mark(painter, square, area, MarkFill.SOLID_WITH_LETTER)


def _paint_status(painter: QPainter, rect: QRectF, line: ObservationLine) -> None:
    colours = Look.of_app().colours
    name, ink = {
        ObservationStatus.DRAFT: ("edit", colours.muted),
        ObservationStatus.FOR_APPROVAL: ("person_clock", colours.attention),
        ObservationStatus.APPROVED: ("checkmark_circle", colours.good),
    }[line.status]
    side = Look.of_app().px(16)
    place = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
    paint_icon(painter, place, name, ink)
    words = rect.adjusted(side + SPACE_XS, 0, 0, 0)
    paint_line(painter, words, texts.STATUS[line.status], Role.SMALL, ink)


def _two_lines(rect: QRectF) -> tuple[QRectF, QRectF]:
    half = rect.height() / 2
    upper = QRectF(rect.left(), rect.top(), rect.width(), half)
    return upper, QRectF(rect.left(), rect.top() + half, rect.width(), half)
