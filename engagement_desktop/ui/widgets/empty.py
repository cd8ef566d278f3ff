"""What an empty page says: what will stand here, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
        if button_text is not None:
            made = button(button_text, on_click=on_click)
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return self._sentence.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short enough to read."""
        super().resizeEvent(event)
        side = max(SPACE_S, (self.width() - Look.of_app().px(_WIDEST)) // 2)
        self._column.setContentsMargins(side, SPACE_L, side, SPACE_L)
