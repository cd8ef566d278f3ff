"""Notices that nobody has used the window for a while, so that it can lock itself."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_EVERY_MS = 5_000
_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`idle` comes once when nothing was pressed or moved for `minutes`.

    It listens to the windows alone, where keys and the mouse arrive first, not to every widget. The
    first key or movement after a longer pause tells it too, and goes nowhere else: a PC that slept
    wakes up with it, before this could look.
    """

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._last_used = _now()
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen)
        self._listen(QGuiApplication.focusWindow())

    def look(self) -> None:
        """See how long ago somebody used a window."""
        if not self._told and self._is_overdue():
            self._told = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            came_too_late = not self._told and self._is_overdue()
            if came_too_late:
                self.look()
            self._last_used = _now()
            self._told = False
            if came_too_late:
                return True
        return super().eventFilter(watched, event)

    def _is_overdue(self) -> bool:
        return any(
            now - used >= self.minutes * 60
            for now, used in zip(_now(), self._last_used, strict=True)
        )

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            if not self._is_overdue():
                self._last_used = _now()


def _now() -> tuple[float, float]:
    """By two clocks: one may stand still while the PC sleeps, the other may be set."""
    return time.monotonic(), time.time()
