"""Undo and redo by their keys in a text that has nothing of its own to take back any more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from engagement_desktop.ui.observation.history import History

_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)


class UndoKeys(QObject):
    """Watches the text in use inside `inside`: a text keeps these keys to itself otherwise."""

    def __init__(self, inside: QWidget, history: History) -> None:
        super().__init__(inside)
        self._inside = inside
        self._history = history
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) and not _has(watched, "Undo"):
                self._history.undo()
                return True
            if event.matches(QKeySequence.StandardKey.Redo) and not _has(watched, "Redo"):
                self._history.redo()
                return True
        return super().eventFilter(watched, event)

    def _focus_moved(self, _: QWidget | None, to: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        inside = isinstance(to, _TEXT_FIELDS) and self._inside.isAncestorOf(to)
        self._watched = to if inside else None
        if self._watched is not None:
            self._watched.installEventFilter(self)


def _has(field: QObject, step: str) -> bool:
    """Whether a text has a step of its own to take back, or to make again."""
    if isinstance(field, QLineEdit):
        if field.isReadOnly():
            return True  # nothing of the observation can be changed, then
        return field.isUndoAvailable() if step == "Undo" else field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        document = field.document()
        own = document.isUndoAvailable() if step == "Undo" else document.isRedoAvailable()
        return own or field.isReadOnly()
    return True
