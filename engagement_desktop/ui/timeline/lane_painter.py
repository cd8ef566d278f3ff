"""Painting the lanes: terms and years, dates, marks, only where they can be seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from engagement_desktop.models.arrange import Group, groups
from engagement_desktop.models.mark_looks import look_of
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, TEXT_SIZES, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.band_painter import BandPainter
from engagement_desktop.ui.timeline.lane_set import (
    AREA_LANES,
    CONTEXT_LANE,
    LANDMARK_LANE,
    LANES,
    LaneSet,
    area_of,
)
from engagement_desktop.ui.timeline.lane_sizes import NAMES, Sizes
from engagement_desktop.ui.timeline.marks import (
    BEAD,
    Ink,
    landmark_pixmap,
    paint_baseline,
    stamps,
)
from engagement_desktop.ui.timeline.note_painter import NotePainter
from engagement_desktop.ui.timeline.pointing import Hit
from engagement_desktop.ui.timeline.scale import TimeScale, ticks, year_starts
from engagement_desktop.ui.timeline.text_widths import advance, write
from engagement_desktop.ui.widgets.area_mark import MarkFill, paint_area_mark

_CLOSE = 0.62
"""Marks nearer than this part of their own width are drawn as one group."""
_MOST_SMALL = 3
"""How many marks a group can show small; more are three dots."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LanePainter:
    """Paints one state of the lanes, and tells what stands where; each is laid out once.

    `scale` covers the width right of the lanes' names.
    """

    def __init__(self, lanes: LaneSet, scale: TimeScale, sizes: Sizes, ratio: float) -> None:
        self._lanes = lanes
        self._scale = scale
        self._sizes = sizes
        self._ratio = ratio
        self._ink = Ink.now(ratio)
        self._look = Look.of_app()
        self._bands = BandPainter(lanes, scale, sizes)
        self._notes = NotePainter(lanes, scale, sizes)

    def paint(self, painter: QPainter, shown: QRectF) -> None:
        """Paint everything but the rings around chosen marks."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = self._sizes.field
        painter.save()
        painter.setClipRect(field.adjusted(-1, -self._sizes.axis, SPACE_S, 0))
        self._terms(painter)
        self._years(painter)
        self._dates(painter)
        painter.restore()
        self._lines(painter, shown)
        painter.save()
        painter.setClipRect(field.adjusted(-1, 0, SPACE_S, 0))
        self._bands.paint(painter)
        self._notes.paint(painter)
        if not any(self._lanes.marks.values()):
            painter.setPen(QColor(self._look.colours.muted))
            painter.setFont(self._look.font(Role.BODY))
            painter.drawText(field, Qt.AlignmentFlag.AlignCenter, texts.NOTHING_ADMITTED)
        painter.restore()
        self._landmarks(painter)
        for lane in AREA_LANES:
            self._marks(painter, lane)

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Everything that can be pointed at, as drawn."""
        marks = (
            Hit(lane, group.start, group.end, self._drawn_rect(lane, group))
            for lane in (*AREA_LANES, LANDMARK_LANE)
            for group in self._visible(lane)
        )
        return (*self._bands.hits(), *marks, *self._notes.hits())

    def mark_rect(self, lane: int, day: float) -> QRectF:
        """The square of a mark at `day`."""
        side = float(self._sizes.mark)
        x = self._sizes.left + self._scale.x(day)
        return QRectF(x - side / 2, self._sizes.middle(lane) - side / 2, side, side)

    def rect_of(self, lane: int, item: int) -> QRectF:
        """Where an item of a lane of marks is drawn, alone or as part of a bead."""
        days = self._lanes.days(lane)
        column, apart = self._spacing()
        around = groups(days, column, apart, days[item] - column, days[item] + column)
        return self._drawn_rect(lane, next(g for g in around if g.start <= item < g.end))

    def _drawn_rect(self, lane: int, group: Group) -> QRectF:
        rect = self.mark_rect(lane, group.middle)
        if group.count == 1:
            return rect
        wider = rect.width() * (BEAD - 1) / 2
        return rect.adjusted(-wider, 0, wider, 0)

    def _spacing(self) -> tuple[float, float]:
        """The days that a bead needs, and those within which two marks are too close."""
        mark = self._sizes.mark / self._scale.day_width
        return mark * BEAD, mark * _CLOSE

    def _terms(self, painter: QPainter) -> None:
        """Shaded; where the palette has no shades, between two dotted lines."""
        field, scale, colours = self._sizes.field, self._scale, self._look.colours
        shade = QColor(colours.background)
        lined = colours.background == colours.surface
        painter.setPen(QPen(QColor(colours.muted), 1, Qt.PenStyle.DotLine))
        for first, last in self._lanes.terms:
            if first < scale.last and last > scale.first:
                left, right = max(0.0, scale.x(first)), min(scale.width, scale.x(last))
                term = QRectF(field.left() + left, field.top(), right - left, field.height())
                if lined:
                    foot = self._sizes.top(CONTEXT_LANE)
                    for x in (term.left(), term.right()):
                        painter.drawLine(QPointF(x, term.top()), QPointF(x, foot))
                else:
                    painter.fillRect(term, shade)

    def _years(self, painter: QPainter) -> None:
        """A line where a school year begins."""
        painter.setPen(QPen(QColor(self._look.colours.field_border), 1.5))
        for day in year_starts(self._scale):
            x = self._sizes.left + self._scale.x(day)
            painter.drawLine(QPointF(x, self._sizes.axis - 4), QPointF(x, self._sizes.total))

    def _dates(self, painter: QPainter) -> None:
        painter.setFont(self._look.font(Role.SMALL))
        painter.setPen(QColor(self._look.colours.muted))
        small = self._look.px(TEXT_SIZES[Role.SMALL])
        room = advance("Sep 2026", small) + SPACE_S
        edge = self._sizes.field.right() + SPACE_S
        for tick in ticks(self._scale, room):
            x = self._sizes.left + self._scale.x(tick.day)
            if x + advance(tick.text, small) <= edge:
                write(painter, QRectF(x, 0, room * 2, self._sizes.axis - 4), tick.text, small)

    def names(self) -> QPixmap:
        """The column of the lanes' names, which stays where it is."""
        sizes, colours = self._sizes, self._look.colours
        pixmap = QPixmap(round(sizes.left * self._ratio), round(sizes.total * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        x = sizes.letter + SPACE_S
        for lane in LANES:
            top, height = sizes.top(lane), sizes.height(lane)
            if not height:
                continue
            if lane in AREA_LANES:
                top, height = sizes.middle(lane) - sizes.letter / 2, sizes.letter
                square = QRectF(0, top, height, height)
                paint_area_mark(painter, square, area_of(lane), MarkFill.SOLID_WITH_LETTER)
            role, ink, name = (
                (Role.BODY, colours.text, area_of(lane).title)
                if lane in AREA_LANES
                else (Role.SMALL, colours.muted, NAMES[lane])
            )
            painter.setFont(self._look.font(role))
            painter.setPen(QColor(ink))
            painter.drawText(QRectF(x, top, sizes.left - x, height), _LEFT, name)
        painter.end()
        return pixmap

    def _lines(self, painter: QPainter, shown: QRectF) -> None:
        """A line between each lane and the next."""
        painter.setPen(QPen(QColor(self._look.colours.line), 1))
        for lane in LANES:
            if lane > AREA_LANES.start and self._sizes.height(lane):
                top = self._sizes.top(lane)
                painter.drawLine(QPointF(0, top), QPointF(shown.right(), top))

    def _visible(self, lane: int) -> Sequence[Group]:
        """The groups of a lane that are drawn: whole, or not at all."""
        scale = self._scale
        found = self._lanes.groups(lane, *self._spacing(), scale.first, scale.last)
        first = bisect_left(found, self._scale.first, key=_middle)
        last = bisect_right(found, self._scale.last, key=_middle)
        return found[first:last]

    def _marks(self, painter: QPainter, lane: int) -> None:
        """Each mark with the letter of what it shows; groups as beads."""
        area, size = area_of(lane), self._sizes.mark
        stamp = stamps(area, size, self._sizes.below, self._ink)
        marks, letters = self._lanes.marks[area], self._lanes.letters
        top = self._sizes.middle(lane) - size / 2
        left, bead = self._sizes.left - size / 2, self._sizes.left - size * BEAD / 2
        for group in self._visible(lane):
            mark, count = marks[group.start], group.end - group.start
            x = self._scale.x(group.middle)
            if count == 1:
                pixmap = stamp.mark(look_of(mark.established), letters.get(mark.shows, ""))
                painter.drawPixmap(QPointF(left + x, top), pixmap)
                continue
            few = marks[group.start : group.end] if count <= _MOST_SMALL else ()
            pixmap = stamp.bead(tuple([look_of(each.established) for each in few]))
            painter.drawPixmap(QPointF(bead + x, top), pixmap)
        self._ring_baseline(painter, lane)

    def _ring_baseline(self, painter: QPainter, lane: int) -> None:
        item = self._lanes.baseline_of(lane)
        if item is None:
            return
        if self._scale.first <= self._lanes.days(lane)[item] <= self._scale.last:
            paint_baseline(painter, self.rect_of(lane, item))

    def _landmarks(self, painter: QPainter) -> None:
        for group in self._visible(LANDMARK_LANE):
            together = self._lanes.landmarks[group.start : group.end]
            pixmap = landmark_pixmap(together, self._sizes.mark, self._ink)
            painter.drawPixmap(self._drawn_rect(LANDMARK_LANE, group).topLeft(), pixmap)


def _middle(group: Group) -> float:
    return group.middle
