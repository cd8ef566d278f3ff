"""Plans and their reviews, each carried into the next plan; and changes of provision (4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    Evidence,
    Observation,
    Outcome,
    Plan,
    PlanArea,
    ProvisionChange,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.services import bin_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.plan_observations import SeenForPlan, seen_for
from engagement_desktop.services.timeline_marks import BASELINE
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search


@dataclass(frozen=True)
class PlanForm:
    """A plan as typed."""

    areas: tuple[Area, ...] = ()
    outcome_ids: tuple[int, ...] = ()
    activity: str = ""
    why_activity: str | None = None
    why_note: str = ""
    provision: str = ""
    success_criteria: str = ""
    who_and_when: str = ""
    from_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True)
class PlanReview:
    """What came of a plan, as typed."""

    what_worked: str = ""
    build_on: str = ""
    next_action: str | None = None
    next_action_note: str = ""


@dataclass(frozen=True)
class PlanView:
    """A plan as the page shows it; `reviewed_on` is None while it is under way.

    `seen` are the observations made against a plan under way, the latest first.
    """

    id: int
    form: PlanForm
    outcomes: tuple[str, ...]
    why: str
    reviewed_on: date | None
    review: PlanReview
    next_action: str
    seen: tuple[SeenForPlan, ...] = ()


@dataclass(frozen=True)
class ProvisionForm:
    """A change of provision as typed."""

    what: str = ""
    from_on: date | None = None
    until_on: date | None = None
    effect: str = ""


@dataclass(frozen=True)
class ProvisionView:
    """Something provided or adjusted, and what it did for engagement."""

    id: int
    what: str
    from_on: date
    until_on: date | None
    effect: str


def list_plans(work: Workspace, pupil_id: int) -> tuple[PlanView, ...]:
    """The plans of a pupil: those under way first, then the latest."""
    words = work.words()
    with work.database.read() as session:
        found = session.scalars(
            select(Plan)
            .where(Plan.pupil_id == pupil_id)
            .order_by(Plan.reviewed_on.is_not(None), Plan.from_on.desc(), Plan.id.desc())
            .options(selectinload(Plan.areas), selectinload(Plan.outcomes))
        ).all()
        seen = seen_for(session, pupil_id, [plan for plan in found if plan.reviewed_on is None])
        return tuple(
            PlanView(
                id=plan.id,
                form=_form(plan),
                outcomes=tuple(outcome.wording for outcome in plan.outcomes),
                why=words.text(plan.why_activity),
                reviewed_on=plan.reviewed_on,
                review=PlanReview(
                    plan.what_worked, plan.build_on, plan.next_action, plan.next_action_note
                ),
                next_action=words.text(plan.next_action),
                seen=seen.get(plan.id, ()),
            )
            for plan in found
        )


@dataclass(frozen=True)
class Baseline:
    """The first clip of the activity of highest interest, and the latest clip of all (4.2).

    Where there is no clip, a photo stands in its place.
    """

    first_clip_id: int
    latest_clip_id: int


def baseline(work: Workspace, pupil_id: int) -> Baseline | None:
    """What a pupil's later responses are compared with; None while there are not two to show."""
    clips = (
        select(Evidence.id)
        .join(Observation, Observation.id == Evidence.observation_id)
        .where(
            Evidence.pupil_id == pupil_id,
            Evidence.kind.in_((EvidenceKind.VIDEO, EvidenceKind.PHOTO)),
        )
        .order_by(Evidence.kind != EvidenceKind.VIDEO)
        .limit(1)
    )
    with work.database.read() as session:
        first = session.scalar(
            clips.where(Observation.why_activity == BASELINE).order_by(
                Observation.occurred_at, Evidence.id
            )
        )
        latest = session.scalar(clips.order_by(Observation.occurred_at.desc(), Evidence.id.desc()))
    return Baseline(first, latest) if first and latest and first != latest else None


def save_plan(work: Workspace, pupil_id: int, plan_id: int | None, form: PlanForm) -> Saved[int]:
    """Write a plan; with `plan_id` None a new one. The value is its id.

    Raises:
        InvalidInput: no activity, or it is to be reviewed before it begins.
    """
    from_on = form.from_on or work.today()
    problems = []
    if not form.activity.strip():
        problems.append(FieldProblem("activity", "Please write the activity."))
    if form.review_on is not None and form.review_on < from_on:
        problems.append(FieldProblem("review_on", "This is before the day the plan begins."))
    if problems:
        raise InvalidInput(tuple(problems))
    with work.writing(Act.RECORD) as session:
        if plan_id is None:
            plan = Plan(pupil_id=pupil_id, created_at=work.now())
            session.add(plan)
        else:
            plan = _plan(session, plan_id)
        plan.activity = form.activity.strip()
        plan.why_activity = form.why_activity
        plan.why_note = form.why_note.strip()
        plan.provision = form.provision.strip()
        plan.success_criteria = form.success_criteria.strip()
        plan.who_and_when = form.who_and_when.strip()
        plan.from_on = from_on
        plan.review_on = form.review_on
        known = {area.area: area for area in plan.areas}
        plan.areas = [known.get(area) or PlanArea(area=area) for area in form.areas]
        plan.outcomes = list(
            session.scalars(
                select(Outcome).where(
                    Outcome.id.in_(form.outcome_ids), Outcome.pupil_id == pupil_id
                )
            )
        )
        session.flush()
        index(session, plan)
        saved = plan.id
    return Saved(saved, Changes.of(Kind.PLAN, saved, pupils=[pupil_id]))


def review_plan(work: Workspace, plan_id: int, review: PlanReview) -> Saved[PlanForm]:
    """Write what came of a plan, dated today. The value is the next plan to begin with.

    Raises:
        InvalidInput: nothing says what worked.
    """
    if not review.what_worked.strip():
        problem = FieldProblem("what_worked", "Please write what worked, even if it is a little.")
        raise InvalidInput((problem,))
    words = work.words()
    with work.writing(Act.RECORD) as session:
        plan = _plan(session, plan_id)
        plan.what_worked = review.what_worked.strip()
        plan.build_on = review.build_on.strip()
        plan.next_action = review.next_action
        plan.next_action_note = review.next_action_note.strip()
        plan.reviewed_on = work.today()
        index(session, plan)
        following = next_plan(_form(plan), review, words.text(review.next_action))
        changes = Changes.of(Kind.PLAN, plan_id, pupils=[plan.pupil_id])
    return Saved(following, changes)


def next_plan(form: PlanForm, review: PlanReview, next_action: str) -> PlanForm:
    """The plan that follows a review: its areas, outcomes and provision stay, and what the review
    says comes next stands where the reasons stand."""
    carried = [
        part.strip().rstrip(".")
        for part in (next_action.capitalize(), review.next_action_note, review.build_on)
        if part.strip()
    ]
    return PlanForm(
        areas=form.areas,
        outcome_ids=form.outcome_ids,
        activity=form.activity,
        why_activity=form.why_activity,
        why_note="".join(f"{part}. " for part in carried).strip(),
        provision=form.provision,
        success_criteria=form.success_criteria,
        who_and_when=form.who_and_when,
    )


def remove_plan(work: Workspace, plan_id: int) -> Saved[int]:
    """Remove a plan that should not be there, into the bin; the value is its entry there."""
    with work.writing(Act.RECORD) as session:
        plan = _plan(session, plan_id)
        changes = Changes.of(Kind.PLAN, plan_id, pupils=[plan.pupil_id])
        entry = bin_rows.put(
            work, session, plan, plan.activity, pupil_id=plan.pupil_id, on_day=plan.from_on
        )
    return Saved(entry, changes)


def list_provision(work: Workspace, pupil_id: int) -> tuple[ProvisionView, ...]:
    """The changes of provision, the latest first."""
    with work.database.read() as session:
        found = session.scalars(
            select(ProvisionChange)
            .where(ProvisionChange.pupil_id == pupil_id)
            .order_by(ProvisionChange.from_on.desc(), ProvisionChange.id.desc())
        )
        return tuple(
            ProvisionView(row.id, row.what, row.from_on, row.until_on, row.effect) for row in found
        )


def save_provision(
    work: Workspace, pupil_id: int, provision_id: int | None, form: ProvisionForm
) -> Saved[int]:
    """Write a change of provision; with `provision_id` None a new one. The value is its id.

    Raises:
        InvalidInput: it does not say what, or ends before it begins.
    """
    from_on = form.from_on or work.today()
    problems = []
    if not form.what.strip():
        problems.append(FieldProblem("what", "Please write what was provided or adjusted."))
    if form.until_on is not None and form.until_on < from_on:
        problems.append(FieldProblem("until_on", "This is before the day it begins."))
    if problems:
        raise InvalidInput(tuple(problems))
    with work.writing(Act.RECORD) as session:
        if provision_id is None:
            row = ProvisionChange(pupil_id=pupil_id)
            session.add(row)
        else:
            row = _provision(session, provision_id)
        row.what = form.what.strip()
        row.from_on = from_on
        row.until_on = form.until_on
        row.effect = form.effect.strip()
        session.flush()
        index_provision(session, row)
        saved = row.id
    return Saved(saved, Changes.of(Kind.PROVISION, saved, pupils=[pupil_id]))


def remove_provision(work: Workspace, provision_id: int) -> Saved[int]:
    """Remove a change of provision, into the bin; the value is its entry there."""
    with work.writing(Act.RECORD) as session:
        row = _provision(session, provision_id)
        changes = Changes.of(Kind.PROVISION, provision_id, pupils=[row.pupil_id])
        entry = bin_rows.put(
            work, session, row, row.what, pupil_id=row.pupil_id, on_day=row.from_on
        )
    return Saved(entry, changes)


def index(session: Session, plan: Plan) -> None:
    """Let a plan be found by its words and those of its review."""
    texts = (
        *(plan.activity, plan.why_note, plan.provision, plan.success_criteria),
        *(plan.what_worked, plan.build_on, plan.next_action_note),
    )
    words = "\n".join(text for text in texts if text)
    search.put(session, Kind.PLAN, plan.id, plan.pupil_id, words)


def index_provision(session: Session, row: ProvisionChange) -> None:
    """Let a change of provision be found by its words."""
    search.put(session, Kind.PROVISION, row.id, row.pupil_id, f"{row.what}\n{row.effect}")


def _form(plan: Plan) -> PlanForm:
    focus = {area.area for area in plan.areas}
    return PlanForm(
        areas=tuple(area for area in Area if area in focus),
        outcome_ids=tuple(outcome.id for outcome in plan.outcomes),
        activity=plan.activity,
        why_activity=plan.why_activity,
        why_note=plan.why_note,
        provision=plan.provision,
        success_criteria=plan.success_criteria,
        who_and_when=plan.who_and_when,
        from_on=plan.from_on,
        review_on=plan.review_on,
    )


def _plan(session: Session, plan_id: int) -> Plan:
    plan = session.get(Plan, plan_id)
    if plan is None:
        raise AppError("This plan is no longer there.", to_do="The page shows what is there now.")
    return plan


def _provision(session: Session, provision_id: int) -> ProvisionChange:
    row = session.get(ProvisionChange, provision_id)
    if row is None:
        raise AppError(
            "This change of provision is no longer there.",
            to_do="The page shows what is there now.",
        )
    return row
