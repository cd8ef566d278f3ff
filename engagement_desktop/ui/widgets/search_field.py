"""The box to search in."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from engagement_desktop.ui.look.icons import Ink, icon
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS
from engagement_desktop.ui.widgets.field_button import LineWithButton
from engagement_desktop.ui.widgets.icon_mark import IconMark

_MAGNIFIER = 16


class SearchField(LineWithButton):
    """A search box with a magnifier and, while something stands in it, a button that empties it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setPlaceholderText(name)
        empty = QAction(icon("dismiss", Ink.MUTED), "Empty the search", self)
        empty.triggered.connect(lambda _checked=False: self._empty())
        self.set_action(empty)
        self.textChanged.connect(lambda typed: self.offer_button(bool(typed)))
        self.offer_button(False)
        self._magnifier = IconMark("search", Ink.MUTED, _MAGNIFIER, self)
        self._magnifier.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._magnifier.sizeHint()
        top = (self.height() - size.height()) // 2
        self._magnifier.setGeometry(QRect(QPoint(SPACE_S + 2, top), size))
        margins = self.textMargins()
        margins.setLeft(size.width() + SPACE_XS)
        self.setTextMargins(margins)

    def _empty(self) -> None:
        self.clear()
        self.textEdited.emit("")  # as if it had been typed away
        self.setFocus()
