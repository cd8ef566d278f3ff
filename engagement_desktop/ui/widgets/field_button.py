"""A line to write in with a button at its end. Qt's own stays small however large the text is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget


class LineWithButton(QLineEdit):
    """`set_action` gives it the button, which is as high as the line and out of the way of Tab."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._button = QToolButton(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)

    def set_action(self, action: QAction) -> None:
        """Do this when the button is pressed."""
        self.addAction(action)
        self._button.setDefaultAction(action)

    def offer_button(self, offered: bool) -> None:
        """Show the button, or not while it would do nothing."""
        self._button.setVisible(offered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height()
        self._button.setGeometry(self.width() - side, 0, side, side)
        self.setTextMargins(0, 0, side - self.fontMetrics().averageCharWidth(), 0)
