"""Outcomes under the four areas of need, their steps, and which deserve a fresh look (5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.records import (
    Observation,
    ObservationOutcome,
    Outcome,
    OutcomeNeed,
    OutcomeStep,
    Plan,
    PlanOutcome,
    Pupil,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.stalling import kind_words
from engagement_desktop.models.states import AreaOfNeed, OutcomeEventKind, StepStatus
from engagement_desktop.models.steps import may_become
from engagement_desktop.services import bin_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.fresh_looks import fresh_looks
from engagement_desktop.services.outcome_history import (
    EventView,
    achieved_on,
    happened,
    histories,
    step_stands,
    taken_back,
)
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search


@dataclass(frozen=True)
class StepView:
    """A step on the way to an outcome, and since when it stands as it does."""

    id: int
    wording: str
    status: StepStatus
    status_on: date


@dataclass(frozen=True)
class OutcomeView:
    """An outcome as the plan page shows it. `fresh_look` is a sentence when one is due."""

    id: int
    wording: str
    success: str
    aspiration: str
    needs: tuple[AreaOfNeed, ...]
    expected_by: date | None
    set_on: date
    reviewed_on: date | None
    closed_on: date | None
    """Since when it is no longer worked towards, achieved or not."""
    achieved_on: date | None
    steps: tuple[StepView, ...]
    provision: tuple[str, ...]
    """What the plans under way provide for it."""
    last_seen: date | None
    """The day of the latest observation that touches this outcome."""
    fresh_look: str
    history: tuple[EventView, ...]
    """What happened to it and its steps, the latest first."""


@dataclass(frozen=True)
class StepForm:
    """A step as typed; `id` is None for a new one."""

    id: int | None
    wording: str
    status: StepStatus = StepStatus.IN_PROGRESS


@dataclass(frozen=True)
class OutcomeForm:
    """An outcome as typed."""

    wording: str = ""
    success: str = ""
    aspiration: str = ""
    needs: tuple[AreaOfNeed, ...] = ()
    expected_by: date | None = None
    steps: tuple[StepForm, ...] = ()


def list_outcomes(work: Workspace, pupil_id: int) -> tuple[OutcomeView, ...]:
    """The outcomes of a pupil in their order, those still worked towards first."""
    with work.database.read() as session:
        name = session.scalar(select(Pupil.preferred_name).where(Pupil.id == pupil_id)) or ""
        found = session.scalars(
            select(Outcome)
            .where(Outcome.pupil_id == pupil_id)
            .order_by(
                Outcome.closed_on.is_not(None),
                Outcome.closed_on.desc(),
                Outcome.position,
                Outcome.id,
            )
            .options(selectinload(Outcome.needs), selectinload(Outcome.steps))
        ).all()
        due = {outcome.id for outcome in fresh_looks(session, work.today(), [pupil_id])}
        last = _last_seen(session, pupil_id)
        history = histories(session, pupil_id)
        provision = _provision(session, pupil_id)
        return tuple(
            _view(
                outcome,
                kind_words(name, outcome.expected_by, work.today())
                if outcome.id in due and outcome.expected_by
                else "",
                last.get(outcome.id),
                history.get(outcome.id, ()),
                provision.get(outcome.id, ()),
            )
            for outcome in found
        )


def save_outcome(
    work: Workspace, pupil_id: int, outcome_id: int | None, form: OutcomeForm
) -> Saved[int]:
    """Write an outcome with its steps; with `outcome_id` None a new one. The value is its id.

    A step whose wording or status changed is dated today.

    Raises:
        InvalidInput: no wording, or no area of need.
        AppError: a step would come to stand as it may not (`models.steps`).
    """
    problems = []
    if not form.wording.strip():
        problems.append(FieldProblem("wording", "Please write the outcome."))
    if not form.needs:
        problems.append(FieldProblem("needs", "Please choose at least one area of need."))
    if problems:
        raise InvalidInput(tuple(problems))
    with work.writing(Act.RECORD) as session:
        if outcome_id is None:
            outcome = Outcome(
                pupil_id=pupil_id,
                set_on=work.today(),
                position=_next_position(session, pupil_id),
            )
            session.add(outcome)
        else:
            outcome = _outcome(session, outcome_id)
        earlier = outcome.wording
        outcome.wording = form.wording.strip()
        outcome.success = form.success.strip()
        outcome.aspiration = form.aspiration.strip()
        outcome.expected_by = form.expected_by
        _apply_needs(outcome, form.needs)
        session.flush()
        if outcome_id is None:
            happened(session, work, outcome, OutcomeEventKind.SET)
        elif earlier != outcome.wording:
            happened(session, work, outcome, OutcomeEventKind.REWORDED, earlier)
        _apply_steps(session, work, outcome, form.steps)
        index(session, outcome)
        saved = outcome.id
    return Saved(saved, Changes.of(Kind.OUTCOME, saved, pupils=[pupil_id]))


def set_step_status(work: Workspace, step_id: int, status: StepStatus) -> Saved[StepStatus]:
    """Say how a step stands from today on. The value is how it stood before, for undo."""
    with work.writing(Act.RECORD) as session:
        step = session.get(OutcomeStep, step_id)
        if step is None:
            raise _gone()
        before = step.status
        outcome = _outcome(session, step.outcome_id)
        _set_status(session, work, outcome, step, status)
        changes = Changes.of(Kind.OUTCOME, outcome.id, pupils=[outcome.pupil_id])
    return Saved(before, changes)


def mark_reviewed(work: Workspace, outcome_id: int) -> Saved[date | None]:
    """Say that the outcome was looked at today. The value is when it was before, for undo."""
    return set_reviewed(work, outcome_id, work.today())


def set_reviewed(work: Workspace, outcome_id: int, day: date | None) -> Saved[date | None]:
    """Say when the outcome was last looked at."""
    with work.writing(Act.RECORD) as session:
        outcome = _outcome(session, outcome_id)
        before, outcome.reviewed_on = outcome.reviewed_on, day
        if day == work.today():
            happened(session, work, outcome, OutcomeEventKind.LOOKED_AT)
        else:
            taken_back(session, work, outcome, OutcomeEventKind.LOOKED_AT)
        changes = Changes.of(Kind.OUTCOME, outcome_id, pupils=[outcome.pupil_id])
    return Saved(before, changes)


def close_outcome(
    work: Workspace, outcome_id: int, *, achieved: bool = False, on: date | None = None
) -> Saved[None]:
    """Say that the outcome is achieved, or is no longer worked towards for another reason, from
    today on; `on` is another day where taking it up again is taken back."""
    kind = OutcomeEventKind.ACHIEVED if achieved else OutcomeEventKind.CLOSED
    return _close(work, outcome_id, kind, on or work.today())


def reopen_outcome(work: Workspace, outcome_id: int) -> Saved[None]:
    """Say that the outcome is worked towards again."""
    return _close(work, outcome_id, OutcomeEventKind.TAKEN_UP_AGAIN, None)


def _close(
    work: Workspace, outcome_id: int, kind: OutcomeEventKind, on: date | None
) -> Saved[None]:
    with work.writing(Act.RECORD) as session:
        outcome = _outcome(session, outcome_id)
        outcome.closed_on = on
        happened(session, work, outcome, kind)
        changes = Changes.of(Kind.OUTCOME, outcome_id, pupils=[outcome.pupil_id])
    return Saved(None, changes)


def remove_outcome(work: Workspace, outcome_id: int) -> Saved[int]:
    """Remove an outcome that should not be there, into the bin; the value is its entry there."""
    with work.writing(Act.RECORD) as session:
        outcome = _outcome(session, outcome_id)
        changes = Changes.of(Kind.OUTCOME, outcome_id, pupils=[outcome.pupil_id])
        entry = bin_rows.put(
            work,
            session,
            outcome,
            outcome.wording,
            pupil_id=outcome.pupil_id,
            on_day=outcome.set_on,
        )
    return Saved(entry, changes)


def _provision(session: Session, pupil_id: int) -> dict[int, tuple[str, ...]]:
    """What the plans under way provide for each outcome, the latest plan first."""
    rows = session.execute(
        select(PlanOutcome.outcome_id, Plan.provision)
        .join(Plan, Plan.id == PlanOutcome.plan_id)
        .where(Plan.pupil_id == pupil_id, Plan.reviewed_on.is_(None), Plan.provision != "")
        .order_by(Plan.from_on.desc(), Plan.id.desc())
    )
    found: dict[int, tuple[str, ...]] = {}
    for outcome_id, provision in rows:
        found[outcome_id] = (*found.get(outcome_id, ()), provision)
    return found


def _last_seen(session: Session, pupil_id: int) -> dict[int, date]:
    """When each outcome was seen last: read from two indexes, not from each observation."""
    seen = select(Observation.id, Observation.occurred_at).where(Observation.pupil_id == pupil_id)
    moments: dict[int, datetime] = dict(session.execute(seen).all())
    touched = session.execute(
        select(ObservationOutcome.outcome_id, ObservationOutcome.observation_id)
        .join(Outcome, Outcome.id == ObservationOutcome.outcome_id)
        .where(Outcome.pupil_id == pupil_id)
    )
    last: dict[int, datetime] = {}
    for outcome_id, observation_id in touched:
        if (at := moments.get(observation_id)) is not None:
            last[outcome_id] = max(at, last.get(outcome_id, at))
    return {outcome_id: at.astimezone().date() for outcome_id, at in last.items()}


def _view(
    outcome: Outcome,
    fresh_look: str,
    last_seen: date | None,
    history: tuple[EventView, ...],
    provision: tuple[str, ...],
) -> OutcomeView:
    needs = {need.area_of_need for need in outcome.needs}
    return OutcomeView(
        id=outcome.id,
        wording=outcome.wording,
        success=outcome.success,
        aspiration=outcome.aspiration,
        needs=tuple(need for need in AreaOfNeed if need in needs),
        expected_by=outcome.expected_by,
        set_on=outcome.set_on,
        reviewed_on=outcome.reviewed_on,
        closed_on=outcome.closed_on,
        achieved_on=achieved_on(history) if outcome.closed_on else None,
        steps=tuple(
            StepView(step.id, step.wording, step.status, step.status_on) for step in outcome.steps
        ),
        provision=provision,
        last_seen=last_seen,
        fresh_look=fresh_look,
        history=history,
    )


def _outcome(session: Session, outcome_id: int) -> Outcome:
    outcome = session.get(Outcome, outcome_id)
    if outcome is None:
        raise _gone()
    return outcome


def _gone() -> AppError:
    return AppError("This outcome is no longer there.", to_do="The page shows what is there now.")


def _next_position(session: Session, pupil_id: int) -> int:
    last = session.scalar(select(func.max(Outcome.position)).where(Outcome.pupil_id == pupil_id))
    return 0 if last is None else last + 1


def _apply_needs(outcome: Outcome, wanted: tuple[AreaOfNeed, ...]) -> None:
    kept = [need for need in outcome.needs if need.area_of_need in wanted]
    known = {need.area_of_need for need in kept}
    outcome.needs = kept + [OutcomeNeed(area_of_need=area) for area in wanted if area not in known]


def _apply_steps(
    session: Session, work: Workspace, outcome: Outcome, wanted: tuple[StepForm, ...]
) -> None:
    """Steps left empty are dropped; the order is the one typed."""
    known = {step.id: step for step in outcome.steps}
    steps: list[OutcomeStep] = []
    for form in wanted:
        wording = form.wording.strip()
        if not wording:
            continue
        step = known.pop(form.id, None) if form.id is not None else None
        if step is None:
            step = OutcomeStep(wording=wording, status=form.status, status_on=work.today())
            happened(session, work, outcome, OutcomeEventKind.STEP_ADDED, wording)
        else:
            if step.wording != wording:
                earlier, step.wording, step.status_on = step.wording, wording, work.today()
                happened(session, work, outcome, OutcomeEventKind.STEP_REWORDED, earlier)
            _set_status(session, work, outcome, step, form.status)
        step.position = len(steps)
        steps.append(step)
    for step in known.values():
        happened(session, work, outcome, OutcomeEventKind.STEP_TAKEN_OUT, step.wording)
    outcome.steps = steps


def _set_status(
    session: Session, work: Workspace, outcome: Outcome, step: OutcomeStep, status: StepStatus
) -> None:
    if step.status is status:
        return
    if not may_become(step.status, status):
        raise AppError(
            f"A step that is {step.status.value} cannot become {status.value} at once.",
            safe="Nothing was changed.",
            to_do="Say first that it is in progress again.",
        )
    step.status, step.status_on = status, work.today()
    step_stands(session, work, outcome, step)


def index(session: Session, outcome: Outcome) -> None:
    """Let an outcome be found by its words and those of its steps."""
    texts = (outcome.wording, outcome.success, outcome.aspiration)
    words = "\n".join(text for text in (*texts, *(step.wording for step in outcome.steps)) if text)
    search.put(session, Kind.OUTCOME, outcome.id, outcome.pupil_id, words)
