"""Plans and provision above the five lanes: a plan as long as it lasted, provision from its first
day on, with a line down through the lanes so that its effect can be seen (4.1, 5.4)."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engagement_desktop.models.arrange import rows
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, TEXT_SIZES, Role
from engagement_desktop.ui.timeline.lane_set import (
    CONTEXT_LANE,
    PLAN_LANE,
    PROVISION_LANE,
    LaneSet,
)
from engagement_desktop.ui.timeline.lane_sizes import Sizes
from engagement_desktop.ui.timeline.pointing import Hit
from engagement_desktop.ui.timeline.scale import TimeScale
from engagement_desktop.ui.timeline.text_widths import advance, write

_WIDEST_NAME = 170
_READABLE = 36


class BandPainter:
    """Places and paints the bands of one state of the lanes."""

    def __init__(self, lanes: LaneSet, scale: TimeScale, sizes: Sizes) -> None:
        self._lanes = lanes
        self._scale = scale
        self._sizes = sizes
        self._look = Look.of_app()
        self._size = self._look.px(TEXT_SIZES[Role.SMALL])

    def hits(self) -> list[Hit]:
        """Every band within sight, where it is drawn."""
        return [*self._plans, *self._provision]

    def paint(self, painter: QPainter) -> None:
        """Paint both lanes; the marks come over the lines."""
        painter.setFont(self._look.font(Role.SMALL))
        # Straight lines: sharper so, and a pupil may have a hundred of them.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_plans(painter)
        self._paint_provision(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _shown(self, lane: int) -> list[tuple[int, float, float]]:
        """The bands of a lane within sight, and from where to where they go on the screen."""
        scale, width = self._scale, self._scale.width
        return [
            (index, max(scale.x(first), 0.0), min(scale.x(last), width))
            for index, (first, last) in enumerate(self._lanes.stretches(lane))
            if first < scale.last and last > scale.first
        ]

    @cached_property
    def _plans(self) -> list[Hit]:
        shown = self._shown(PLAN_LANE)
        last = self._sizes.plan_rows - 1
        found = []
        placed = rows([(start, end) for _, start, end in shown], last + 1)
        for (index, start, end), row in zip(shown, placed, strict=True):
            top = self._sizes.row(PLAN_LANE, last if row is None else row)
            width = max(end - start - 1, 3.0)
            rect = QRectF(self._sizes.left + start, top, width, self._sizes.band)
            found.append(Hit(PLAN_LANE, index, index + 1, rect))
        return found

    def _paint_plans(self, painter: QPainter) -> None:
        colours = self._look.colours
        painter.setPen(QPen(QColor(colours.muted), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRects([hit.rect for hit in self._plans])
        painter.setPen(QColor(colours.text))
        readable = self._look.px(_READABLE)
        for hit in self._plans:
            inner = hit.rect.adjusted(SPACE_XS + 2, 0, -SPACE_XS, 0)
            if inner.width() >= readable:
                write(painter, inner, self._lanes.plans[hit.start].name, self._size)

    @cached_property
    def _provision(self) -> list[Hit]:
        """The names of provision, in rows so that they do not collide.

        The name of something begun before what is shown, and still in use, stands at the edge.
        """
        most = self._look.px(_WIDEST_NAME)
        shown, stretches = [], []
        for index, begins, _ in self._shown(PROVISION_LANE):
            name = self._lanes.provision[index].name
            named = min(advance(name, self._size), most) + 2 * SPACE_S
            start = max(min(begins, self._scale.width - named), 0.0)
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
        placed = {hit.start: hit.rect for hit in self._provision}
        left, foot = self._sizes.left, self._sizes.top(CONTEXT_LANE)
        began = self._lanes.days(PROVISION_LANE)
        above = self._sizes.row(PROVISION_LANE, 0)
        down, along = [], []
        for index, start, end in self._shown(PROVISION_LANE):
            rect = placed.get(index)
            if began[index] >= self._scale.first:
                x = left + start
                down.append(QLineF(x, rect.bottom() if rect else above, x, foot))
            if rect:
                along.append(QLineF(rect.left() + 3, rect.bottom(), left + end, rect.bottom()))
        painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DashLine))
        painter.drawLines(down)
        painter.setPen(QPen(QColor(colours.accent), 1))
        painter.drawLines(along)
        painter.setPen(QPen(QColor(colours.field_border), 1))
        painter.setBrush(QColor(colours.accent_surface))
        painter.drawRects(list(placed.values()))
        painter.setPen(QColor(colours.accent))
        for index, rect in placed.items():
            inner = rect.adjusted(SPACE_S, 0, -2, 0)
            write(painter, inner, self._lanes.provision[index].name, self._size)
