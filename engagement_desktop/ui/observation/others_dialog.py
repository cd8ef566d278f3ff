"""Who else took part in an activity: an observation is begun for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from engagement_desktop.errors import FieldProblem, InvalidInput
from engagement_desktop.services.shared_activity import Classmate
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.tick_line import TickLine


@dataclass(frozen=True)
class OthersForm:
    """Who took part, and whether the evidence shows them, too."""

    pupil_ids: tuple[int, ...]
    with_evidence: bool

    def chosen(self) -> tuple[int, ...]:
        """Who took part.

        Raises:
            InvalidInput: nobody is chosen.
        """
        if not self.pupil_ids:
            raise InvalidInput((FieldProblem("others", texts.OTHERS_NONE),))
        return self.pupil_ids


class OthersDialog(FormDialog):
    """Its form is an `OthersForm`."""

    def __init__(
        self, name: str, mates: Sequence[Classmate], has_evidence: bool, parent: QWidget
    ) -> None:
        super().__init__(texts.OTHERS_TITLE, texts.OTHERS_SENTENCE, texts.OTHERS_SAVE, parent)
        near = [Choice(mate.pupil_id, mate.name) for mate in mates if mate.same_class]
        far = [Choice(mate.pupil_id, mate.name) for mate in mates if not mate.same_class]
        title = texts.OTHERS_CLASS.format(name=name)
        self.mates = ChipRow(near, multiple=True, name=title)
        self.elsewhere = Combo(texts.OTHERS_ELSEWHERE, [Choice(None, texts.OTHERS_NOBODY), *far])
        evidence = TickLine(texts.OTHERS_EVIDENCE)
        self.evidence = evidence.tick
        if near:
            self.add_field("others", title, self.mates)
        if far:
            name_of_field = "elsewhere" if near else "others"
            self.add_field(name_of_field, texts.OTHERS_ELSEWHERE, self.elsewhere)
        self.column.addWidget(evidence)
        evidence.setVisible(has_evidence)

    def form(self) -> OthersForm:
        """What is chosen."""
        keys = (*self.mates.keys(), self.elsewhere.key())
        return OthersForm(
            tuple(key for key in keys if isinstance(key, int)), self.evidence.isChecked()
        )
