"""A new password, with how it stands said while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_XS, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import PasswordField
from engagement_desktop.ui.widgets.labels import label, set_role

_TYPING_PAUSE_MS = 250


class NewPassword(QWidget):
    """`names` gives the words that others could guess: the school's, one's own."""

    def __init__(self, title: str, names: Callable[[], tuple[str, ...]] = tuple) -> None:
        super().__init__()
        self._names = names
        self.line = PasswordField(title)
        self.field = Field(title, self.line, texts.CHOOSING_HINT)
        self._strength = label("", Role.MUTED)
        self._strength.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.field)
        column.addWidget(self._strength)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self.line.textChanged.connect(self._pause.start)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def forget(self) -> None:
        """Leave no password in the field."""
        self.line.clear()
        self._strength.hide()

    def show_problem(self, sentence: str) -> None:
        """Say why it cannot be used; nothing more is said of its strength then."""
        self.field.show_problem(sentence)
        self._strength.setVisible(not sentence and bool(self._strength.text()))

    def _judge(self) -> None:
        """Say how the password stands."""
        if not self.line.text():
            self._strength.hide()
            return
        from engagement_desktop.services import own_passwords  # not needed to show the form

        view = own_passwords.judge(self.line.text(), *self._names())
        self._strength.setText(view.sentence)
        self._strength.setVisible(view.sentence != self.field.problem)
        set_role(self._strength, Role.GOOD if view.accepted else Role.ATTENTION)
