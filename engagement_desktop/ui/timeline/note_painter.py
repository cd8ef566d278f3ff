"""Notes of health, sleep and absences below the lanes, side by side and never one over another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from engagement_desktop.models.arrange import Group
from engagement_desktop.ui.look.icons import Ink, icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, TEXT_SIZES, Role
from engagement_desktop.ui.timeline.lane_set import CONTEXT_LANE, LaneSet
from engagement_desktop.ui.timeline.lane_sizes import Sizes
from engagement_desktop.ui.timeline.pointing import Hit
from engagement_desktop.ui.timeline.scale import TimeScale
from engagement_desktop.ui.timeline.text_widths import advance, write

_COLUMN = 130
_ICON = 0.7
_READABLE = 6
"""A note with less room than so many icons shows its icon alone."""
_ICONS = {"context.sleep": "weather_moon", "context.absence": "calendar_ltr"}


class NotePainter:
    """Places and paints the notes of one state of the lanes."""

    def __init__(self, lanes: LaneSet, scale: TimeScale, sizes: Sizes) -> None:
        self._lanes = lanes
        self._scale = scale
        self._sizes = sizes
        self._look = Look.of_app()
        self._size = self._look.px(TEXT_SIZES[Role.SMALL])
        self._side = sizes.band * _ICON

    def hits(self) -> list[Hit]:
        """Every label, where it is drawn."""
        return [hit for hit, _ in self._labels]

    def paint(self, painter: QPainter) -> None:
        """Paint an icon and the words, as many as there is room for."""
        painter.setFont(self._look.font(Role.SMALL))
        painter.setPen(QColor(self._look.colours.attention))
        ratio = painter.device().devicePixelRatio()
        pictures: dict[str, QPixmap] = {}
        side = self._side
        for hit, text in self._labels:
            note = self._lanes.seldom_first(hit.start, hit.end)[0]
            name = _ICONS.get(note.kind, "heart_pulse")
            if name not in pictures:
                square = QSize(round(side), round(side))
                pictures[name] = icon(name, Ink.ATTENTION).pixmap(square, ratio)
            place = QPointF(hit.rect.left(), hit.rect.center().y() - side / 2).toPoint()
            painter.drawPixmap(place, pictures[name])
            if hit.rect.width() > side:
                inner = hit.rect.adjusted(side + SPACE_XS, 0, 2, 0)
                write(painter, inner, text, self._size)

    @cached_property
    def _labels(self) -> list[tuple[Hit, str]]:
        """Those of one stretch of the lane share a label that names each once, so that panning
        never moves them about. A label gives way to the next, down to its icon."""
        top = self._sizes.top(CONTEXT_LANE) + SPACE_XS
        side = self._side
        column = self._look.px(_COLUMN) / self._scale.day_width
        found: list[tuple[Hit, str]] = []
        end = self._sizes.field.right() + SPACE_S
        scale = self._scale
        shown = self._lanes.groups(CONTEXT_LANE, column, column, scale.first, scale.last)
        first = bisect_left(shown, self._scale.first, key=_first)
        last = bisect_right(shown, self._scale.last, key=_first)
        for group in reversed(shown[first:last]):
            different = self._lanes.seldom_first(group.start, group.end)
            text = ", ".join(note.text for note in different)
            left = self._sizes.left + self._scale.x(group.first)
            wanted = side + SPACE_XS + advance(text, self._size) + 1
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


def _first(group: Group) -> float:
    return group.first
