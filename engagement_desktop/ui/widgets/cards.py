"""Cards: a surface with a border that holds what belongs together."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.widgets.block import size_of_contents
from engagement_desktop.ui.widgets.labels import label


class Tone(Enum):
    """The surface of a card."""

    PLAIN = "true"
    ACCENT = "accent"
    ATTENTION = "attention"


class Card(QFrame):
    """A card. Put content into `body`, buttons beside the title into `header`."""

    def __init__(
        self,
        title: str | None = None,
        *,
        subtitle: str = "",
        tone: Tone = Tone.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", tone.value)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        outer.setSpacing(SPACE_S)
        self.header = QHBoxLayout()
        self.header.setSpacing(SPACE_S)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_S)
        if title is not None:
            self.title = label(title, Role.SECTION)
            self.header.addWidget(self.title, 1)
            self.setAccessibleName(title)
            outer.addLayout(self.header)
        if subtitle:
            outer.addWidget(label(subtitle, Role.MUTED))
        outer.addLayout(self.body)

    def sizeHint(self) -> QSize:
        return size_of_contents(self)
