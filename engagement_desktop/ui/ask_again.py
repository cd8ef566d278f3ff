"""Asks for the password once more, before what cannot be called back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from engagement_desktop.errors import AppError
from engagement_desktop.models.roles import Act
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import PasswordField

TITLE = "Your password once more"
SENTENCE = "{act} cannot be called back, so please show that it is you."
GO_ON = "Go on"


class AskAgain(Dialog):
    """One password field; it stays open until the password is right or the user gives up."""

    def __init__(
        self, context: UiContext, act: Act, then: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(TITLE, SENTENCE.format(act=act.value), parent)
        self._context = context
        self._then = then
        self.password = PasswordField("Password")
        self.field = Field("Password", self.password)
        self.body.addWidget(self.field)
        self.add_button("Cancel", self.reject)
        self.go_on = self.add_button(GO_ON, self.look, primary=True)
        self.finished.connect(self.deleteLater)

    def look(self) -> None:
        """See in the background whether it is right; then go on."""
        work, password = self._context.work, self.password.text()
        self.go_on.setEnabled(False)
        self.field.show_problem("")
        self._context.tasks.read(
            lambda: work.confirm(password), self._right, owner=self, failed=self._wrong
        )

    def _right(self, _nothing: None) -> None:
        self.password.clear()
        self.accept()
        self._then()

    def _wrong(self, error: AppError) -> None:
        self.go_on.setEnabled(True)
        self.field.show_problem(error.sentence)
        self.password.selectAll()
        self.password.setFocus()


def ask_again(
    context: UiContext, parent: QWidget, act: Act, then: Callable[[], object]
) -> AskAgain | None:
    """Do `then`, when the password was typed where this act asks for it; None where it does not."""
    if not context.work.needs_password(act):
        then()
        return None
    dialog = AskAgain(context, act, then, parent)
    dialog.open()
    dialog.password.setFocus()
    return dialog
