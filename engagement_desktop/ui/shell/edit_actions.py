"""Undo, redo, cut, copy and paste from the Edit menu, for whichever field was being written in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from engagement_desktop.ui.actions import ActionTable

_VERBS = ("undo", "redo", "cut", "copy", "paste")
TextField = QLineEdit | QPlainTextEdit | QTextEdit


class EditActions(QObject):
    """Remembers the field that had the focus; the menu itself takes the focus away from it."""

    def __init__(self, actions: ActionTable, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._field: TextField | None = None
        for verb in _VERBS:
            actions.bind(f"edit.{verb}", self._doing(verb), enabled=self._has_field, owner=self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def _doing(self, verb: str) -> Callable[[], None]:
        def do() -> None:
            if self._has_field():
                getattr(self._field, verb)()

        return do

    def _has_field(self) -> bool:
        return self._field is not None and isValid(self._field)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or isinstance(new, QMenuBar | QMenu):
            return
        had = self._has_field()
        self._field = new if isinstance(new, QLineEdit | QPlainTextEdit | QTextEdit) else None
        if had != self._has_field():
            self._actions.refresh_some(f"edit.{verb}" for verb in _VERBS)
