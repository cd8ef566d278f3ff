"""The box to search in."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS
from engagement_desktop.ui.widgets.icon_mark import IconMark

_MAGNIFIER = 16


class SearchField(QLineEdit):
    """A search box with a magnifier and a button that empties it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setClearButtonEnabled(True)
        self._magnifier = IconMark("search", Ink.MUTED, _MAGNIFIER, self)
        self._magnifier.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._magnifier.sizeHint()
        top = (self.height() - size.height()) // 2
        self._magnifier.setGeometry(QRect(QPoint(SPACE_S + 2, top), size))
        self.setTextMargins(size.width() + SPACE_XS, 0, 0, 0)
