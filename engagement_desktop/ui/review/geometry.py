"""Where the parts of the two panes lie: pure arithmetic on rectangles, so that it can be tested."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from engagement_desktop.ui.review.clip import Side


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
