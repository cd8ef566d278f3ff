"""The plan page: outcomes on the left; the plan under way and changes of provision on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.states import StepStatus
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services import outcomes, plans
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm, kept_forms
from engagement_desktop.services.outcomes import OutcomeForm, OutcomeView, StepForm
from engagement_desktop.services.plans import (
    PlanForm,
    PlanReview,
    PlanView,
    ProvisionForm,
    ProvisionView,
)
from engagement_desktop.services.pupils import pupil_header
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.page import Page
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
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

T = TypeVar("T")
V = TypeVar("V", OutcomeView, PlanView, ProvisionView)

_TWO_COLUMNS = 820
_LEVELLED_OFF = "why_activity.levelled_off"


@dataclass(frozen=True)
class _Read:
    name: str
    outcomes: tuple[OutcomeView, ...]
    plans: tuple[PlanView, ...]
    provision: tuple[ProvisionView, ...]
    offer: PlanOffer
    kept: tuple[KeptForm, ...]


class PlanPage(Page):
    """What is aimed at, what is tried, and what came of it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._read: _Read | None = None
        self.outcomes = OutcomesCard()
        self.plans = PlansCard()
        self.provision = ProvisionCard()
        self.forms = KeptForms(
            self,
            {
                FormKind.OUTCOME: self._go_on_with_outcome,
                FormKind.PLAN: self._go_on_with_plan,
                FormKind.PLAN_REVIEW: self._go_on_with_review,
                FormKind.PROVISION: self._go_on_with_provision,
            },
            lambda: self._again(self.pupil_id),
        )
        self._lay_out()
        self._connect()

    def show_pupil(self, pupil_id: int) -> None:
        if pupil_id != self.pupil_id:
            self._scroll.verticalScrollBar().setValue(0)
        super().show_pupil(pupil_id)
        self.read(lambda: self._gather(pupil_id), self._show)

    def leave(self) -> bool:
        self.forms.flush()
        return True

    def unsaved(self) -> object | None:
        return self.forms.keeper.unsaved() or None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, dict)
        self.forms.keeper.take_up(unsaved)

    def edit_outcome(self, outcome: OutcomeView | None, form: OutcomeForm | None = None) -> None:
        """Open the form of an outcome, or of a new one; with `form`, as it was left."""
        read, pupil_id = self._read, self.pupil_id
        if read is None or pupil_id is None:
            return
        title = texts.EDIT_OUTCOME if outcome else texts.ADD_OUTCOME
        before = _outcome_form(outcome) if outcome else OutcomeForm()
        number = outcome.id if outcome else None
        place = _place(FormKind.OUTCOME, pupil_id, number)
        begun = form or self.forms.begun(place, OutcomeForm) or before
        work = self.context.work
        self._ask(
            OutcomeDialog(title, read.name, begun, self),
            place,
            lambda typed: outcomes.save_outcome(work, pupil_id, number, typed),
            again=lambda typed: self.edit_outcome(outcome, typed),
        )

    def edit_plan(
        self, plan: PlanView | None, form: PlanForm | None = None, *, following: bool = False
    ) -> None:
        """Open the form of a plan, or of a new one; `following` one that was reviewed."""
        read, pupil_id = self._read, self.pupil_id
        if read is None or pupil_id is None:
            return
        new_title = texts.NEXT_PLAN if following else texts.NEW_PLAN
        title = texts.EDIT_PLAN if plan else new_title
        before = plan.form if plan else PlanForm(from_on=self.context.work.today())
        number = plan.id if plan else None
        place = _place(FormKind.PLAN, pupil_id, number)
        begun = form or self.forms.begun(place, PlanForm) or before
        work = self.context.work
        sentence = texts.NEXT_PLAN_SENTENCE if following else ""
        self._ask(
            PlanDialog(title, sentence, begun, read.offer, self),
            place,
            lambda typed: plans.save_plan(work, pupil_id, number, typed),
            again=lambda typed: self.edit_plan(plan, typed, following=following),
        )

    def review_plan(self, plan: PlanView, form: PlanReview | None = None) -> None:
        """Open the review of a plan; saving it opens the next plan, begun from it."""
        read, pupil_id = self._read, self.pupil_id
        if read is None or pupil_id is None:
            return
        place = _place(FormKind.PLAN_REVIEW, pupil_id, plan.id)
        begun = form or self.forms.begun(place, PlanReview) or plan.review
        work = self.context.work
        self._ask(
            ReviewDialog(plan.form.activity, begun, read.offer, self),
            place,
            lambda typed: plans.review_plan(work, plan.id, typed),
            again=lambda typed: self.review_plan(plan, typed),
            then=lambda following: self.edit_plan(None, following, following=True),
        )

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
        place = _place(FormKind.PROVISION, pupil_id, number)
        begun = form or self.forms.begun(place, ProvisionForm) or before
        title = "Edit the change" if row else texts.ADD_PROVISION
        work = self.context.work
        self._ask(
            ProvisionDialog(title, begun, self),
            place,
            lambda typed: plans.save_provision(work, pupil_id, number, typed),
            again=lambda typed: self.edit_provision(row, typed),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(self.forms.card)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(SPACE_M)
        column.addLayout(self._columns, 1)
        left, right = QVBoxLayout(), QVBoxLayout()
        right.setSpacing(SPACE_M)
        left.addWidget(self.outcomes)
        left.addStretch(1)
        right.addWidget(self.plans)
        right.addWidget(self.provision)
        right.addStretch(1)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self._scroll = VerticalScroll(inside)
        page.addWidget(self._scroll)

    def _connect(self) -> None:
        self.outcomes.add_wanted.connect(lambda: self.edit_outcome(None))
        self.outcomes.edit_wanted.connect(self.edit_outcome)
        self.outcomes.fresh_look_wanted.connect(self._plan_fresh_look)
        self.outcomes.looked_at.connect(self._looked_at)
        self.outcomes.close_wanted.connect(self._close_outcome)
        self.outcomes.step_said.connect(self._say_step)
        self.plans.new_wanted.connect(lambda: self.edit_plan(None))
        self.plans.edit_wanted.connect(self.edit_plan)
        self.plans.review_wanted.connect(self.review_plan)
        self.provision.add_wanted.connect(lambda: self.edit_provision(None))
        self.provision.edit_wanted.connect(self.edit_provision)
        self.provision.remove_wanted.connect(self._remove_provision)
        self.context.look.changed.connect(self._fit)

    def _fit(self) -> None:
        wide = self.width() > self.context.look.px(_TWO_COLUMNS)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _gather(self, pupil_id: int) -> _Read:
        work = self.context.work
        words = work.words()
        found = outcomes.list_outcomes(work, pupil_id)
        return _Read(
            name=pupil_header(work, pupil_id).preferred_name,
            outcomes=found,
            plans=plans.list_plans(work, pupil_id),
            provision=plans.list_provision(work, pupil_id),
            offer=PlanOffer(
                outcomes=tuple((each.id, each.wording) for each in found if not each.closed_on),
                why=words.offered(Vocabulary.WHY_ACTIVITY),
                next_actions=words.offered(Vocabulary.NEXT_ACTION),
            ),
            kept=kept_forms(work, pupil_id),
        )

    def _show(self, read: _Read) -> None:
        self._read = read
        self.forms.show(read.kept)
        self.outcomes.show_outcomes(read.outcomes, read.name, self.context.work.today())
        self.plans.show_plans(read.plans)
        self.provision.show_provision(read.provision)

    def _ask(
        self,
        dialog: FormDialog,
        place: FormPlace,
        save: Callable[[Any], Saved[T]],
        *,
        again: Callable[[Any], None],
        then: Callable[[T], None] | None = None,
    ) -> None:
        """Open a form and save what it gives; what is put aside can be taken up again."""
        pupil_id = self.pupil_id

        def saved(value: T) -> None:
            self._again(pupil_id)
            if then is not None:
                then(value)

        self.forms.ask(dialog, place, save, saved, again)

    def _go_on_with_outcome(self, kept: KeptForm) -> None:
        found = _with_id(self._read.outcomes if self._read else (), kept)
        self.edit_outcome(found, kept.form(OutcomeForm))

    def _go_on_with_plan(self, kept: KeptForm) -> None:
        found = _with_id(self._read.plans if self._read else (), kept)
        self.edit_plan(found, kept.form(PlanForm))

    def _go_on_with_review(self, kept: KeptForm) -> None:
        found = _with_id(self._read.plans if self._read else (), kept)
        if found is not None:
            self.review_plan(found, kept.form(PlanReview))

    def _go_on_with_provision(self, kept: KeptForm) -> None:
        found = _with_id(self._read.provision if self._read else (), kept)
        self.edit_provision(found, kept.form(ProvisionForm))

    def _write(self, work: Callable[[], Saved[T]], then: Callable[[T], None] | None = None) -> None:
        """Write something short, and show the page afresh."""
        pupil_id = self.pupil_id

        def saved(value: T) -> None:
            self._again(pupil_id)
            if then is not None:
                then(value)

        self.context.tasks.write(work, saved, owner=self)

    def _again(self, pupil_id: int | None) -> None:
        if pupil_id is not None and self.pupil_id == pupil_id:
            self.show_pupil(pupil_id)

    def _plan_fresh_look(self, outcome: OutcomeView) -> None:
        """Begin a plan for an outcome that deserves one (5.3)."""
        form = PlanForm(
            outcome_ids=(outcome.id,),
            why_activity=_LEVELLED_OFF,
            success_criteria=outcome.success,
            from_on=self.context.work.today(),
        )
        self.edit_plan(None, form)

    def _looked_at(self, outcome: OutcomeView) -> None:
        work = self.context.work

        def undo() -> None:
            self._write(lambda: outcomes.set_reviewed(work, outcome.id, outcome.reviewed_on))

        self._write(
            lambda: outcomes.mark_reviewed(work, outcome.id),
            lambda _: self.context.messages.undo("The outcome was looked at today.", undo),
        )

    def _close_outcome(self, outcome: OutcomeView) -> None:
        work, reopen = self.context.work, outcome.closed_on is not None
        words = "The outcome is taken up again." if reopen else "The outcome was put away."

        def undo() -> None:
            self._write(lambda: outcomes.close_outcome(work, outcome.id, reopen=not reopen))

        self._write(
            lambda: outcomes.close_outcome(work, outcome.id, reopen=reopen),
            lambda _: self.context.messages.undo(words, undo),
        )

    def _say_step(self, step_id: int, status: StepStatus) -> None:
        work = self.context.work

        def undo(before: StepStatus) -> None:
            self._write(lambda: outcomes.set_step_status(work, step_id, before))

        self._write(
            lambda: outcomes.set_step_status(work, step_id, status),
            lambda before: self.context.messages.undo(
                f"The step is now {status.value}.", lambda: undo(before)
            ),
        )

    def _remove_provision(self, row: ProvisionView) -> None:
        work, pupil_id = self.context.work, self.pupil_id
        if pupil_id is None:
            return

        def undo(was: ProvisionForm) -> None:
            self._write(lambda: plans.save_provision(work, pupil_id, None, was))

        self._write(
            lambda: plans.remove_provision(work, row.id),
            lambda was: self.context.messages.undo(
                texts.REMOVED.format(what=was.what), lambda: undo(was)
            ),
        )


def _place(kind: FormKind, pupil_id: int, record_id: int | None) -> FormPlace:
    return FormPlace(kind, pupil_id, "" if record_id is None else str(record_id))


def _with_id(views: Iterable[V], kept: KeptForm) -> V | None:
    return next((view for view in views if view.id == kept.place.record_id), None)


def _outcome_form(outcome: OutcomeView) -> OutcomeForm:
    return OutcomeForm(
        wording=outcome.wording,
        success=outcome.success,
        aspiration=outcome.aspiration,
        needs=outcome.needs,
        expected_by=outcome.expected_by,
        steps=tuple(StepForm(step.id, step.wording, step.status) for step in outcome.steps),
    )
