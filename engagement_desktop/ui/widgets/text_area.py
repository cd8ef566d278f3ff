"""A plain-text box that grows with what is written, within limits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSizePolicy, QWidget

_FRAME = 12


class TextArea(QPlainTextEdit):
    """A box of `min_lines` that grows to `max_lines`, then scrolls.

    `edited` comes when the user (or an undo) changes the text, never when `set_text` does. Tab
    moves on to the next field. Only text is taken from the clipboard, without its formatting.
    `menu_opens` carries the menu over the text before it opens, and a cursor where it was asked
    for: whoever helps with the writing adds to it.
    """

    edited = Signal()
    menu_opens = Signal(QMenu, QTextCursor)

    def __init__(
        self,
        name: str = "",
        *,
        min_lines: int = 2,
        max_lines: int = 12,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._min_lines = min_lines
        self._max_lines = max_lines
        self._loading = False
        self._fitting = False
        self._written = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self.textChanged.connect(self._changed)
        self._fit()

    def text(self) -> str:
        """What is written."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text from the records: emits nothing, and starts a fresh undo history unless it
        stands there already."""
        if text == self.toPlainText():
            return
        self._loading = True
        self.setPlainText(text)
        self._loading = False

    def begin_anew(self) -> None:
        """Take the text for one that was never typed here: nothing is undone, and it is shown from
        its beginning."""
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def open_menu(self, at: QTextCursor, where: QPoint) -> QMenu:
        """Open the menu of the text at `where` in the box."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opens.emit(menu, at)
        menu.popup(self.viewport().mapToGlobal(where))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu(self.textCursor(), self.cursorRect().bottomLeft())
        else:
            where = self.viewport().mapFromGlobal(event.globalPos())
            self.open_menu(self.cursorForPosition(where), where)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height_of(self._min_lines))

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _changed(self) -> None:
        text = self.toPlainText()
        if text == self._written:
            return  # marks were drawn under words
        self._written = text
        if not self._loading:
            self.edited.emit()

    def _fit(self) -> None:
        """Set the height from the number of lines as they are broken now."""
        if self._fitting:  # a scroll bar that comes or goes changes the width, and calls again
            return
        self._fitting = True
        lines = round(self.document().size().height())
        scrolls = lines > self._max_lines
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if scrolls
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        wanted = self._height_of(min(max(lines, self._min_lines), self._max_lines))
        if wanted != self.height() or self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)
        self._fitting = False

    def _height_of(self, lines: int) -> int:
        margin = round(self.document().documentMargin() * 2)
        return lines * self.fontMetrics().lineSpacing() + margin + _FRAME
