"""A set-up code, shown before it is used, to be written down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.labels import label


class CodePage(QWidget):
    """`done` comes once the code is said to be written down."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._code = label("", Role.TITLE, selectable=True)
        self._code.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.written = QCheckBox(texts.WRITTEN_DOWN)
        self.go_on = button("Go on", primary=True, on_click=self.done.emit)
        card = Card(tone=Tone.ACCENT)
        card.body.addWidget(self._code)
        foot = QHBoxLayout()
        foot.addWidget(self.written)
        foot.addStretch(1)
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(label(texts.WRITE_DOWN, Role.TITLE))
        column.addWidget(label(texts.NO_STORE_SENTENCE))
        column.addWidget(card)
        column.addLayout(foot)
        self.written.toggled.connect(self.go_on.setEnabled)

    @property
    def code(self) -> str:
        """The code shown."""
        return self._code.text()

    def show_code(self, code: str) -> None:
        """Show this code."""
        self._code.setText(code)
        self.written.setChecked(False)
        self.go_on.setEnabled(False)

    def forget(self) -> None:
        """Leave no code on the page."""
        self._code.setText("")
