"""Writes what is typed within a second of the last key, and at once when it is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

AFTER_A_KEY_MS = 400
AT_LATEST_MS = 900


class SaveSoon(QObject):
    """Calls `save` soon after `touch`, and at once on `flush`; never twice for the same typing."""

    def __init__(self, save: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._save = save
        self._dirty = False
        self._soon = self._timer(AFTER_A_KEY_MS)
        self._at_latest = self._timer(AT_LATEST_MS)

    @property
    def waiting(self) -> bool:
        """Whether something typed has not been handed over to be written."""
        return self._dirty

    def touch(self) -> None:
        """Something was typed."""
        if not self._dirty:
            self._dirty = True
            self._at_latest.start()
        self._soon.start()

    def flush(self) -> None:
        """Write now what waits."""
        self._soon.stop()
        self._at_latest.stop()
        if self._dirty:
            self._dirty = False
            self._save()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.flush)
        return timer
