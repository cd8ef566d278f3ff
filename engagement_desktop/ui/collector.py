"""Python's garbage, looked through on the window's own thread alone.

Left to itself, Python collects on whichever thread happens to make the next object. On a worker
that would end widgets and timers there, and Qt's objects may end only on the thread they live on.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 500


class Collector(QObject):
    """Takes collecting over from Python until `stop`. What exists already stays out of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY_MS)

    def look(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds, if any is."""
        due = [
            generation
            for generation, (made, limit) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if made > limit
        ]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
