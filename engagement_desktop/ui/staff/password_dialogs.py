"""One's own password changed; a password asked for once more; a secret shown this once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.sign_in.new_password import NewPassword
from engagement_desktop.ui.staff import texts
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import PasswordField
from engagement_desktop.ui.widgets.labels import label


@dataclass(frozen=True)
class PasswordChange:
    """The password as it is, and as it shall be."""

    present: str = field(repr=False)
    new: str = field(repr=False)


class OwnPasswordDialog(FormDialog):
    """Its form is a `PasswordChange`."""

    def __init__(self, names: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(texts.OWN_TITLE, "", "Change it", parent)
        self.present = PasswordField("Your password now")
        self.new = NewPassword("Your new password", lambda: names)
        self.add_field("present", "Your password now", self.present)
        self.fields["password"] = self.new.field
        self.column.addWidget(self.new)

    def form(self) -> PasswordChange:
        """What was typed."""
        return PasswordChange(self.present.text(), self.new.text())


class AskPasswordDialog(FormDialog):
    """Asks for one's own password just before something; its form is what was typed."""

    def __init__(self, title: str, sentence: str, go_on: str, parent: QWidget) -> None:
        super().__init__(title, sentence, go_on, parent)
        self.password = PasswordField("Your password")
        self.add_field("password", "Your password", self.password)
        self.password.returnPressed.connect(self.submit)

    def form(self) -> str:
        """What was typed."""
        return self.password.text()


def show_secret(
    title: str,
    sentence: str,
    secret: str,
    parent: QWidget,
    then: Callable[[], object] | None = None,
) -> Dialog:
    """Show a start password or a set-up code, large, this once."""
    dialog = Dialog(title, sentence, parent)
    card = Card(tone=Tone.ACCENT)
    shown = label(secret, Role.TITLE, selectable=True)
    shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    card.body.addWidget(shown)
    dialog.body.addWidget(card)
    dialog.add_button("It is written down", dialog.accept, primary=True)
    dialog.finished.connect(lambda _: shown.setText(""))
    dialog.finished.connect(dialog.deleteLater)
    if then is not None:
        dialog.accepted.connect(then)
    dialog.open()
    return dialog
