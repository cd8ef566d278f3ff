"""Fields side by side, in as many rows as the room asks for; their boxes stand on one line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.flow import LinesLayout


class Columns(LinesLayout):
    """Lays its items in rows by their shares of the width.

    Each `share` is also the least width of its item in logical pixels at a text size of 100 %.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: dict[QWidget, int] = {}

    def add(self, widget: QWidget, share: int) -> None:
        """Add a widget that needs at least `share` pixels, and grows in proportion to it."""
        self._shares[widget] = share
        self.addWidget(widget)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        shown = self.shown()
        width = sum(Look.of_app().px(self._share(item)) for item in shown)
        width += self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def arrange(self, rect: QRect, *, place: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            y += self._row(QRect(rect.x(), y, rect.width(), 0), row, place=place) + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """As many in each row as there is room for."""
        look = Look.of_app()
        rows: list[list[QLayoutItem]] = []
        free = 0
        for item in self.shown():
            wanted = look.px(self._share(item))
            if not rows or wanted > free:
                rows.append([])
                free = width
            rows[-1].append(item)
            free -= wanted + self.spacing()
        return rows

    def _row(self, rect: QRect, row: list[QLayoutItem], *, place: bool) -> int:
        gaps = self.spacing() * (len(row) - 1)
        whole = sum(self._share(item) for item in row)
        widths = [(rect.width() - gaps) * self._share(item) // whole for item in row]
        widths[-1] = rect.width() - gaps - sum(widths[:-1])
        names = [_name_height(item, width) for item, width in zip(row, widths, strict=True)]
        x, height = rect.x(), 0
        for item, width, name in zip(row, widths, names, strict=True):
            lower = max(names) - name  # beside a longer name, so that the boxes begin together
            height = max(height, lower + _height(item, width))
            if place:
                item.setGeometry(QRect(x, rect.y() + lower, width, _height(item, width)))
            x += width + self.spacing()
        return height

    def _share(self, item: QLayoutItem) -> int:
        widget = item.widget()
        assert widget is not None  # nothing comes in but by `add`
        return self._shares[widget]


def _name_height(item: QLayoutItem, width: int) -> int:
    field = item.widget()
    return field.name_height(width) if isinstance(field, Field) else 0


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
