"""What an empty page says: what will stand here, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label

_ICON_SIDE = 40
_WIDEST = 420


class EmptyState(QWidget):
    """An icon, a sentence, and perhaps the button for the next step, in the middle of the space."""

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        button_text: str | None = None,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(SPACE_M)
        picture = IconMark(icon_name, Ink.MUTED, _ICON_SIDE)
        self._sentence = label(sentence)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        self._next_step: QPushButton | None = None
        if button_text is not None:
            self._next_step = button(button_text, on_click=on_click)
            column.addWidget(self._next_step, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return self._sentence.text()

    def offer(self, can: bool) -> None:
        """Show the button for the next step where it can be done."""
        if self._next_step is not None:
            self._next_step.setVisible(can)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short enough to read."""
        super().resizeEvent(event)
        side = max(SPACE_S, (self.width() - Look.of_app().px(_WIDEST)) // 2)
        self._column.setContentsMargins(side, SPACE_L, side, SPACE_L)
