"""Shows what was said through `Messages`, at the foot of the page area, with its button."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S
from engagement_desktop.ui.messages import Message, MessageKind, Messages
from engagement_desktop.ui.widgets.buttons import button, plain, tool_button
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label

_STAYS_MS = {MessageKind.SAID: 6_000, MessageKind.UNDO: 12_000}
_SIGNS = {
    MessageKind.SAID: ("checkmark_circle", Ink.GOOD, "accent"),
    MessageKind.UNDO: ("info", Ink.TEXT, "accent"),
    MessageKind.PROBLEM: ("warning", Ink.ATTENTION, "attention"),
    MessageKind.BUG: ("error_circle", Ink.ATTENTION, "attention"),
}


class MessageBar(QFrame):
    """One message at a time; the latest wins. A problem stays until it is closed.

    `passing` carries whether a message is in sight that goes again by itself.
    """

    passing = Signal(bool)

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message: Message | None = None
        self._sign = IconMark("info")
        self._words = label()
        self._action = button("Undo")
        self._close = tool_button("dismiss", "Close this message", on_click=self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self._act)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        messages.said.connect(self.show_message)
        self.hide()

    @property
    def sentence(self) -> str:
        """The sentence shown now, or nothing."""
        return self._words.text() if not self.isHidden() else ""

    @property
    def action(self) -> QWidget:
        """The button of the message, for tests and the tour."""
        return self._action

    def show_message(self, message: Message) -> None:
        """Show this message in place of the one before."""
        self._message = message
        name, ink, tone = _SIGNS[message.kind]
        self._sign.show_icon(name, ink)
        self._words.setText(message.sentence)
        self._action.setText(plain(message.action_text))
        self._action.setAccessibleName(message.action_text)
        self._action.setVisible(message.action is not None)
        self.setProperty("card", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(message.sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        stays = _STAYS_MS.get(message.kind)
        if stays is None:
            self._timer.stop()
        else:
            self._timer.start(stays)
        self.passing.emit(stays is not None)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.passing.emit(False)

    def leave_behind(self) -> None:
        """Somebody goes to another place: what was said here, or can be undone here, stays here.

        What is wrong stays in sight until it is put right.
        """
        if self._message is not None and self._message.kind in _STAYS_MS:
            self.hide()

    def _act(self) -> None:
        message = self._message
        self.hide()
        if message is not None and message.action is not None:
            message.action()
