"""Permissions by use: what stands, since when and by whom; what was withdrawn stays written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.models.states import PermissionUse
from engagement_desktop.services.permissions import PermissionForm, PermissionView
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.pupils import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label, rule
from engagement_desktop.ui.widgets.prose import prose

_MARK = 18


class PermissionsCard(Card):
    """`add_wanted` carries a `PermissionUse`, `withdraw_wanted` the `PermissionView`."""

    add_wanted = Signal(object)
    withdraw_wanted = Signal(object)

    def __init__(self, *, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(texts.PERMISSIONS, subtitle=texts.PERMISSIONS_SENTENCE, parent=parent)
        self._may_write = may_write
        self._rows: QWidget | None = None

    def show_permissions(self, permissions: Sequence[PermissionView]) -> None:
        """Show every use, with its permissions, the latest first."""
        if self._rows is not None:
            discard(self._rows)
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        for number, use in enumerate(PermissionUse):
            if number:
                column.addWidget(rule())
            column.addWidget(self._row(use, [p for p in permissions if p.use is use]))
        self.body.addWidget(self._rows)

    def _row(self, use: PermissionUse, history: Sequence[PermissionView]) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_S)
        standing = next((permission for permission in history if permission.stands), None)
        mark = (
            IconMark("checkmark", Ink.GOOD, _MARK)
            if standing
            else IconMark("subtract", Ink.MUTED, _MARK)
        )
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(texts.USE_TITLES[use]))
        for permission in history or ():
            words.addWidget(prose(permission_words(permission), Role.MUTED))
        if not history:
            words.addWidget(label(texts.NOT_GIVEN, Role.MUTED))
        line.addLayout(words, 1)
        title = texts.USE_TITLES[use]
        if not self._may_write:
            return row
        if standing is not None:
            withdraw = button("Withdraw", quiet=True, name=f"Withdraw permission: {title}")
            withdraw.clicked.connect(lambda _=False: self.withdraw_wanted.emit(standing))
            line.addWidget(withdraw, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            add = button("Add", quiet=True, name=f"Add permission: {title}")
            add.clicked.connect(lambda _=False: self.add_wanted.emit(use))
            line.addWidget(add, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


def permission_words(permission: PermissionView) -> str:
    """One permission in a line: by whom, from when, until when or when withdrawn."""
    given = f"By {permission.given_by}" if permission.given_by else "Given"
    basis = f" ({permission.basis})" if permission.basis not in ("", "consent") else ""
    text = f"{given}{basis}, from {day_words(permission.from_on)}"
    if permission.until_on is not None:
        text += f" until {day_words(permission.until_on)}"
    if permission.withdrawn_on is not None:
        text += f"; withdrawn on {day_words(permission.withdrawn_on)}"
    return text


class PermissionDialog(FormDialog):
    """Writes down one permission: its form is a `PermissionForm`."""

    def __init__(self, name: str, form: PermissionForm, parent: QWidget) -> None:
        super().__init__(
            f"Permission: {texts.USE_TITLES[form.use].lower()}",
            f"What {name}’s family or the law allows, as it was given.",
            "Write it down",
            parent,
        )
        self._use = form.use
        self._given_by = QLineEdit(form.given_by)
        self._basis = QLineEdit(form.basis)
        self._from = DayField("From")
        self._from.set_day(form.from_on)
        self._until = DayField("Until")
        self._until.set_day(form.until_on)
        hint = "Name, and who they are to the pupil."
        self.add_field("given_by", "Given by", self._given_by, hint)
        hint = "Consent, or another lawful basis in words."
        self.add_field("basis", "Basis", self._basis, hint)
        self.add_field("from_on", "From", self._from)
        self.add_field("until_on", "Until", self._until, "May stay empty.")

    def form(self) -> PermissionForm:
        """The permission as typed."""
        return PermissionForm(
            self._use,
            self._given_by.text(),
            self._basis.text(),
            self._from.day(),
            self._until.day(),
        )
