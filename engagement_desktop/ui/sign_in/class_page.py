"""The first class of a school that was just made, or a look at the demo school first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label


class ClassPage(QWidget):
    """`submitted` carries the name of the class; `later` and `demo_wanted` go on without one."""

    submitted = Signal(str)
    later = Signal()
    demo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self._field = Field("Name of the class", self.name, texts.CLASS_HINT)
        self.add_button = button("Add the class", primary=True, on_click=self._submit)
        self.later_button = button("Later", quiet=True, on_click=self.later.emit)
        self.demo_button = button(
            "Look at the demo school first", quiet=True, on_click=self.demo_wanted.emit
        )
        foot = QHBoxLayout()
        foot.addWidget(self.demo_button)
        foot.addWidget(self.later_button)
        foot.addStretch(1)
        foot.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(label(texts.FIRST_CLASS, Role.TITLE))
        column.addWidget(label(texts.FIRST_CLASS_SENTENCE))
        column.addWidget(self._field)
        column.addLayout(foot)
        self.name.returnPressed.connect(self._submit)

    def begin(self) -> None:
        """Empty, and ready to type in."""
        self.name.clear()
        self._field.show_problem("")
        self.name.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say beside the name what to put right."""
        self._field.show_problem(sentence)
        self.name.setFocus()

    def _submit(self) -> None:
        self.submitted.emit(self.name.text())
