"""Names whoever else can be seen or heard in a clip: their permission counts when it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.models.pupil_list import PupilRow
from engagement_desktop.models.roles import Act
from engagement_desktop.services import permitted, pupils
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

TITLE = "Who else is in this clip?"
SENTENCE = (
    "Choose every other pupil who can be seen or heard. The clip leaves the school’s file only for "
    "uses that all of them have permission for."
)
OTHERS = "Other pupils"
SAVE, CANCEL = "Keep it so", "Cancel"
KEPT = "Kept: the permission of everybody in this clip counts."
_LEAST_HEIGHT = 160


@dataclass(frozen=True)
class _Read:
    pupils: tuple[PupilRow, ...]
    chosen: tuple[int, ...]


class OthersDialog(Dialog):
    """A chip for each other pupil, with those chosen who were named before."""

    saved = Signal(object)

    def __init__(self, others: Sequence[PupilRow], chosen: Sequence[int], parent: QWidget) -> None:
        super().__init__(TITLE, SENTENCE, parent)
        choices = [Choice(row.id, row.preferred_name) for row in others]
        self.others = ChipRow(choices, multiple=True, name=OTHERS)
        self.others.set_chosen(chosen)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Field(OTHERS, self.others))
        column.addStretch(1)
        scroll = VerticalScroll(inside)
        scroll.setMinimumHeight(_LEAST_HEIGHT)
        self.body.addWidget(scroll, 1)
        self.add_button(CANCEL, self.reject)
        self.save = self.add_button(SAVE, self._save, primary=True)
        self.finished.connect(self.deleteLater)

    def _save(self) -> None:
        chosen = self.others.keys()
        self.accept()
        self.saved.emit(chosen)


def ask_who_else(context: UiContext, page: QWidget, pupil_id: int, evidence_id: int) -> None:
    """Open the dialog for a clip of this pupil, and keep what is chosen."""
    work = context.work

    def read() -> _Read:
        everybody = pupils.list_pupils(work, left=True)
        named = tuple(each.id for each in permitted.others_in(work, evidence_id))
        return _Read(tuple(row for row in everybody if row.id != pupil_id), named)

    def keep(chosen: tuple[object, ...]) -> None:
        ids = [each for each in chosen if isinstance(each, int)]
        context.tasks.write(
            lambda: permitted.set_others(work, evidence_id, ids),
            lambda _: context.messages.say(KEPT),
            owner=page,
        )

    def show(found: _Read) -> None:
        dialog = OthersDialog(found.pupils, found.chosen, page)
        dialog.saved.connect(keep)
        dialog.open()

    if work.may(Act.OBSERVE):
        context.tasks.read(read, show, owner=page)
