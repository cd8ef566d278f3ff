"""The recovery sheet is printed, and three of its groups are read back from the paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.errors import InvalidInput
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from engagement_desktop.reports.recovery_sheet import RecoverySheet

_COLUMNS = 3


class SheetPage(QWidget):
    """`read_back` carries what was typed for each group asked for."""

    print_wanted = Signal()
    read_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.print_button = button("Print the sheet…", "print", on_click=self.print_wanted.emit)
        self.by_hand = button("Write it down by hand", quiet=True, on_click=self._show_groups)
        self.go_on = button("Go on", primary=True, on_click=self._submit)
        self._said = label("", Role.MUTED)
        self._said.hide()
        self._groups = Card(tone=Tone.ACCENT)
        self._groups.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE_S)
        self._groups.body.addLayout(self._grid)
        self._code = label("", wrap=True)
        self._groups.body.addWidget(self._code)
        self._asked = QHBoxLayout()
        self._asked.setSpacing(SPACE_M)
        self._fields: dict[int, Field] = {}
        self._lines: dict[int, QLineEdit] = {}
        self._lay_out()

    @property
    def asked(self) -> tuple[int, ...]:
        """The groups asked for, from 1."""
        return tuple(self._lines)

    @property
    def said(self) -> str:
        """What is said of the printing."""
        return self._said.text() if not self._said.isHidden() else ""

    def show_sheet(self, content: RecoverySheet, asked: tuple[int, ...]) -> None:
        """Ask for these groups of this sheet."""
        self.forget()
        for index, group in enumerate(content.groups):
            words = f"{index + 1}   {group[:4]} {group[4:]}"
            row, column = divmod(index, _COLUMNS)
            self._grid.addWidget(label(words, Role.STRONG, wrap=False), row, column)
        self._code.setText(texts.set_up_code_line(content.set_up_code))
        for number in asked:
            line = QLineEdit()
            line.returnPressed.connect(self._submit)
            self._lines[number] = line
            self._fields[number] = Field(f"Group {number}", line)
            self._asked.addWidget(self._fields[number], 1, Qt.AlignmentFlag.AlignTop)

    def type_group(self, number: int, group: str) -> None:
        """Write a group, as somebody reading from the paper does."""
        self._lines[number].setText(group)

    def show_problems(self, problems: InvalidInput) -> None:
        """Say beside each group that was not read right to look again."""
        sentences = {each.field: each.sentence for each in problems.problems}
        for number, field in self._fields.items():
            field.show_problem(sentences.get(f"group {number}", ""))

    def say(self, sentence: str) -> None:
        """Say how the printing went."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def forget(self) -> None:
        """Leave no letter of a sheet on the page."""
        for layout in (self._grid, self._asked):
            empty(layout)
        self._fields.clear()
        self._lines.clear()
        self._code.setText("")
        self._groups.hide()
        self.by_hand.show()
        self.say("")

    def _typed(self) -> Mapping[int, str]:
        return {number: line.text() for number, line in self._lines.items()}

    def _submit(self) -> None:
        self.read_back.emit(self._typed())

    def _show_groups(self) -> None:
        self._groups.show()
        self.by_hand.hide()

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.addWidget(self.print_button)
        ways.addWidget(self.by_hand)
        ways.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.title = label(texts.SHEET, Role.TITLE)
        column.addWidget(self.title)
        column.addWidget(label(texts.SHEET_SENTENCE))
        column.addLayout(ways)
        column.addWidget(self._said)
        column.addWidget(self._groups)
        column.addSpacing(SPACE_S)
        column.addWidget(label(texts.READ_BACK_SENTENCE))
        column.addLayout(self._asked)
        column.addLayout(foot)
