"""When what is typed is written: soon after the last key, and at the latest in mid-typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

AFTER_A_KEY_MS = 400
"""How long after a key press it is written, unless another follows."""
AT_LATEST_MS = 900
"""How long after the first unsaved key it is written at the latest, in the middle of typing."""


class TypingPause(QObject):
    """Calls `due` when it is time to write; `stop` once that was done some other way."""

    def __init__(self, due: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._soon, self._at_latest = QTimer(self), QTimer(self)
        for timer, milliseconds in ((self._soon, AFTER_A_KEY_MS), (self._at_latest, AT_LATEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(due)

    def key_pressed(self, *, first: bool) -> None:
        """Something was typed; `first` when nothing else waited to be written."""
        if first:
            self._at_latest.start()
        self._soon.start()

    def stop(self) -> None:
        """Nothing waits any more."""
        self._soon.stop()
        self._at_latest.stop()
