"""Several widgets in one place, of which one is shown and alone asks for room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QWidget


class ShownAlone(QStackedWidget):
    """Needs the room of the one shown, not that of the largest in it.

    As wide as it is, it asks for the least height that the one shown can do with: a page that
    scrolls within itself is not made higher than its place.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize()

    def heightForWidth(self, width: int) -> int:
        shown = self.currentWidget()
        return _least_height(shown, width) if shown is not None else 0


def _least_height(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if isinstance(layout, QStackedLayout):
        shown = layout.currentWidget()
        return _least_height(shown, width) if shown is not None else 0
    if layout is not None and widget.hasHeightForWidth():
        return layout.minimumHeightForWidth(width)
    return widget.minimumSizeHint().height()
