"""The cards under the areas: provision and its effect, outcomes touched, the next action."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services.observation_views import ObservationForm
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.section import Offer, Section, one_or_none
from engagement_desktop.ui.widgets.chips import ChipRow
from engagement_desktop.ui.widgets.columns import Columns
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.text_area import TextArea
from engagement_desktop.ui.widgets.tick_line import TickLine


class Provision(Section):
    """What was provided, and its effect on engagement (4.1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.PROVISION_CARD, parent)
        self.provision = TextArea(texts.PROVISION, placeholder=texts.PROVISION_HINT)
        self.effect = TextArea(texts.EFFECT, placeholder=texts.EFFECT_HINT)
        self.fields = {
            "provision": Field(texts.PROVISION, self.provision),
            "provision_effect": Field(texts.EFFECT, self.effect),
        }
        row = QWidget()
        columns = Columns(row)
        columns.add(self.fields["provision"], 220)
        columns.add(self.fields["provision_effect"], 220)
        self.body.addWidget(row)
        self.provision.edited.connect(self.edited)
        self.effect.edited.connect(self.edited)

    def load(self, form: ObservationForm, offer: Offer) -> None:  # noqa: ARG002 - every section's
        self.provision.set_text(form.provision)
        self.effect.set_text(form.provision_effect)

    def fill(self, form: ObservationForm) -> ObservationForm:
        return replace(form, provision=self.provision.text(), provision_effect=self.effect.text())

    def set_open(self, is_open: bool) -> None:
        self.provision.setReadOnly(not is_open)
        self.effect.setReadOnly(not is_open)


class Outcomes(Section):
    """Which outcomes of the pupil's plan this observation touches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.OUTCOMES_CARD, parent)
        self._none = label(role=Role.MUTED)
        self.body.addWidget(self._none)
        self._lines: list[OutcomeLine] = []

    def load(self, form: ObservationForm, offer: Offer) -> None:
        for line in self._lines:
            discard(line)
        shown = [
            outcome
            for outcome in offer.choices.outcomes
            if outcome.open or outcome.id in form.outcome_ids
        ]
        self._lines = [OutcomeLine(outcome.id, outcome.wording) for outcome in shown]
        for line in self._lines:
            line.tick.setChecked(line.outcome_id in form.outcome_ids)
            line.tick.clicked.connect(lambda _: self.edited.emit())
            self.body.addWidget(line)
        self._none.setText(texts.NO_OUTCOMES.format(name=offer.pupil_name))
        self._none.setVisible(not shown)

    def fill(self, form: ObservationForm) -> ObservationForm:
        ticked = (line.outcome_id for line in self._lines if line.tick.isChecked())
        return replace(form, outcome_ids=tuple(sorted(ticked)))

    def set_open(self, is_open: bool) -> None:
        for line in self._lines:
            line.setEnabled(is_open)

    def lines(self) -> tuple[OutcomeLine, ...]:
        """The outcomes shown, for tests and the tour."""
        return tuple(self._lines)


class OutcomeLine(TickLine):
    """An outcome to tick."""

    def __init__(self, outcome_id: int, wording: str, parent: QWidget | None = None) -> None:
        super().__init__(wording, parent)
        self.outcome_id = outcome_id


class NextAction(Section):
    """What to do next time: repeat, modify or change, and how."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.NEXT_CARD, parent)
        self.chips = ChipRow((), multiple=False, name=texts.NEXT_CARD)
        self.note = TextArea(texts.NEXT_NOTE, min_lines=1, placeholder=texts.NEXT_HINT)
        self.fields = {"next_action_note": Field(texts.NEXT_NOTE, self.note)}
        self.body.addWidget(self.chips)
        self.body.addWidget(self.fields["next_action_note"])
        self.body.setSpacing(SPACE_S)
        self.chips.chosen.connect(lambda _: self.edited.emit())
        self.note.edited.connect(self.edited)

    def load(self, form: ObservationForm, offer: Offer) -> None:
        self.chips.set_options(offer.options(Vocabulary.NEXT_ACTION, form.next_action))
        self.chips.set_chosen((form.next_action,) if form.next_action else ())
        self.note.set_text(form.next_action_note)

    def fill(self, form: ObservationForm) -> ObservationForm:
        return replace(
            form,
            next_action=one_or_none(self.chips.keys()),
            next_action_note=self.note.text(),
        )

    def set_open(self, is_open: bool) -> None:
        self.chips.setEnabled(is_open)
        self.note.setReadOnly(not is_open)
