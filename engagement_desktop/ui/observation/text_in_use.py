"""Keys that mean something for the whole observation also while the cursor stands in a text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from engagement_desktop.ui.observation.history import History

TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)


class TextInUse(QObject):
    """Shows `key` each key pressed in a text inside `inside`; True keeps it from the text."""

    def __init__(self, inside: QWidget, key: Callable[[QObject, QKeyEvent], bool]) -> None:
        super().__init__(inside)
        self._inside = inside
        self._key = key
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _focus_moved(self, _: QWidget | None, to: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        inside = isinstance(to, TEXT_FIELDS) and self._inside.isAncestorOf(to)
        self._watched = to if inside else None
        if self._watched is not None:
            self._watched.installEventFilter(self)


def undo_keys(history: History) -> Callable[[QObject, QKeyEvent], bool]:
    """Undo and redo in a text that has nothing of its own to take back, or make again, any more."""

    def key(field: QObject, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo) and not _has(field, "Undo"):
            history.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) and not _has(field, "Redo"):
            history.redo()
        else:
            return False
        return True

    return key


def _has(field: QObject, step: str) -> bool:
    """Whether a text has a step of its own; one that is only read is left as it is."""
    if isinstance(field, QLineEdit):
        own = field.isUndoAvailable() if step == "Undo" else field.isRedoAvailable()
        return own or field.isReadOnly()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        document = field.document()
        own = document.isUndoAvailable() if step == "Undo" else document.isRedoAvailable()
        return own or field.isReadOnly()
    return True
