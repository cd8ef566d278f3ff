"""Making a school: its name, its first administrator, a password, and where its file lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.errors import InvalidInput
from engagement_desktop.services import arrival, places
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.sign_in.new_password import NewPassword
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


@dataclass(frozen=True)
class NewSchool:
    """What was typed about a school to be made."""

    path: Path
    school_name: str
    admin_name: str
    password: str


class CreateForm(QWidget):
    """`submitted` carries a `NewSchool`; `back_wanted` asks for the first choice again."""

    submitted = Signal(object)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        # the system names a folder that it may never have made
        self._folder = Path(documents) if Path(documents).is_dir() else Path.home()
        self.school_name = QLineEdit()
        self.admin_name = QLineEdit()
        self.password = NewPassword("Your password", self._names)
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        self._place_warning = label("", Role.ATTENTION)
        self._place_warning.hide()
        self._fields = {
            "school_name": Field("Name of the school", self.school_name),
            "admin_name": Field("Your name", self.admin_name),
            "password": self.password.field,
            "place": Field("The file", self.place, texts.FILE_HINT),
        }
        self.make_button = button("Make the school", primary=True, on_click=self._submit)
        self.back_button = button("Back", quiet=True, on_click=self.back_wanted.emit)
        choose = button("Choose a folder…", quiet=True, on_click=self._choose_folder)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.make_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(label(texts.CREATE, Role.TITLE))
        column.addWidget(label(texts.CREATE_SENTENCE))
        column.addSpacing(SPACE_S)
        column.addWidget(self._fields["school_name"])
        column.addWidget(self._fields["admin_name"])
        column.addWidget(self.password)
        column.addWidget(self._fields["place"])
        column.addWidget(self._place_warning)
        column.addWidget(choose)
        column.addLayout(foot)
        self.school_name.textChanged.connect(self._show_place)
        self._show_place()

    def problem(self, field: str) -> str:
        """The sentence beside this field, or nothing."""
        return self._fields[field].problem

    def show_problems(self, problems: InvalidInput) -> None:
        """Say beside each field what to put right; the first of them gets the focus."""
        sentences = {each.field: each.sentence for each in problems.problems}
        for name, field in self._fields.items():
            field.show_problem(sentences.get(name, ""))
        self.password.show_problem(sentences.get("password", ""))
        first = next((name for name in self._fields if name in sentences), None)
        if first is not None:
            self._fields[first].control.setFocus()

    def show_place_problem(self, sentence: str) -> None:
        """Say beside the file what stood in the way."""
        for field in self._fields.values():
            field.show_problem("")
        self._fields["place"].show_problem(sentence)

    def set_folder(self, folder: Path) -> None:
        """Where the file will lie."""
        self._folder = folder
        self._show_place()

    def set_busy(self, busy: bool) -> None:
        """While the file is being made nothing can be pressed twice."""
        self.make_button.setEnabled(not busy)
        self.make_button.setText(texts.MAKING if busy else "Make the school")
        self.back_button.setEnabled(not busy)

    def forget(self) -> None:
        """Leave no password in the field."""
        self.password.forget()

    def new_school(self) -> NewSchool:
        """What was typed."""
        return NewSchool(
            self._path(),
            self.school_name.text().strip(),
            self.admin_name.text().strip(),
            self.password.text(),
        )

    def _path(self) -> Path:
        words = _NOT_IN_FILE_NAMES.sub(" ", self.school_name.text()).split()
        name = " ".join(words).strip(" .") or "Our school"
        return self._folder / f"{name}{arrival.SUFFIX}"

    def _show_place(self) -> None:
        self.place.setText(str(self._path()))
        self.place.setCursorPosition(len(self.place.text()))
        warning = places.warning(self._folder)
        self._place_warning.setText(warning)
        self._place_warning.setVisible(bool(warning))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Where the file lies", str(self._folder))
        if chosen:
            self.set_folder(Path(chosen))

    def _names(self) -> tuple[str, ...]:
        """Words that others could guess in a password."""
        return self.school_name.text(), self.admin_name.text()

    def _submit(self) -> None:
        if self.make_button.isEnabled():
            self.submitted.emit(self.new_school())
