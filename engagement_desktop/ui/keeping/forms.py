"""The three small forms of the page: ask for an erasure, place a hold, change a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.models.pupil_list import PupilRow
from engagement_desktop.models.retention import MOST_YEARS, CountedFrom, Held, Rule
from engagement_desktop.services.erasing import ErasureReason
from engagement_desktop.ui.keeping import texts
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import Combo, NumberField


@dataclass(frozen=True)
class ErasureForm:
    """Whose records, and why."""

    pupil_id: int | None
    reason: ErasureReason


@dataclass(frozen=True)
class HoldForm:
    """Whose records, and why they must stay."""

    pupil_id: int | None
    reason: str


def _pupil_choices(pupils: Sequence[PupilRow]) -> list[Choice]:
    return [Choice(row.id, f"{row.legal_name} ({row.preferred_name})") for row in pupils]


class ErasureDialog(FormDialog):
    """Ask for everything of one pupil to be erased."""

    def __init__(self, pupils: Sequence[PupilRow], pupil_id: int | None, parent: QWidget) -> None:
        super().__init__(texts.ASK_TITLE, texts.ASK_ABOUT, texts.ASK_SAVE, parent)
        self.pupil = Combo(texts.PUPIL, _pupil_choices(pupils))
        self.pupil.set_key(pupil_id)
        self.reason = Combo(texts.REASON, [Choice(each, each.value) for each in ErasureReason])
        self.add_field("pupil_id", texts.PUPIL, self.pupil)
        self.add_field("reason", texts.REASON, self.reason)

    def form(self) -> ErasureForm:
        """What is chosen."""
        chosen, reason = self.pupil.key(), self.reason.key()
        return ErasureForm(chosen if isinstance(chosen, int) else None, ErasureReason(str(reason)))


class HoldDialog(FormDialog):
    """Let nothing of one pupil be erased."""

    def __init__(self, pupils: Sequence[PupilRow], parent: QWidget) -> None:
        super().__init__(texts.HOLD_TITLE, texts.HOLDS_ABOUT, texts.HOLD_SAVE, parent)
        self.pupil = Combo(texts.PUPIL, _pupil_choices(pupils))
        self.pupil.set_key(None)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(texts.REASON)
        self.add_field("pupil_id", texts.PUPIL, self.pupil)
        self.add_field("reason", texts.REASON, self.reason, texts.HOLD_HINT)

    def form(self) -> HoldForm:
        """What is chosen and typed."""
        chosen = self.pupil.key()
        return HoldForm(chosen if isinstance(chosen, int) else None, self.reason.text())


class RuleDialog(FormDialog):
    """Keep something for another time."""

    def __init__(self, held: Held, rule: Rule, parent: QWidget) -> None:
        super().__init__(texts.rule_title(held), "", texts.SAVE_RULE, parent)
        self.years = NumberField(texts.YEARS, 1, MOST_YEARS)
        self.years.setValue(rule.years)
        days = [
            each for each in CountedFrom if held is not Held.FILE or each is not CountedFrom.TAKEN
        ]
        self.counted_from = Combo(texts.COUNTED_FROM, [Choice(each, each.value) for each in days])
        self.counted_from.set_key(rule.counted_from)
        self.add_field("years", texts.YEARS, self.years)
        self.add_field("counted_from", texts.COUNTED_FROM, self.counted_from)

    def form(self) -> Rule:
        """The rule as chosen."""
        return Rule(self.years.value(), CountedFrom(str(self.counted_from.key())))
