"""The foot of the editor: when it was saved, and the steps from a draft to an approval."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services.observation_views import ObservationView
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.labels import label, set_role


class EditorFoot(QWidget):
    """One step stands out: approving for a teacher, handing on for everybody else."""

    save = Signal()
    hand_on = Signal()
    approve = Signal()
    correct = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self._saved = label(role=Role.MUTED)
        row.addWidget(self._saved, 1)
        self.save_button = button(texts.SAVE_DRAFT, on_click=self.save.emit)
        self.hand_on_button = button(texts.FOR_APPROVAL, on_click=self.hand_on.emit)
        self.approve_button = button(texts.APPROVE, primary=True, on_click=self.approve.emit)
        self.correct_button = button(texts.CORRECT, "edit", on_click=self.correct.emit)
        for made in (
            self.save_button,
            self.hand_on_button,
            self.approve_button,
            self.correct_button,
        ):
            row.addWidget(made)

    @property
    def saved_words(self) -> str:
        """What it says about saving."""
        return self._saved.text()

    def load(self, view: ObservationView) -> None:
        """Offer the steps that this observation can take now."""
        draft = view.status is ObservationStatus.DRAFT
        approved = view.status is ObservationStatus.APPROVED
        self.save_button.setText(texts.SAVE_DRAFT if draft else texts.SAVE)
        self.save_button.setAccessibleName(self.save_button.text())
        self.save_button.setVisible(view.is_open)
        to_hand_on = draft and (not view.may_approve or not view.corrections)
        self.hand_on_button.setVisible(view.is_open and to_hand_on)
        self.approve_button.setVisible(not approved and view.may_approve)
        self.correct_button.setVisible(approved and view.may_approve)
        _stand_out(self.hand_on_button, not view.may_approve)
        if not view.is_open:
            self._say("", Role.MUTED)
        else:
            self.show_saved(view.updated_at, view=view)

    def show_saved(self, moment: datetime, *, view: ObservationView) -> None:
        """Say that everything typed is in the file, and since when."""
        is_draft = view.status is ObservationStatus.DRAFT
        words = texts.DRAFT_SAVED if is_draft else texts.SAVED
        self._say(words.format(time=texts.clock(moment)), Role.MUTED)

    def show_unsaved(self) -> None:
        """Say that a save is about to happen."""
        self._say(texts.SAVING, Role.MUTED)

    def show_failed(self) -> None:
        """Say that what is typed is not in the file yet."""
        self._say(texts.NOT_SAVED_YET, Role.ERROR)

    def _say(self, words: str, role: Role) -> None:
        self._saved.setText(words)
        set_role(self._saved, role)


def _stand_out(made: QPushButton, primary: bool) -> None:
    if made.property("primary") != primary:
        made.setProperty("primary", primary)
        made.style().unpolish(made)
        made.style().polish(made)
