"""Name and password for a school's file; also what stands in front of a locked one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.sign_in.new_password import NewPassword
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import Combo, PasswordField
from engagement_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from engagement_desktop.security.school_keys import KeyHolder

_SECOND_MS = 1000


@dataclass(frozen=True)
class Credentials:
    """What was typed to open a file. `own_password` takes the place of a start password."""

    path: Path
    sign_in_name: str
    password: str
    own_password: str
    set_up_code: str


class OpenForm(QWidget):
    """`submitted` carries `Credentials`; `other_wanted` asks for the first choice again.

    The names are listed where this PC can read them; elsewhere one types one's own.
    """

    submitted = Signal(object)
    other_wanted = Signal()
    sheet_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._path = Path()
        self._busy = False
        self._seconds = 0
        self._title = ElidedLine("", Role.TITLE)
        self._sentence = label("")
        self.names = Combo("Your name")
        self.names.setEditable(True)
        self.names.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.password = PasswordField("Password")
        self.own_password = NewPassword("Your own password", lambda: (self.names.currentText(),))
        self.code = QLineEdit()
        self._name_field = Field("Your name", self.names)
        self._password_field = Field("Password", self.password)
        self._code_field = Field("Set-up code", self.code, texts.SET_UP_CODE_HINT)
        self.open_button = button("Open", primary=True, on_click=self._submit)
        self.other_button = button("Another school", quiet=True, on_click=self.other_wanted.emit)
        self.sheet_button = button(
            "Nobody can sign in", quiet=True, on_click=lambda: self.sheet_wanted.emit(self._path)
        )
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._second_passed)
        self._lay_out()

    @property
    def path(self) -> Path:
        """The file that would be opened."""
        return self._path

    @property
    def problem(self) -> str:
        """The sentence shown beside a field, or nothing."""
        own = self.own_password.field
        fields = (self._name_field, self._code_field, own, self._password_field)
        return next((field.problem for field in fields if field.problem), "")

    def show_file(self, path: Path, people: int, *, locked: bool) -> None:
        """Ask for the password of this file."""
        self._path = path
        self._title.set_text(path.stem)
        self._sentence.setText(texts.LOCKED_SENTENCE if locked else texts.UNLOCK_SENTENCE)
        self.names.clear()
        self.names.setEditText("")
        self._name_field.setVisible(people > 1)
        self._code_field.hide()
        self.own_password.hide()
        self.forget()
        self.show_problem("")
        self.wait(0)
        (self.names if people > 1 else self.password).setFocus()

    def show_names(self, people: tuple[KeyHolder, ...], staff_id: int | None) -> None:
        """List who signs in, and choose whoever is most likely to; a name typed before stays."""
        typed = self.names.currentText()
        self.names.clear()
        for each in people:
            self.names.addItem(each.name, each.staff_id)
        self.names.set_key(staff_id)
        likely = self.names.currentIndex() >= 0
        if typed:
            self.names.setEditText(typed)
        elif not likely:
            self.names.setEditText("")
        elif self.names.hasFocus():
            self.password.setFocus()

    def ask_for_code(self, sentence: str) -> None:
        """This PC does not know the school: the set-up code is needed, too."""
        self.show_problem("")
        self._code_field.show()
        self._code_field.show_problem(sentence)
        self.code.setFocus()

    def ask_for_own_password(self, sentence: str) -> None:
        """The start password was right: now one's own takes its place."""
        self.show_problem("")
        self._sentence.setText(sentence)
        self.own_password.show()
        self.own_password.setFocus()

    def show_own_problem(self, sentence: str) -> None:
        """Say what is the matter with the password chosen."""
        self.own_password.show_problem(sentence)
        self.own_password.setFocus()

    def show_name_problem(self, sentence: str) -> None:
        """Say that nobody of this name signs in."""
        self.show_problem("")
        self._name_field.show()
        self._name_field.show_problem(sentence)
        self.names.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say beside the password why the file was not opened; what was typed stays."""
        for field in (self._name_field, self._code_field, self.own_password):
            field.show_problem("")
        self._password_field.show_problem(sentence)
        if sentence:
            self.password.setFocus()
            self.password.selectAll()

    def set_busy(self, busy: bool) -> None:
        """While the file is being opened nothing can be pressed twice."""
        self._busy = busy
        for each in (self.other_button, self.sheet_button):
            each.setEnabled(not busy)
        self._show_state()

    def wait(self, seconds: float) -> None:
        """Take no further try for so long, and say how long it still is."""
        self._seconds = math.ceil(seconds)
        if self._seconds:
            self._clock.start()
        self._show_state()

    def forget(self) -> None:
        """Leave no password in the fields."""
        self.password.clear()
        self.own_password.forget()
        self.code.clear()

    def _second_passed(self) -> None:
        self._seconds = max(0, self._seconds - 1)
        if not self._seconds:
            self._clock.stop()
        self._show_state()

    def _show_state(self) -> None:
        self.open_button.setEnabled(not self._busy and not self._seconds)
        waiting = texts.open_again_in(self._seconds) if self._seconds else "Open"
        self.open_button.setText(texts.OPENING if self._busy else waiting)

    def _submit(self) -> None:
        if not self.open_button.isEnabled():
            return
        if not self.password.text():
            self.show_problem("Please type your password.")
            return
        if not self.own_password.isHidden() and not self.own_password.text():
            self.show_own_problem("Please choose your own password.")
            return
        self.submitted.emit(
            Credentials(
                self._path,
                self.names.currentText().strip(),
                self.password.text(),
                self.own_password.text(),
                self.code.text().strip(),
            )
        )

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.other_button)
        foot.addWidget(self.sheet_button)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(SPACE_S)
        for part in (self._name_field, self._password_field, self.own_password, self._code_field):
            column.addWidget(part)
        column.addLayout(foot)
        for line in (self.password, self.own_password.line, self.code):
            line.returnPressed.connect(self._submit)
