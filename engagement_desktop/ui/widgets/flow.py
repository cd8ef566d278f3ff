"""Layouts that set their items side by side and start a new line when the line is full."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from engagement_desktop.ui.look.tokens import SPACE_S


class LinesLayout(QLayout):
    """Items in as many lines as the width asks for; a subclass says where each of them goes."""

    def __init__(self, parent: QWidget | None = None, spacing: int = SPACE_S) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width, until something in it changes
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self.arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self.arrange(rect, place=True)

    def minimumSize(self) -> QSize:
        """Room for the widest item."""
        size = QSize()
        for item in self.shown():
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def shown(self) -> list[QLayoutItem]:
        """The items that are not hidden."""
        return [item for item in self._items if not item.isEmpty()]

    def arrange(self, rect: QRect, *, place: bool) -> int:
        """Set the items into `rect` (or only measure) and return the height they need."""
        raise NotImplementedError


class FlowLayout(LinesLayout):
    """Items in lines from the left, each line as high as its highest item, the others in its
    middle."""

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        """All items in one line."""
        margins = self.contentsMargins()
        shown = [item.sizeHint() for item in self.shown()]
        width = sum(s.width() for s in shown) + self.spacing() * max(0, len(shown) - 1)
        height = max((s.height() for s in shown), default=0)
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def arrange(self, rect: QRect, *, place: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y = inner.x(), inner.y()
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self.shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(inner.width(), item.minimumSize().width())))
            if line and x + size.width() > inner.right() + 1:
                x, y = inner.x(), y + _set(line, place=place) + self.spacing()
                line = []
            line.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self.spacing()
        return y + _set(line, place=place) - rect.y() + self.contentsMargins().bottom()


def _set(line: list[tuple[QLayoutItem, QRect]], *, place: bool) -> int:
    """Place a line of items, if so wanted, and return its height."""
    height = max((rect.height() for _, rect in line), default=0)
    for item, rect in line if place else ():
        item.setGeometry(rect.translated(0, (height - rect.height()) // 2))
    return height
