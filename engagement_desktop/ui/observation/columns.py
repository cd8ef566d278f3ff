"""Fields side by side, in as many rows as the room asks for."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S


class Columns(QLayout):
    """Lays its items in rows by their shares of the width.

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
        y = rect.y()
        for row in self._rows(rect.width()):
            y += self._row(QRect(rect.x(), y, rect.width(), 0), row, place=place) + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        """As many in each row as there is room for."""
        look = Look.of_app()
        rows: list[list[tuple[QLayoutItem, int]]] = []
        free = 0
        for item, share in self._shown():
            wanted = look.px(share)
            if not rows or wanted > free:
                rows.append([])
                free = width
            rows[-1].append((item, share))
            free -= wanted + self.spacing()
        return rows

    def _row(self, rect: QRect, row: list[tuple[QLayoutItem, int]], *, place: bool) -> int:
        gaps = self.spacing() * (len(row) - 1)
        whole = sum(share for _, share in row)
        x, height = rect.x(), 0
        for number, (item, share) in enumerate(row, start=1):
            width = (rect.width() - gaps) * share // whole
            if number == len(row):
                width = rect.right() + 1 - x
            height = max(height, _height(item, width))
            if place:
                item.setGeometry(QRect(x, rect.y(), width, _height(item, width)))
            x += width + self.spacing()
        return height


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
