"""A tick with words that go on in a second line where one is too short; a check box cuts them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_XS
from engagement_desktop.ui.widgets.labels import label

_BOX_HEIGHT = 30
"""How high the style makes a check box, in pixels at a text size of 100 %."""


class TickLine(QWidget):
    """Something to tick; `tick` is its box, which a click on the words ticks as well."""

    def __init__(
        self, words: str, below: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tick = QCheckBox()
        self.tick.setAccessibleName(words)
        clickable = _Clickable(words)
        clickable.clicked.connect(self.tick.click)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(clickable)
        if below is not None:
            column.addWidget(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)


class _Clickable(QWidget):
    """Passes a click on its words on, since the words beside a tick are expected to tick."""

    clicked = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.addWidget(label(words))
        Look.of_app().changed.connect(self._dress)
        self._dress()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isEnabled():
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def _dress(self) -> None:
        """The first line stands in the middle of the box."""
        look = Look.of_app()
        free = look.px(_BOX_HEIGHT) - QFontMetrics(look.font()).height()
        self._row.setContentsMargins(0, max(0, free // 2), 0, SPACE_XS)
