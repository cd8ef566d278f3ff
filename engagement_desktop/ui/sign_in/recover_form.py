"""The way in with the recovery sheet: its twelve groups, then a new password for somebody."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.sign_in.new_password import NewPassword
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from engagement_desktop.services.recovery import Recovered


@dataclass(frozen=True)
class NewWayIn:
    """Who gets which new password."""

    staff_id: int
    password: str = field(repr=False)


class RecoverForm(QWidget):
    """`code_given` carries what was typed of the sheet; `way_chosen` then a `NewWayIn`."""

    code_given = Signal(str)
    way_chosen = Signal(object)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLine("", Role.TITLE)
        self._sentence = label("")
        self.code = TextArea("The twelve groups")
        self.people = Combo("Your name")
        self.password = NewPassword("Your new password", lambda: (self.people.currentText(),))
        self._code_field = Field("The twelve groups", self.code, texts.GROUPS_HINT)
        self._people_field = Field("Your name", self.people)
        self.go_on = button("Open", primary=True, on_click=self._submit)
        self.back_button = button("Back", quiet=True, on_click=self.back_wanted.emit)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for part in (
            self._title,
            self._sentence,
            self._code_field,
            self._people_field,
            self.password,
        ):
            column.addWidget(part)
        column.addLayout(foot)
        self.password.line.returnPressed.connect(self._submit)

    @property
    def problem(self) -> str:
        """The sentence shown beside a field, or nothing."""
        return self._code_field.problem or self.password.field.problem

    def ask_for_code(self, path: Path) -> None:
        """Ask for the groups of this file's sheet."""
        self.forget()
        self._title.set_text(path.stem)
        self._sentence.setText(texts.RECOVER_SENTENCE)
        self._show_step(first=True)
        self.code.setFocus()

    def ask_for_password(self, found: Recovered) -> None:
        """The sheet has opened the file: ask who gets a new password."""
        self.code.clear()
        self._sentence.setText(texts.RECOVERED_SENTENCE)
        self.people.clear()
        for person in found.people:
            self.people.addItem(person.name, person.staff_id)
        self._show_step(first=False)
        self.password.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say beside the field of this step why it does not go on."""
        if self._code_field.isHidden():
            self.password.show_problem(sentence)
        else:
            self._code_field.show_problem(sentence)

    def set_busy(self, busy: bool) -> None:
        """While it is being looked at nothing can be pressed twice."""
        self.go_on.setEnabled(not busy)
        self.back_button.setEnabled(not busy)

    def forget(self) -> None:
        """Leave nothing that was typed."""
        self.code.clear()
        self.password.forget()
        self.people.clear()
        self._code_field.show_problem("")
        self.password.show_problem("")

    def _show_step(self, *, first: bool) -> None:
        self._code_field.setVisible(first)
        self._people_field.setVisible(not first and self.people.count() > 1)
        self.password.setVisible(not first)

    def _submit(self) -> None:
        if not self.go_on.isEnabled():
            return
        if not self._code_field.isHidden():
            self.code_given.emit(self.code.toPlainText())
            return
        staff_id = self.people.key()
        if isinstance(staff_id, int):
            self.way_chosen.emit(NewWayIn(staff_id, self.password.text()))
