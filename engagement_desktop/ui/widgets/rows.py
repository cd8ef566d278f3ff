"""A row of a list of things to do: icon, what, a line of detail, and a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_XS, Role
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label


class InfoRow(QWidget):
    """Icon, a line of text, a muted line under it, and at the right a button (if any)."""

    def __init__(
        self,
        icon_name: str,
        text: str,
        detail: str = "",
        action: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.action = action
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_XS // 2, 0, SPACE_XS // 2)
        row.setSpacing(SPACE_M)
        row.addWidget(IconMark(icon_name), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(text))
        if detail:
            words.addWidget(label(detail, Role.MUTED))
        row.addLayout(words, 1)
        if action is not None:
            row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
