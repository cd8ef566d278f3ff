"""Where the parts of the two panes lie: pure arithmetic on rectangles, so that it can be tested."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize

from engagement_desktop.ui.review.clip import Side

CLOSEST = 8.0


@dataclass(frozen=True)
class PaneRects:
    """One pane, top to bottom: heading line, picture, strip, label line; in the widget's pixels."""

    whole: QRect
    heading: QRect
    picture: QRect
    strip: QRect
    label: QRect


@dataclass(frozen=True)
class PaneSizes:
    """Heights of the fixed parts, the gaps, and the width below which the panes are stacked."""

    heading: int
    strip: int
    label: int
    gap: int
    space: int
    stack_below: int

    @property
    def fixed(self) -> int:
        """The height of a pane without its picture."""
        return self.heading + self.strip + self.label + 2 * self.space


def is_stacked(width: int, sizes: PaneSizes) -> bool:
    """Whether `width` pixels are too few for two panes beside each other."""
    return width < sizes.stack_below


def arrange(size: QSize, sizes: PaneSizes) -> dict[Side, PaneRects]:
    """Divide `size` between the two panes: beside each other, or one over the other when narrow."""
    width, height = size.width(), size.height()
    if is_stacked(width, sizes):
        each = (height - sizes.gap) // 2
        boxes = (QRect(0, 0, width, each), QRect(0, height - each, width, each))
    else:
        each = (width - sizes.gap) // 2
        boxes = (QRect(0, 0, each, height), QRect(width - each, 0, each, height))
    return dict(zip(Side, (_pane(box, sizes) for box in boxes), strict=True))


def height_for(width: int, sizes: PaneSizes, aspect: float) -> int:
    """The height at which pictures of `aspect` (width over height) fill both panes at `width`."""
    if is_stacked(width, sizes):
        return 2 * (sizes.fixed + round(width / aspect)) + sizes.gap
    return sizes.fixed + round((width - sizes.gap) / 2 / aspect)


def _pane(box: QRect, sizes: PaneSizes) -> PaneRects:
    left, width = box.left(), box.width()
    label = QRect(left, box.bottom() + 1 - sizes.label, width, sizes.label)
    strip = QRect(left, label.top() - sizes.strip, width, sizes.strip)
    heading = QRect(left, box.top(), width, sizes.heading)
    top = heading.bottom() + 1 + sizes.space
    picture = QRect(left, top, width, max(0, strip.top() - sizes.space - top))
    return PaneRects(box, heading, picture, strip, label)


def fitted(content: QSize, box: QRect) -> QRect:
    """The largest rectangle of `content`'s aspect in the middle of `box`: never stretched."""
    if content.isEmpty() or box.isEmpty():
        return QRect()
    width = min(box.width(), round(box.height() * content.width() / content.height()))
    height = min(box.height(), round(box.width() * content.height() / content.width()))
    return QRect(
        box.left() + (box.width() - width) // 2,
        box.top() + (box.height() - height) // 2,
        width,
        height,
    )


@dataclass(frozen=True)
class Zoom:
    """How closely both pictures are looked at: `factor` from 1 (whole) to `CLOSEST`, round a point
    of the picture given in parts of its width and height."""

    factor: float = 1.0
    x: float = 0.5
    y: float = 0.5

    def closer(self, times: float, x: float, y: float) -> Zoom:
        """Look `times` as closely, keeping the point (`x`, `y`) of the picture in its place."""
        factor = min(CLOSEST, max(1.0, self.factor * times))
        keep = self.factor / factor
        return Zoom(factor, x + (self.x - x) * keep, y + (self.y - y) * keep)._within()

    def moved(self, dx: float, dy: float) -> Zoom:
        """Look further along, in parts of the picture's width and height."""
        return Zoom(self.factor, self.x + dx, self.y + dy)._within()

    def place(self, whole: QRect) -> QRectF:
        """Where the picture lies whose whole would fill `whole`; it may reach far beyond it."""
        width, height = whole.width() * self.factor, whole.height() * self.factor
        left = whole.left() + whole.width() / 2 - self.x * width
        top = whole.top() + whole.height() / 2 - self.y * height
        return QRectF(left, top, width, height)

    def _within(self) -> Zoom:
        """Never beyond the picture's edges."""
        half = 0.5 / self.factor
        x, y = (min(1 - half, max(half, value)) for value in (self.x, self.y))
        return Zoom(self.factor, x, y)
