"""The lanes as they are painted over a stretch of time, which can be moved and made longer.

What hands do to them is the affair of `lanes_view`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_desktop.services.timeline import TimelineView
from engagement_desktop.services.timeline_marks import Mark
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.lane_painter import LanePainter
from engagement_desktop.ui.timeline.lane_set import LaneSet
from engagement_desktop.ui.timeline.lane_sizes import Sizes
from engagement_desktop.ui.timeline.pointing import Hit, words_of
from engagement_desktop.ui.timeline.scale import Extent, Span, TimeScale, day_of, span_scale

_PAD_DAYS = 10.0


class LanesCanvas(QWidget):
    """Five equal lanes over dates.

    `span_left` comes when zooming or panning leaves the stretch last asked for.
    """

    span_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = LaneSet(None, ())
        self._say: texts.Say = lambda key: key or ""
        self._extent = Extent(1, 366)
        self._span: Span | None = Span.YEAR
        self._scale = TimeScale(1, 365)
        self._latest = 366.0
        self._measured: tuple[tuple[object, ...], Sizes] | None = None
        self._column: QPixmap | None = None
        self._painted: tuple[tuple[TimeScale, Sizes, float], LanePainter] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        Look.of_app().changed.connect(self._fit)

    # What is shown

    def set_view(
        self, view: TimelineView, marks: Sequence[Mark], say: texts.Say, today: float
    ) -> None:
        """Show another pupil's timeline, or the same one read again; `marks` of those it has."""
        same = self._lanes.view is not None and self._lanes.view.pupil_id == view.pupil_id
        self._say = say
        ends = [
            day_of(when) for _, when in (*view.observation_days[:1], *view.observation_days[-1:])
        ]
        for bands in (view.plans, view.provision):
            ends += [day_of(band.first) for band in (*bands[:1], *bands[-1:])]
        self._latest = max(ends, default=today)
        self._extent = Extent(min([*ends, today - 30]) - _PAD_DAYS, max([*ends, today]) + _PAD_DAYS)
        if not same:
            self._span = Span.YEAR
        self._replace(view, marks)
        self.show_span(self._span) if self._span else self._set_scale(self._scale)
        self._fit()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these of the view's marks."""
        self._replace(self._lanes.view, marks)
        self.update()

    def show_span(self, span: Span) -> None:
        """Show the term, the year or everything."""
        self._span = span
        view = self._lanes.view
        terms = view.terms if view else ()
        self._scale = span_scale(
            span, self._extent, terms, self._latest, max(1.0, self._sizes().width)
        )
        self.update()

    @property
    def span(self) -> Span | None:
        """The stretch last asked for, or None once zoomed or panned by hand."""
        return self._span

    @property
    def scale(self) -> TimeScale:
        """The days shown now."""
        return self._scale

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Show `factor` times as many days, keeping the day at `x` (of the dates) where it is."""
        middle = self._scale.width / 2
        self._set_scale(self._scale.zoomed(factor, middle if x is None else x, self._extent))

    def reveal(self, first: float, last: float) -> None:
        """Move, and show more days if need be, so that both days can be seen."""
        margin = (last - first) / 20 + 1
        if self._scale.first <= first - margin / 2 and last + margin / 2 <= self._scale.last:
            return
        days = max(self._scale.days, last - first + 2 * margin)
        middle = (first + last) / 2
        self._set_scale(TimeScale(middle - days / 2, days, self._scale.width))

    def pan(self, days: float) -> None:
        """Show later days, or earlier ones if `days` is negative."""
        self._set_scale(self._scale.panned(days, self._extent))

    def go_to(self, day: float) -> None:
        """Move so that a day is in the middle."""
        self._set_scale(self._scale.centred(day, self._extent))

    @property
    def first_day(self) -> float:
        """The day of the first observation."""
        view = self._lanes.view
        return day_of(view.observation_days[0][1]) if view else self._extent.first

    @property
    def days_shown(self) -> tuple[date, date]:
        """The first and last day within sight."""
        last = int(min(self._scale.last, self._extent.last))
        return date.fromordinal(max(1, int(self._scale.first))), date.fromordinal(last)

    def rect_of(self, response_id: int) -> QRectF | None:
        """Where the mark of a response is drawn, alone or in a bead; None if it is left out."""
        place = self._lanes.place_of(response_id)
        if place is None:
            return None
        return self._painter().rect_of(place.lane, place.item)

    def words_at(self, point: QPointF) -> str:
        """What stands at a point, in words; empty where nothing does."""
        hit = self._hit(point)
        return words_of(self._lanes, hit, self._say) if hit else ""

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(800, round(self._sizes().total))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, round(self._sizes().total))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = max(1.0, self._sizes().width)
        if self._span is not None:
            self.show_span(self._span)
        else:
            self._scale = TimeScale(self._scale.first, self._scale.days, width)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        lanes = self._painter()
        lanes.paint(painter, QRectF(self.rect()))
        painter.drawPixmap(QPointF(0, 0), self._names(lanes))

    # Inside

    def _sizes(self) -> Sizes:
        """Measured once for a width, a look and the items shown."""
        look = Look.of_app()
        key = (self.width(), look.text_size, look.colours, self._lanes)
        if self._measured is None or self._measured[0] != key:
            self._measured = (key, Sizes(self.width(), self._lanes))
            self._column = None
        return self._measured[1]

    def _names(self, lanes: LanePainter) -> QPixmap:
        """The lanes' names, painted once: they stay while the days move."""
        if self._column is None:
            self._column = lanes.names()
        return self._column

    def _painter(self) -> LanePainter:
        """The same one while nothing moves."""
        state = (self._scale, self._sizes(), self.devicePixelRatioF())
        if self._painted is None or self._painted[0] != state:
            self._painted = (state, LanePainter(self._lanes, *state))
        return self._painted[1]

    def _fit(self) -> None:
        self.updateGeometry()
        if self._span is not None:
            self.show_span(self._span)
        self.update()

    def _replace(self, view: TimelineView | None, marks: Sequence[Mark]) -> None:
        """Take other items."""
        self._lanes = LaneSet(view, marks)

    def _set_scale(self, scale: TimeScale) -> None:
        self._scale = scale.within(self._extent)
        if self._span is not None:
            self._span = None
            self.span_left.emit()
        self.update()

    def _hit(self, point: QPointF) -> Hit | None:
        near = [
            hit for hit in self._painter().hits if hit.rect.adjusted(-4, -7, 4, 7).contains(point)
        ]
        return min(near, key=lambda hit: abs(hit.rect.center().x() - point.x()), default=None)
