"""Why the file gets a new key, what that means, and the password once more."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from engagement_desktop.services import this_pc
from engagement_desktop.services.rekeying import KeyWish
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.staff import texts
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import PasswordField
from engagement_desktop.ui.widgets.labels import label


class Reason(Enum):
    """What happened."""

    LEFT = "Somebody left"
    LOST = "A PC or a copy of its secrets was lost"


class ChangeKeyDialog(FormDialog):
    """Its form is a `KeyWish`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(texts.CHANGE_KEY, texts.CHANGE_KEY_SENTENCE, "Change the key", parent)
        self.reasons = ChipRow(
            [Choice(each, each.value) for each in Reason],
            multiple=False,
            name="What happened",
            required=True,
        )
        self.reasons.set_chosen([Reason.LEFT])
        self._meaning = label("")
        self._code = this_pc.new_set_up_code()
        self.code_card = Card(texts.NEW_CODE, tone=Tone.ACCENT)
        shown = label(self._code, Role.SECTION, selectable=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.code_card.body.addWidget(shown)
        self.written = QCheckBox(texts.WRITTEN_DOWN)
        self.code_card.body.addWidget(self.written)
        self.password = PasswordField("Your password")
        self.add_field("reason", "What happened", self.reasons)
        self.column.addWidget(self._meaning)
        self.column.addWidget(self.code_card)
        self.column.addWidget(label(texts.OLD_BACKUPS, Role.MUTED))
        self.add_field("password", "Your password", self.password)
        self.reasons.chosen.connect(lambda _: self._show_meaning())
        self.written.toggled.connect(lambda _: self._show_meaning())
        self._show_meaning()

    def form(self) -> KeyWish:
        """What was chosen, with the password."""
        return KeyWish(self.password.text(), self._code if self._is_lost() else "")

    def submit(self) -> None:
        """Go on, once a new code is written down."""
        if self._is_lost() and not self.written.isChecked():
            self.written.setFocus()
            return
        super().submit()

    def _is_lost(self) -> bool:
        return self.reasons.keys() == (Reason.LOST,)

    def _show_meaning(self) -> None:
        lost = self._is_lost()
        self._meaning.setText(texts.LOST_MEANS if lost else texts.LEFT_MEANS)
        self.code_card.setVisible(lost)
        if self.isVisible():
            self.fit()
