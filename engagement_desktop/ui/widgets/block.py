"""A part of a page, and how much room such a part says that it would like."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


def size_of_contents(holder: QWidget) -> QSize:
    """The size that the layout of `holder` would like.

    Qt’s own answer also breaks each text anew, for the height at that very width, which hardly a
    page ever gives: once for each holder that a text stands in.
    """
    layout = holder.layout()
    if layout is None:
        return QSize()
    margins, wanted = holder.contentsMargins(), layout.sizeHint()
    return QSize(
        wanted.width() + margins.left() + margins.right(),
        wanted.height() + margins.top() + margins.bottom(),
    )


class Block(QWidget):
    """Holds a layout of widgets in a page; it has no look of its own."""

    def sizeHint(self) -> QSize:
        return size_of_contents(self)
