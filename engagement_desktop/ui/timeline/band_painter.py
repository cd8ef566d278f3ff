"""Plans and provision above the five lanes: a plan as long as it lasted, provision from its first
day on, with a line down through the lanes so that its effect can be seen (4.1, 5.4)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from engagement_desktop.models.arrange import rows
from engagement_desktop.services.timeline import Band
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.timeline.lane_set import (
    CONTEXT_LANE,
    PLAN_LANE,
    PROVISION_LANE,
    LaneSet,
)
from engagement_desktop.ui.timeline.lane_sizes import Sizes
from engagement_desktop.ui.timeline.pointing import Hit
from engagement_desktop.ui.timeline.scale import TimeScale, day_of

_WIDEST_NAME = 170
_READABLE = 36
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class BandPainter:
    """Places and paints the bands of one state of the lanes."""

    def __init__(self, lanes: LaneSet, scale: TimeScale, sizes: Sizes) -> None:
        self._lanes = lanes
        self._scale = scale
        self._sizes = sizes
        self._look = Look.of_app()
        self._small = QFontMetricsF(self._look.font(Role.SMALL))

    def hits(self) -> list[Hit]:
        """Every band within sight, where it is drawn."""
        return [*self._placed_plans(), *self._placed_provision()]

    def paint(self, painter: QPainter) -> None:
        """Paint both lanes; the marks come over the lines."""
        painter.setFont(self._look.font(Role.SMALL))
        for hit in self._placed_plans():
            self._paint_plan(painter, hit.rect, self._lanes.plans[hit.start])
        self._paint_provision(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _stretch(self, band: Band) -> tuple[float, float] | None:
        """From where to where a band goes on the screen; None out of sight."""
        start = self._scale.x(day_of(band.first))
        end = self._scale.width if band.last is None else self._scale.x(day_of(band.last) + 1)
        if start >= self._scale.width or end <= 0:
            return None
        return max(start, 0.0), min(end, self._scale.width)

    def _placed_plans(self) -> list[Hit]:
        shown = [(i, s) for i, p in enumerate(self._lanes.plans) if (s := self._stretch(p))]
        last = self._sizes.plan_rows - 1
        found = []
        placed = rows([stretch for _, stretch in shown], last + 1)
        for (index, (start, end)), row in zip(shown, placed, strict=True):
            top = self._sizes.row(PLAN_LANE, last if row is None else row)
            width = max(end - start - 1, 3.0)
            rect = QRectF(self._sizes.left + start, top, width, self._sizes.band)
            found.append(Hit(PLAN_LANE, index, index + 1, rect))
        return found

    def _paint_plan(self, painter: QPainter, rect: QRectF, plan: Band) -> None:
        colours = self._look.colours
        painter.setPen(QPen(QColor(colours.muted), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        inner = rect.adjusted(SPACE_XS + 2, 0, -SPACE_XS, 0)
        if inner.width() >= self._look.px(_READABLE):
            painter.setPen(QColor(colours.text))
            painter.drawText(inner, _LEFT, self._shortened(plan.name, inner.width()))

    def _placed_provision(self) -> list[Hit]:
        """The names of provision, in rows so that they do not collide.

        The name of something begun before what is shown, and still in use, stands at the edge.
        """
        most = self._look.px(_WIDEST_NAME)
        shown, stretches = [], []
        for index, band in enumerate(self._lanes.provision):
            stretch = self._stretch(band)
            if stretch is None:
                continue
            named = min(self._small.horizontalAdvance(band.name), most) + 2 * SPACE_S
            start = max(min(stretch[0], self._scale.width - named), 0.0)
            shown.append(index)
            stretches.append((start, start + named + SPACE_XS))
        found = []
        placed = rows(stretches, self._sizes.band_rows)
        for index, row, (start, end) in zip(shown, placed, stretches, strict=True):
            if row is not None:
                width = max(end - SPACE_XS - start, 2.0)
                top = self._sizes.row(PROVISION_LANE, row)
                rect = QRectF(self._sizes.left + start, top, width, self._sizes.band)
                found.append(Hit(PROVISION_LANE, index, index + 1, rect))
        return found

    def _paint_provision(self, painter: QPainter) -> None:
        """A dashed line down to the notes on the first day, a thin one while it is in use."""
        colours = self._look.colours
        placed = {hit.start: hit.rect for hit in self._placed_provision()}
        foot = self._sizes.top(CONTEXT_LANE)
        for index, band in enumerate(self._lanes.provision):
            stretch = self._stretch(band)
            if stretch is None:
                continue
            rect = placed.get(index)
            if self._scale.x(day_of(band.first)) >= 0:
                painter.setPen(QPen(QColor(colours.accent), 1.2, Qt.PenStyle.DashLine))
                x = self._sizes.left + stretch[0]
                top = rect.bottom() if rect else self._sizes.row(PROVISION_LANE, 0)
                painter.drawLine(QPointF(x, top), QPointF(x, foot))
            if rect:
                painter.setPen(QPen(QColor(colours.accent), 1))
                end = QPointF(self._sizes.left + stretch[1], rect.bottom())
                painter.drawLine(QPointF(rect.left() + 3, rect.bottom()), end)
        for index, rect in placed.items():
            painter.setPen(QPen(QColor(colours.field_border), 1))
            painter.setBrush(QColor(colours.accent_surface))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(QColor(colours.accent))
            inner = rect.adjusted(SPACE_S, 0, -2, 0)
            name = self._shortened(self._lanes.provision[index].name, inner.width())
            painter.drawText(inner, _LEFT, name)

    def _shortened(self, text: str, width: float) -> str:
        return self._small.elidedText(text, Qt.TextElideMode.ElideRight, width)
