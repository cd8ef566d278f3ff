"""The plan page: outcomes on the left; the plan under way and changes of provision on the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import StepStatus
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services import outcomes, plans
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm
from engagement_desktop.services.outcomes import OutcomeForm, OutcomeView, StepForm
from engagement_desktop.services.plans import (
    Baseline,
    PlanForm,
    PlanReview,
    PlanView,
    ProvisionForm,
    ProvisionView,
)
from engagement_desktop.services.pupils import preferred_name
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.plans import texts
from engagement_desktop.ui.plans.outcome_dialog import OutcomeDialog
from engagement_desktop.ui.plans.outcomes_card import OutcomesCard
from engagement_desktop.ui.plans.plan_dialogs import (
    PlanDialog,
    PlanOffer,
    ProvisionDialog,
    ReviewDialog,
)
from engagement_desktop.ui.plans.plans_card import PlansCard, ProvisionCard
from engagement_desktop.ui.record_page import RecordPage, number_of, place_of, record_of
from engagement_desktop.ui.widgets.side_by_side import SideBySide

_TWO_COLUMNS = 820
_LEVELLED_OFF = "why_activity.levelled_off"
_AFTER = "after "
_FRESH_LOOK_AT = "fresh look at "


@dataclass(frozen=True)
class _Read:
    name: str
    outcomes: tuple[OutcomeView, ...]
    plans: tuple[PlanView, ...]
    provision: tuple[ProvisionView, ...]
    offer: PlanOffer
    baseline: Baseline | None


class PlanPage(RecordPage[_Read]):
    """What is aimed at, what is tried, and what came of it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            {
                FormKind.OUTCOME: self._go_on_with_outcome,
                FormKind.PLAN: self._go_on_with_plan,
                FormKind.PLAN_REVIEW: self._go_on_with_review,
                FormKind.PROVISION: self._go_on_with_provision,
            },
            parent,
        )
        may_write = context.work.may(Act.RECORD)
        self.outcomes = OutcomesCard(may_write=may_write)
        self.plans = PlansCard(may_write=may_write)
        self.provision = ProvisionCard(may_write=may_write)
        self._lay_out()
        self._connect()

    def edit_outcome(self, outcome: OutcomeView | None, form: OutcomeForm | None = None) -> None:
        """Open the form of an outcome, or of a new one; with `form`, as it was left."""
        read, pupil_id = self.shown, self.pupil_id
        if read is None or pupil_id is None:
            return
        title = texts.EDIT_OUTCOME if outcome else texts.ADD_OUTCOME
        before = _outcome_form(outcome) if outcome else OutcomeForm()
        number = outcome.id if outcome else None
        place = place_of(FormKind.OUTCOME, pupil_id, outcome)
        begun = form or self.forms.begun(place, OutcomeForm) or before
        work = self.context.work
        self.ask(
            OutcomeDialog(title, read.name, begun, self),
            place,
            lambda typed: outcomes.save_outcome(work, pupil_id, number, typed),
            again=lambda typed: self.edit_outcome(outcome, typed),
        )

    def edit_plan(
        self, plan: PlanView | None, form: PlanForm | None = None, *, begun_from: str = ""
    ) -> None:
        """Open the form of a plan, or of a new one; with `form`, as it was left or is offered.

        `begun_from` names the reviewed plan or the outcome that a new plan was begun from, so that
        it is kept beside another new plan that was not saved yet, and not in its place.
        """
        read, pupil_id = self.shown, self.pupil_id
        if read is None or pupil_id is None:
            return
        following = begun_from.startswith(_AFTER)
        new_title = texts.NEXT_PLAN if following else texts.NEW_PLAN
        title = texts.EDIT_PLAN if plan else new_title
        before = plan.form if plan else PlanForm(from_on=self.context.work.today())
        number = plan.id if plan else None
        place = FormPlace(FormKind.PLAN, pupil_id, str(plan.id) if plan else begun_from)
        begun = form or self.forms.begun(place, PlanForm) or before
        work = self.context.work
        sentence = texts.NEXT_PLAN_SENTENCE if following else ""
        self.ask(
            PlanDialog(title, sentence, begun, read.offer, self),
            place,
            lambda typed: plans.save_plan(work, pupil_id, number, typed),
            again=lambda typed: self.edit_plan(plan, typed, begun_from=begun_from),
        )

    def review_plan(self, plan: PlanView, form: PlanReview | None = None) -> None:
        """Open the review of a plan; saving it opens the next plan, begun from it."""
        read, pupil_id = self.shown, self.pupil_id
        if read is None or pupil_id is None:
            return
        place = place_of(FormKind.PLAN_REVIEW, pupil_id, plan)
        begun = form or self.forms.begun(place, PlanReview) or plan.review
        work = self.context.work
        self.ask(
            ReviewDialog(plan, begun, read.offer, self),
            place,
            lambda typed: plans.review_plan(work, plan.id, typed),
            again=lambda typed: self.review_plan(plan, typed),
            then=lambda following: self._begin_plan(f"{_AFTER}{plan.id}", following),
        )

    def follow_plan(self, plan: PlanView) -> None:
        """Begin the plan that follows one that was reviewed."""
        following = plans.next_plan(plan.form, plan.review, plan.next_action)
        self._begin_plan(f"{_AFTER}{plan.id}", following)

    def _begin_plan(self, begun_from: str, offered: PlanForm) -> None:
        """Open a new plan as it was left, or as it is offered."""
        if self.pupil_id is not None:
            place = FormPlace(FormKind.PLAN, self.pupil_id, begun_from)
            begun = self.forms.begun(place, PlanForm) or offered
            self.edit_plan(None, begun, begun_from=begun_from)

    def edit_provision(self, row: ProvisionView | None, form: ProvisionForm | None = None) -> None:
        """Open the form of a change of provision, or of a new one."""
        pupil_id = self.pupil_id
        if pupil_id is None:
            return
        before = (
            ProvisionForm(row.what, row.from_on, row.until_on, row.effect)
            if row
            else ProvisionForm(from_on=self.context.work.today())
        )
        number = row.id if row else None
        place = place_of(FormKind.PROVISION, pupil_id, row)
        begun = form or self.forms.begun(place, ProvisionForm) or before
        title = "Edit the change" if row else texts.ADD_PROVISION
        work = self.context.work
        self.ask(
            ProvisionDialog(title, begun, self),
            place,
            lambda typed: plans.save_provision(work, pupil_id, number, typed),
            again=lambda typed: self.edit_provision(row, typed),
        )

    def _lay_out(self) -> None:
        columns = SideBySide(_TWO_COLUMNS)
        columns.column().addWidget(self.outcomes)
        right = columns.column()
        right.addWidget(self.plans)
        right.addWidget(self.provision)
        self.column.addWidget(columns)

    def _connect(self) -> None:
        self.outcomes.add_wanted.connect(lambda: self.edit_outcome(None))
        self.outcomes.edit_wanted.connect(self.edit_outcome)
        self.outcomes.fresh_look_wanted.connect(self._plan_fresh_look)
        self.outcomes.looked_at.connect(self._looked_at)
        self.outcomes.achieved.connect(lambda outcome: self._close_outcome(outcome, achieved=True))
        self.outcomes.close_wanted.connect(self._close_outcome)
        self.outcomes.take_up_wanted.connect(self._take_up_outcome)
        self.outcomes.remove_wanted.connect(self._remove_outcome)
        self.outcomes.step_said.connect(self._say_step)
        self.plans.baseline_wanted.connect(self._watch_baseline)
        self.plans.new_wanted.connect(lambda: self.edit_plan(None))
        self.plans.edit_wanted.connect(self.edit_plan)
        self.plans.review_wanted.connect(self.review_plan)
        self.plans.follow_wanted.connect(self.follow_plan)
        self.plans.observe_wanted.connect(self._observe)
        self.plans.remove_wanted.connect(self._remove_plan)
        self.plans.open_wanted.connect(self.context.navigate.observation)
        self.provision.add_wanted.connect(lambda: self.edit_provision(None))
        self.provision.edit_wanted.connect(self.edit_provision)
        self.provision.remove_wanted.connect(self._remove_provision)

    def gather(self, pupil_id: int) -> _Read:
        work = self.context.work
        words = work.words()
        found = outcomes.list_outcomes(work, pupil_id)
        return _Read(
            name=preferred_name(work, pupil_id),
            outcomes=found,
            plans=plans.list_plans(work, pupil_id),
            provision=plans.list_provision(work, pupil_id),
            offer=PlanOffer(
                outcomes=tuple((each.id, each.wording) for each in found if not each.closed_on),
                why=words.offered(Vocabulary.WHY_ACTIVITY),
                next_actions=words.offered(Vocabulary.NEXT_ACTION),
            ),
            baseline=plans.baseline(work, pupil_id),
        )

    def show_read(self, read: _Read) -> None:
        self.outcomes.show_outcomes(read.outcomes, read.name, self.context.work.today())
        self.plans.show_plans(read.plans, has_baseline=read.baseline is not None)
        self.provision.show_provision(read.provision)

    def part_of(self, kind: Kind, record_id: int) -> QWidget | None:
        if self.shown is None:
            return None
        if kind is Kind.PLAN:
            return self.plans.part_of(record_id)
        views, card = (
            (self.shown.outcomes, self.outcomes)
            if kind is Kind.OUTCOME
            else (self.shown.provision, self.provision)
        )
        number = number_of(record_id, views)
        return None if number is None else card.row(number)

    def _go_on_with_outcome(self, kept: KeptForm) -> None:
        found = record_of(kept, self.shown.outcomes if self.shown else ())
        self.edit_outcome(found, kept.form(OutcomeForm))

    def _go_on_with_plan(self, kept: KeptForm) -> None:
        found = record_of(kept, self.shown.plans if self.shown else ())
        begun_from = "" if kept.place.record_id is not None else kept.place.which
        self.edit_plan(found, kept.form(PlanForm), begun_from=begun_from)

    def _go_on_with_review(self, kept: KeptForm) -> None:
        found = record_of(kept, self.shown.plans if self.shown else ())
        if found is not None:
            self.review_plan(found, kept.form(PlanReview))

    def _go_on_with_provision(self, kept: KeptForm) -> None:
        found = record_of(kept, self.shown.provision if self.shown else ())
        self.edit_provision(found, kept.form(ProvisionForm))

    def _watch_baseline(self) -> None:
        if self.shown is not None and self.shown.baseline is not None:
            clips = self.shown.baseline
            self.context.navigate.review(clips.first_clip_id, clips.latest_clip_id)

    def _observe(self, plan: PlanView) -> None:
        if self.pupil_id is not None:
            self.context.navigate.new_observation(self.pupil_id, plan.id)

    def _plan_fresh_look(self, outcome: OutcomeView) -> None:
        """Begin a plan for an outcome that deserves one (5.3)."""
        form = PlanForm(
            outcome_ids=(outcome.id,),
            why_activity=_LEVELLED_OFF,
            success_criteria=outcome.success,
            from_on=self.context.work.today(),
        )
        self._begin_plan(f"{_FRESH_LOOK_AT}{outcome.id}", form)

    def _looked_at(self, outcome: OutcomeView) -> None:
        work = self.context.work

        def undo() -> None:
            self.write(lambda: outcomes.set_reviewed(work, outcome.id, outcome.reviewed_on))

        self.write(
            lambda: outcomes.mark_reviewed(work, outcome.id),
            lambda _: self.context.messages.undo("The outcome was looked at today.", undo),
        )

    def _close_outcome(self, outcome: OutcomeView, *, achieved: bool = False) -> None:
        work = self.context.work
        words = "The outcome is achieved." if achieved else "The outcome was put away."

        def undo() -> None:
            self.write(lambda: outcomes.reopen_outcome(work, outcome.id))

        self.write(
            lambda: outcomes.close_outcome(work, outcome.id, achieved=achieved),
            lambda _: self.context.messages.undo(words, undo),
        )

    def _take_up_outcome(self, outcome: OutcomeView) -> None:
        work, achieved = self.context.work, outcome.achieved_on is not None

        def undo() -> None:
            self.write(
                lambda: outcomes.close_outcome(
                    work, outcome.id, achieved=achieved, on=outcome.closed_on
                )
            )

        self.write(
            lambda: outcomes.reopen_outcome(work, outcome.id),
            lambda _: self.context.messages.undo("The outcome is taken up again.", undo),
        )

    def _remove_outcome(self, outcome: OutcomeView) -> None:
        work = self.context.work
        self.remove(lambda: outcomes.remove_outcome(work, outcome.id), texts.OUTCOME_REMOVED)

    def _remove_plan(self, plan: PlanView) -> None:
        work = self.context.work
        words = texts.PLAN_REMOVED.replace("{activity}", plan.form.activity)
        self.remove(lambda: plans.remove_plan(work, plan.id), words)

    def _say_step(self, step_id: int, status: StepStatus) -> None:
        work = self.context.work

        def undo(before: StepStatus) -> None:
            self.write(lambda: outcomes.set_step_status(work, step_id, before))

        self.write(
            lambda: outcomes.set_step_status(work, step_id, status),
            lambda before: self.context.messages.undo(
                f"The step is now {status.value}.", lambda: undo(before)
            ),
        )

    def _remove_provision(self, row: ProvisionView) -> None:
        work = self.context.work
        self.remove(
            lambda: plans.remove_provision(work, row.id), texts.REMOVED.format(what=row.what)
        )


def _outcome_form(outcome: OutcomeView) -> OutcomeForm:
    return OutcomeForm(
        wording=outcome.wording,
        success=outcome.success,
        aspiration=outcome.aspiration,
        needs=outcome.needs,
        expected_by=outcome.expected_by,
        steps=tuple(StepForm(step.id, step.wording, step.status) for step in outcome.steps),
    )
