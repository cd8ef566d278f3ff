"""The forms of a plan, of its review, and of a change of provision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.vocabularies import Word
from engagement_desktop.services.plans import PlanForm, PlanReview, PlanView, ProvisionForm
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.plans import texts
from engagement_desktop.ui.plans.seen_rows import seen_rows
from engagement_desktop.ui.widgets.chips import ChipRow, Choice, chosen, chosen_text
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.named import named
from engagement_desktop.ui.widgets.text_area import TextArea

_LONGEST = 60


@dataclass(frozen=True)
class PlanOffer:
    """What a plan can be made of: outcomes by id, and the school's words."""

    outcomes: tuple[tuple[int, str], ...]
    why: tuple[Word, ...]
    next_actions: tuple[Word, ...]


class PlanDialog(FormDialog):
    """Its form is a `PlanForm`."""

    def __init__(
        self, title: str, sentence: str, form: PlanForm, offer: PlanOffer, parent: QWidget
    ) -> None:
        super().__init__(title, sentence, "Save", parent)
        self._areas = _chips(texts.AREAS, [Choice(area, area.title) for area in Area])
        self._outcomes = _chips(
            texts.PLAN_OUTCOMES, [Choice(key, _short(text)) for key, text in offer.outcomes]
        )
        self._why = _chips(
            texts.WHY, [Choice(word.key, word.text) for word in offer.why], multiple=False
        )
        self._activity = QLineEdit(form.activity)
        self._why_note = TextArea(texts.WHY_NOTE, min_lines=1)
        self._provision = TextArea(texts.PROVISION_USED)
        self._success = TextArea(texts.SUCCESS_CRITERIA)
        self._who = QLineEdit(form.who_and_when)
        self._from = DayField(texts.FROM)
        self._review = DayField(texts.REVIEW_ON)
        self.add_field("areas", texts.AREAS, self._areas)
        self.add_field("activity", texts.ACTIVITY, self._activity)
        self.add_field("why_activity", texts.WHY, self._why)
        self.add_field("why_note", texts.WHY_NOTE, self._why_note)
        self.add_field("provision", texts.PROVISION_USED, self._provision)
        self.add_field("success_criteria", texts.SUCCESS_CRITERIA, self._success)
        self.add_field("who_and_when", texts.WHO_WHEN, self._who)
        self.add_field("from_on", texts.FROM, self._from)
        self.add_field("review_on", texts.REVIEW_ON, self._review)
        if offer.outcomes:
            self.add_field("outcome_ids", texts.PLAN_OUTCOMES, self._outcomes)
        self._areas.set_chosen(form.areas)
        self._outcomes.set_chosen(form.outcome_ids)
        self._why.set_chosen([form.why_activity])
        self._why_note.set_text(form.why_note)
        self._provision.set_text(form.provision)
        self._success.set_text(form.success_criteria)
        self._from.set_day(form.from_on)
        self._review.set_day(form.review_on)

    def form(self) -> PlanForm:
        """The plan as typed."""
        return PlanForm(
            areas=chosen(self._areas, Area),
            outcome_ids=chosen(self._outcomes, int),
            activity=self._activity.text(),
            why_activity=chosen_text(self._why),
            why_note=self._why_note.text(),
            provision=self._provision.text(),
            success_criteria=self._success.text(),
            who_and_when=self._who.text(),
            from_on=self._from.day(),
            review_on=self._review.day(),
        )


class ReviewDialog(FormDialog):
    """Its form is a `PlanReview`; what was aimed at and what was seen stand above it."""

    def __init__(self, plan: PlanView, form: PlanReview, offer: PlanOffer, parent: QWidget) -> None:
        title = f"Review: {plan.form.activity}"
        super().__init__(title, texts.REVIEW_SENTENCE, "Save the review", parent)
        self.column.addLayout(named((texts.SUCCESS_CRITERIA, plan.form.success_criteria)))
        self.column.addWidget(label(texts.SEEN if plan.seen else texts.NOT_SEEN, Role.MUTED))
        if plan.seen:
            self.column.addWidget(seen_rows(plan.seen))
        self._worked = TextArea(texts.WORKED)
        self._build_on = TextArea(texts.BUILD_ON)
        self._next = _chips(
            texts.NEXT_ACTION,
            [Choice(word.key, word.text) for word in offer.next_actions],
            multiple=False,
        )
        self._note = QLineEdit(form.next_action_note)
        self.add_field("what_worked", texts.WORKED, self._worked)
        self.add_field("build_on", texts.BUILD_ON, self._build_on)
        self.add_field("next_action", texts.NEXT_ACTION, self._next)
        self.add_field("next_action_note", texts.NEXT_NOTE, self._note)
        self._worked.set_text(form.what_worked)
        self._build_on.set_text(form.build_on)
        self._next.set_chosen([form.next_action])

    def form(self) -> PlanReview:
        """The review as typed."""
        return PlanReview(
            what_worked=self._worked.text(),
            build_on=self._build_on.text(),
            next_action=chosen_text(self._next),
            next_action_note=self._note.text(),
        )


class ProvisionDialog(FormDialog):
    """Its form is a `ProvisionForm`."""

    def __init__(self, title: str, form: ProvisionForm, parent: QWidget) -> None:
        super().__init__(title, "", "Save", parent)
        self._what = QLineEdit(form.what)
        self._from = DayField(texts.FROM)
        self._until = DayField(texts.UNTIL)
        self._effect = TextArea(texts.EFFECT)
        self.add_field("what", texts.WHAT, self._what)
        self.add_field("from_on", texts.FROM, self._from)
        self.add_field("until_on", texts.UNTIL, self._until, texts.UNTIL_HINT)
        self.add_field("effect", texts.EFFECT, self._effect)
        self._from.set_day(form.from_on)
        self._until.set_day(form.until_on)
        self._effect.set_text(form.effect)

    def form(self) -> ProvisionForm:
        """The change as typed."""
        return ProvisionForm(
            self._what.text(), self._from.day(), self._until.day(), self._effect.text()
        )


def _chips(name: str, options: Sequence[Choice], *, multiple: bool = True) -> ChipRow:
    return ChipRow(options, multiple=multiple, name=name)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
