"""Painting the lanes: terms, dates, provision, marks and notes, only where they can be seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from engagement_desktop.ui.look.fonts import font
from engagement_desktop.ui.look.icons import Ink, icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XL, SPACE_XS, TEXT_SIZES, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.arrange import Group, rows
from engagement_desktop.ui.timeline.lane_set import AREAS, CONTEXT_LANE, PROVISION_LANE, LaneSet
from engagement_desktop.ui.timeline.marks import BEAD, MarkLook, bead_pixmap, look_of, mark_pixmap
from engagement_desktop.ui.timeline.scale import TimeScale, day_of, ticks
from engagement_desktop.ui.widgets.area_mark import MarkFill, paint_area_mark

MARK = 18
LANE_HEIGHT = 36
_AXIS = 24
_BAND = 20
_WIDEST_NAME = 170
_LETTER_MARK = 20
_CLOSE = 0.62
"""Marks nearer than this part of their own width are drawn as one group."""
_MOST_SMALL = 3
"""How many marks a group can show small; more are three dots."""
_NOTE_COLUMN = 130
_NOTE_ICON = 0.7
_READABLE = 6
"""A note with less room than so many icons shows its icon alone."""
_NEAR_BANDS = 60
"""Provision begun within so many days of one another needs a second row for its names."""


@dataclass(frozen=True)
class Hit:
    """Something on the screen that can be pointed at: its lane, its items, where it is drawn."""

    lane: int
    start: int
    end: int
    rect: QRectF


class Sizes:
    """The measures of the lanes at a width and text size; all in logical pixels."""

    def __init__(self, width: float, lanes: LaneSet) -> None:
        look = Look.of_app()
        metrics = QFontMetricsF(look.font(Role.BODY))
        names = [area.title for area in AREAS] + [texts.PROVISION, texts.CONTEXT]
        self.letter = float(look.px(_LETTER_MARK))
        self.left = (
            self.letter
            + SPACE_S
            + max(metrics.horizontalAdvance(name) for name in names)
            + SPACE_XL
        )
        self.width = max(80.0, width - self.left - SPACE_S)
        self.axis = max(float(look.px(_AXIS)), QFontMetricsF(look.font(Role.SMALL)).height() + 4)
        self.band = max(float(look.px(_BAND)), QFontMetricsF(look.font(Role.SMALL)).height() + 2)
        self.band_rows = _band_rows(lanes.days(PROVISION_LANE))
        self.provision = self.band_rows * (self.band + SPACE_XS) + SPACE_S
        self.lane = float(max(look.px(LANE_HEIGHT), metrics.height() + SPACE_S))
        self.context = self.band + SPACE_S
        self.mark = look.px(MARK)

    def top(self, lane: int) -> float:
        """The upper edge of a lane."""
        if lane == PROVISION_LANE:
            return self.axis
        return self.axis + self.provision + (lane - 1) * self.lane

    def height(self, lane: int) -> float:
        """The height of a lane; the five areas' are the same."""
        if lane == PROVISION_LANE:
            return self.provision
        return self.context if lane == CONTEXT_LANE else self.lane

    @property
    def total(self) -> float:
        """The height of everything."""
        return self.top(CONTEXT_LANE) + self.context


class LanePainter:
    """Paints one state of the lanes, and tells what stands where.

    `scale` covers the width right of the lanes' names.
    """

    def __init__(self, lanes: LaneSet, scale: TimeScale, sizes: Sizes, ratio: float) -> None:
        self._lanes = lanes
        self._scale = scale
        self._sizes = sizes
        self._ratio = ratio
        self._look = Look.of_app()
        self._small = QFontMetricsF(self._look.font(Role.SMALL))

    def paint(self, painter: QPainter, shown: QRectF) -> None:
        """Paint everything but the rings around chosen marks."""
        colours = self._look.colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(self._field().adjusted(-1, -self._sizes.axis, SPACE_S, 0))
        self._terms(painter)
        self._dates(painter)
        painter.restore()
        self._names(painter, shown)
        painter.save()
        painter.setClipRect(self._field().adjusted(-1, 0, SPACE_S, 0))
        self._provision(painter)
        self._notes(painter)
        if not any(self._lanes.marks.values()):
            painter.setPen(QColor(colours.muted))
            painter.setFont(self._look.font(Role.BODY))
            painter.drawText(self._field(), Qt.AlignmentFlag.AlignCenter, texts.NOTHING_ADMITTED)
        painter.restore()
        for lane in range(1, CONTEXT_LANE):
            self._marks(painter, lane)

    def hits(self) -> Iterator[Hit]:
        """Everything that can be pointed at, as drawn."""
        yield from self._bands()
        for lane in range(1, CONTEXT_LANE):
            for group in self._visible(lane):
                yield Hit(lane, group.start, group.end, self._drawn_rect(lane, group))
        for hit, _ in self._note_labels():
            yield hit

    def mark_rect(self, lane: int, day: float) -> QRectF:
        """The square of a mark at `day`."""
        side = float(self._sizes.mark)
        x = self._sizes.left + self._scale.x(day)
        y = self._sizes.top(lane) + self._sizes.lane / 2
        return QRectF(x - side / 2, y - side / 2, side, side)

    def rect_of(self, lane: int, item: int) -> QRectF:
        """Where an item of a lane of marks is drawn, alone or as part of a bead."""
        found = self.groups(lane)
        group = found[bisect_right(found, item, key=_start) - 1]
        return self._drawn_rect(lane, group)

    def _drawn_rect(self, lane: int, group: Group) -> QRectF:
        rect = self.mark_rect(lane, group.middle)
        if group.count == 1:
            return rect
        wider = rect.width() * (BEAD - 1) / 2
        return rect.adjusted(-wider, 0, wider, 0)

    def groups(self, lane: int) -> Sequence[Group]:
        """The marks of a lane as they are drawn at this zoom."""
        mark = self._sizes.mark / self._scale.day_width
        return self._lanes.groups(lane, mark * BEAD, mark * _CLOSE)

    def _field(self) -> QRectF:
        sizes = self._sizes
        return QRectF(sizes.left, sizes.axis, sizes.width, sizes.total - sizes.axis)

    def _terms(self, painter: QPainter) -> None:
        view = self._lanes.view
        field = self._field()
        for term in view.terms if view else ():
            assert term.last is not None
            left = max(0.0, self._scale.x(day_of(term.first)))
            right = min(self._scale.width, self._scale.x(day_of(term.last) + 1))
            if right > left:
                rect = QRectF(field.left() + left, field.top(), right - left, field.height())
                painter.fillRect(rect, QColor(self._look.colours.background))

    def _dates(self, painter: QPainter) -> None:
        painter.setFont(self._look.font(Role.SMALL))
        painter.setPen(QColor(self._look.colours.muted))
        room = self._small.horizontalAdvance("Sep 2026") + SPACE_S
        for tick in ticks(self._scale, room):
            x = self._sizes.left + self._scale.x(tick.day)
            place = QRectF(x, 0, room * 2, self._sizes.axis - 2)
            if x + self._small.horizontalAdvance(tick.text) <= self._field().right() + SPACE_S:
                painter.drawText(place, _LEFT, tick.text)

    def _names(self, painter: QPainter, shown: QRectF) -> None:
        sizes, colours = self._sizes, self._look.colours
        for lane in range(CONTEXT_LANE + 1):
            top, height = sizes.top(lane), sizes.height(lane)
            painter.setPen(QPen(QColor(colours.line), 1))
            if 1 < lane <= CONTEXT_LANE:
                painter.drawLine(QPointF(0, top), QPointF(shown.right(), top))
            x = sizes.letter + SPACE_S
            if 0 < lane < CONTEXT_LANE:
                area = AREAS[lane - 1]
                side = sizes.letter
                square = QRectF(0, top + (height - side) / 2, side, side)
                paint_area_mark(painter, square, area, MarkFill.SOLID_WITH_LETTER)
                painter.setFont(self._look.font(Role.BODY))
                painter.setPen(QColor(colours.text))
                text = area.title
            else:
                painter.setFont(self._look.font(Role.SMALL))
                painter.setPen(QColor(colours.muted))
                text = texts.PROVISION if lane == PROVISION_LANE else texts.CONTEXT
            painter.drawText(QRectF(x, top, sizes.left - x, height), _LEFT, text)

    def _visible(self, lane: int) -> Iterator[Group]:
        """The groups of a lane that are drawn: whole, or not at all."""
        found = self.groups(lane)
        first = bisect_left(found, self._scale.first, key=_middle)
        last = bisect_right(found, self._scale.last, key=_middle)
        return iter(found[first:last])

    def _marks(self, painter: QPainter, lane: int) -> None:
        area = AREAS[lane - 1]
        marks = self._lanes.marks[area]
        for group in self._visible(lane):
            rect = self.mark_rect(lane, group.middle)
            if group.count == 1:
                look = look_of(marks[group.start].established)
                painter.drawPixmap(
                    rect.topLeft(), mark_pixmap(area, look, self._sizes.mark, self._ratio)
                )
            else:
                looks: tuple[MarkLook, ...] = ()
                if group.count <= _MOST_SMALL:
                    those = marks[group.start : group.end]
                    looks = tuple(look_of(mark.established) for mark in those)
                painter.drawPixmap(
                    self._drawn_rect(lane, group).topLeft(),
                    bead_pixmap(area, looks, self._sizes.mark, self._ratio),
                )

    def _bands(self) -> list[Hit]:
        """The names of provision within sight, in rows so that they do not collide.

        The name of something begun before what is shown, and still in use, stands at the edge.
        """
        view = self._lanes.view
        most = self._look.px(_WIDEST_NAME)
        stretches, shown = [], []
        for index, band in enumerate(view.provision if view else ()):
            start = self._scale.x(day_of(band.first))
            end = self._scale.width if band.last is None else self._scale.x(day_of(band.last) + 1)
            if start >= self._scale.width or end <= 0:
                continue
            named = min(self._small.horizontalAdvance(band.name), most) + 2 * SPACE_S
            start = max(min(start, self._scale.width - named), 0.0)
            shown.append(index)
            stretches.append((start, start + named + SPACE_XS))
        found = []
        for index, row, (start, end) in zip(
            shown, rows(stretches, self._sizes.band_rows), stretches, strict=True
        ):
            if row is not None:
                top = self._sizes.axis + SPACE_XS + row * (self._sizes.band + SPACE_XS)
                width = max(end - SPACE_XS - start, 2.0)
                rect = QRectF(self._sizes.left + start, top, width, self._sizes.band)
                found.append(Hit(PROVISION_LANE, index, index + 1, rect))
        return found

    def _provision(self, painter: QPainter) -> None:
        """A dashed line down through the lanes on the first day, a thin one while it is in use."""
        view = self._lanes.view
        if view is None:
            return
        colours = self._look.colours
        placed = {hit.start: hit.rect for hit in self._bands()}
        painter.setFont(self._look.font(Role.SMALL))
        for index, band in enumerate(view.provision):
            x = self._sizes.left + self._scale.x(day_of(band.first))
            rect = placed.get(index)
            if x >= self._sizes.left:
                painter.setPen(QPen(QColor(colours.accent), 1.2, Qt.PenStyle.DashLine))
                top = rect.bottom() if rect else self._sizes.axis
                painter.drawLine(QPointF(x, top), QPointF(x, self._sizes.total))
            if rect:
                end = self._scale.x(day_of(band.last) + 1) if band.last else self._scale.width
                painter.setPen(QPen(QColor(colours.accent), 1))
                y = rect.bottom()
                painter.drawLine(
                    QPointF(rect.left() + 3, y), QPointF(self._sizes.left + max(0.0, end), y)
                )
        for index, rect in placed.items():
            painter.setPen(QPen(QColor(colours.field_border), 1))
            painter.setBrush(QColor(colours.accent_surface))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(QColor(colours.accent))
            inner = rect.adjusted(SPACE_S, 0, -2, 0)
            text = self._small.elidedText(
                view.provision[index].name, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, _LEFT, text)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _note_labels(self) -> list[tuple[Hit, str]]:
        """Notes side by side; those of one stretch of the lane share a label that names each
        once, so that panning never moves them about. A label gives way to the next, down to its
        icon."""
        top = self._sizes.top(CONTEXT_LANE) + SPACE_XS
        side = self._sizes.band * _NOTE_ICON
        column = self._look.px(_NOTE_COLUMN) / self._scale.day_width
        found: list[tuple[Hit, str]] = []
        end = self._field().right() + SPACE_S
        shown = self._lanes.groups(CONTEXT_LANE, column, column)
        first = bisect_left(shown, self._scale.first, key=_first)
        last = bisect_right(shown, self._scale.last, key=_first)
        for group in reversed(shown[first:last]):
            different = self._lanes.seldom_first(group.start, group.end)
            text = ", ".join(note.text for note in different)
            left = self._sizes.left + self._scale.x(group.first)
            wanted = self._note_width(text, side)
            room = end - SPACE_S - left
            width = wanted if wanted <= room else room if room > side * _READABLE else side
            if not found:  # at the end of the lane the label moves in to be read
                left = max(min(left, end - wanted), self._sizes.left)
                width = min(wanted, end - left)
            rect = QRectF(left, top, width, self._sizes.band)
            found.append((Hit(CONTEXT_LANE, group.start, group.end, rect), text))
            end = left
        found.reverse()
        return found

    def _note_width(self, text: str, side: float) -> float:
        return side + SPACE_XS + _advance(text, self._look.px(TEXT_SIZES[Role.SMALL])) + 1

    def _notes(self, painter: QPainter) -> None:
        colour = self._look.colours.attention
        side = self._sizes.band * _NOTE_ICON
        painter.setFont(self._look.font(Role.SMALL))
        for hit, text in self._note_labels():
            note = self._lanes.seldom_first(hit.start, hit.end)[0]
            name = "weather_moon" if note.kind == "context.sleep" else "heart_pulse"
            y = hit.rect.center().y() - side / 2
            square = QRectF(hit.rect.left(), y, side, side).toRect()
            icon(name, Ink.ATTENTION).paint(painter, square)
            painter.setPen(QColor(colour))
            if hit.rect.width() <= side:
                continue
            inner = hit.rect.adjusted(side + SPACE_XS, 0, 2, 0)
            shown = self._small.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, _LEFT, shown)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@lru_cache(maxsize=4096)
def _advance(text: str, size: int) -> float:
    """How wide a small text of this size in pixels is; measuring is the slow part of painting."""
    return QFontMetricsF(font(size)).horizontalAdvance(text)


def _middle(group: Group) -> float:
    return group.middle


def _start(group: Group) -> int:
    return group.start


def _first(group: Group) -> float:
    return group.first


def _band_rows(days: Sequence[float]) -> int:
    """Two rows for the names of provision if any two begin soon after one another."""
    return 2 if any(after - day < _NEAR_BANDS for day, after in pairwise(days)) else 1
