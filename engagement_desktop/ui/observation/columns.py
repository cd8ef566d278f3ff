"""A row of fields side by side that become one under the other when there is too little room."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S


class Columns(QLayout):
    """Lays its items in a row by their shares of the width, or one below the other.

    Each `share` is also the least width of its item in logical pixels at a text size of 100 %.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._shares: list[int] = []
        self._next_share = 1
        self.setContentsMargins(QMargins())
        self.setSpacing(SPACE_S)

    def add(self, widget: QWidget, share: int) -> None:
        """Add a widget that needs at least `share` pixels, and grows in proportion to it."""
        self._next_share = share
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._shares.append(self._next_share)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self._shares.pop(index)
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(Look.of_app().px(share) for _, share in shown)
        width += self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item, _ in shown), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item, _ in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[tuple[QLayoutItem, int]]:
        pairs = zip(self._items, self._shares, strict=True)
        return [(item, share) for item, share in pairs if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        shown = self._shown()
        if not shown:
            return 0
        gaps = self.spacing() * (len(shown) - 1)
        in_a_row = rect.width() >= sum(Look.of_app().px(share) for _, share in shown) + gaps
        if not in_a_row:
            return self._stack(rect, shown, place=place)
        whole = sum(share for _, share in shown)
        x, height = rect.x(), 0
        for number, (item, share) in enumerate(shown, start=1):
            width = (rect.width() - gaps) * share // whole
            if number == len(shown):
                width = rect.right() + 1 - x
            height = max(height, _height(item, width))
            if place:
                item.setGeometry(QRect(x, rect.y(), width, _height(item, width)))
            x += width + self.spacing()
        return height

    def _stack(self, rect: QRect, shown: list[tuple[QLayoutItem, int]], *, place: bool) -> int:
        y = rect.y()
        for item, _ in shown:
            height = _height(item, rect.width())
            if place:
                item.setGeometry(QRect(rect.x(), y, rect.width(), height))
            y += height + self.spacing()
        return y - self.spacing() - rect.y()


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
