"""A text in which times such as [00:05.63] are links that show their picture in the clip."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.widgets.text_area import TextArea
from engagement_desktop.video.time_words import TIME as CLIP_TIME

TIME = re.compile(rf"\[({CLIP_TIME})\]")
"""A time in a text, as the reviewer writes it."""


class MarkedText(TextArea):
    """`time_chosen` carries the time in brackets (“00:05.63”) that was clicked."""

    time_chosen = Signal(str)

    def __init__(
        self, name: str, *, placeholder: str = "", min_lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            name, placeholder=placeholder, min_lines=min_lines, max_lines=14, parent=parent
        )
        self.setAcceptDrops(False)  # a file dropped here is meant for the observation
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleDescription(texts.TIME_TIP)
        self._links = _Links(self.document())

    def add_moment(self, title: str, time: str) -> bool:
        """Write a marked moment at the end (undo takes it back); False if its time stands there."""
        link = f"[{time}]"
        before = self.text()
        if link in before:
            return False
        words = f"{title.strip()} {link}" if title.strip() else link
        gap = "" if not before or before[-1].isspace() else " "
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()  # undo takes the moment back, and not what was typed before it
        cursor.insertText(f"{gap}{words}")
        cursor.endEditBlock()
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._time_at(self.cursorForPosition(event.position().toPoint()), event)
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            time = self._time_at(self.cursorForPosition(event.position().toPoint()), event)
            if time:
                self.time_chosen.emit(time)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            time = _time_in(self.textCursor())
            if time:
                self.time_chosen.emit(time)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_links"):
            self._links.dress()

    def _time_at(self, cursor: QTextCursor, event: QMouseEvent) -> str:
        """The time under the pointer; beside the last letter of a line is not under it."""
        rect = self.cursorRect(cursor)
        reach = self.fontMetrics().horizontalAdvance("00")
        near = abs(rect.center().x() - event.position().x()) <= reach
        return _time_in(cursor) if near else ""


def _time_in(cursor: QTextCursor) -> str:
    """The time in brackets that the cursor stands in or at, or nothing."""
    place, text = cursor.positionInBlock(), cursor.block().text()
    for found in TIME.finditer(text):
        if _units(text[: found.start()]) <= place <= _units(text[: found.end()]):
            return found.group(1)
    return ""


def _units(text: str) -> int:
    """The length of `text` as Qt counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Links(QSyntaxHighlighter):
    """Shows times as links, in the accent of the present palette."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._format = QTextCharFormat()
        self._format.setForeground(QColor(Look.of_app().colours.accent))

    def dress(self) -> None:
        """Take over another palette."""
        self._format.setForeground(QColor(Look.of_app().colours.accent))
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for found in TIME.finditer(text):
            self.setFormat(_units(text[: found.start()]), len(found.group()), self._format)
