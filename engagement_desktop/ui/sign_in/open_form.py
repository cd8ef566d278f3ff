"""The password of a school's file; also what stands in front of a locked one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import Combo, PasswordField
from engagement_desktop.ui.widgets.labels import label


@dataclass(frozen=True)
class Credentials:
    """What was typed to open a file."""

    path: Path
    sign_in_name: str
    password: str
    set_up_code: str


class OpenForm(QWidget):
    """`submitted` carries `Credentials`; `other_wanted` asks for the first choice again."""

    submitted = Signal(object)
    other_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path = Path()
        self._title = ElidedLine("", Role.TITLE)
        self._sentence = label("")
        self.names = Combo("Your name")
        self.password = PasswordField("Password")
        self.code = QLineEdit()
        self._name_field = Field("Your name", self.names)
        self._password_field = Field("Password", self.password)
        self._code_field = Field("Set-up code", self.code, texts.SET_UP_CODE_HINT)
        self.open_button = button("Open", primary=True, on_click=self._submit)
        self.other_button = button("Another school", quiet=True, on_click=self.other_wanted.emit)
        foot = QHBoxLayout()
        foot.addWidget(self.other_button)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(SPACE_S)
        for field in (self._name_field, self._password_field, self._code_field):
            column.addWidget(field)
        column.addLayout(foot)
        self.password.returnPressed.connect(self._submit)
        self.code.returnPressed.connect(self._submit)

    @property
    def path(self) -> Path:
        """The file that would be opened."""
        return self._path

    @property
    def problem(self) -> str:
        """The sentence shown beside a field, or nothing."""
        return self._code_field.problem or self._password_field.problem

    def show_file(self, path: Path, names: tuple[str, ...], *, locked: bool) -> None:
        """Ask for the password of this file."""
        self._path = path
        self._title.set_text(path.stem)
        self._sentence.setText(texts.LOCKED_SENTENCE if locked else texts.UNLOCK_SENTENCE)
        self.names.clear()
        for name in names:
            self.names.addItem(name, name)
        self._name_field.setVisible(len(names) > 1)
        self._code_field.hide()
        self.code.clear()
        self.password.clear()
        self.show_problem("")
        self.password.setFocus()

    def ask_for_code(self, sentence: str) -> None:
        """This PC does not know the school: the set-up code is needed, too."""
        self._code_field.show()
        self._code_field.show_problem(sentence)
        self.code.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say beside the password why the file was not opened; what was typed stays."""
        self._code_field.show_problem("")
        self._password_field.show_problem(sentence)
        if sentence:
            self.password.setFocus()
            self.password.selectAll()

    def set_busy(self, busy: bool) -> None:
        """While the file is being opened nothing can be pressed twice."""
        self.open_button.setEnabled(not busy)
        self.open_button.setText(texts.OPENING if busy else "Open")
        self.other_button.setEnabled(not busy)

    def forget(self) -> None:
        """Leave no password in the fields."""
        self.password.clear()
        self.code.clear()

    def _submit(self) -> None:
        if not self.open_button.isEnabled():
            return
        if not self.password.text():
            self.show_problem("Please type your password.")
            return
        self.submitted.emit(
            Credentials(
                self._path,
                str(self.names.key() or ""),
                self.password.text(),
                self.code.text().strip(),
            )
        )
