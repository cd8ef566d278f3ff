"""Python's garbage, looked through on the window's own thread alone.

Left to itself, Python collects on whichever thread happens to make the next object. On a worker
that would end widgets and timers there, and Qt's objects may end only on the thread they live on.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 500
_OLDEST = 2


class Collector(QObject):
    """Takes collecting over from Python until `stop`. What exists already stays out of it.

    So does what is there when the oldest generation is due for the first time: that is the rest of
    the program, loaded behind the first list, which stays to the end. To look through it again and
    again would halt the window, and a clip that plays, for a tenth of a second.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._all_loaded = False
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
        if not due:
            return
        if due[-1] == _OLDEST and not self._all_loaded:
            self._all_loaded = True
            gc.freeze()
        else:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
