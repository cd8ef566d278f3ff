"""Writes what is typed within a second of the last key, and at once when it is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from engagement_desktop.ui.typing_pause import TypingPause


class SaveSoon(QObject):
    """Calls `save` soon after `touch`, and at once on `flush`; never twice for the same typing."""

    def __init__(self, save: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._save = save
        self._dirty = False
        self._pause = TypingPause(self.flush, self)

    @property
    def waiting(self) -> bool:
        """Whether something typed has not been handed over to be written."""
        return self._dirty

    def touch(self) -> None:
        """Something was typed."""
        self._pause.key_pressed(first=not self._dirty)
        self._dirty = True

    def flush(self) -> None:
        """Write now what waits."""
        self._pause.stop()
        if self._dirty:
            self._dirty = False
            self._save()
