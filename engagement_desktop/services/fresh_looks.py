"""Which outcomes deserve a fresh look (5.3): for one pupil's plan page, and for home.

Only what is open and near its date is looked into, so that it takes the same time in a file of ten
years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from engagement_desktop.models.days import day_begins
from engagement_desktop.models.records import (
    AreaResponse,
    Observation,
    ObservationOutcome,
    Outcome,
    OutcomeStep,
    Plan,
    PlanOutcome,
)
from engagement_desktop.models.stalling import NEAR, Sign, stalling
from engagement_desktop.services.observation_rows import OWN_RESPONSES


def fresh_looks(
    session: Session, today: date, pupil_ids: Collection[int] | None = None
) -> tuple[Outcome, ...]:
    """The outcomes whose date is near or past while nothing recorded shows movement and no plan
    has answered it, the nearest date first; of these pupils, or of all."""
    query = select(Outcome).where(Outcome.closed_on.is_(None), Outcome.expected_by <= today + NEAR)
    near = [
        outcome
        for outcome in session.scalars(query.order_by(Outcome.expected_by, Outcome.id))
        if pupil_ids is None or outcome.pupil_id in pupil_ids
    ]
    ids = [outcome.id for outcome in near]
    signs, planned = _signs(session, near), _planned(session, ids)
    return tuple(
        outcome
        for outcome in near
        if stalling(
            expected_by=outcome.expected_by,
            set_on=outcome.set_on,
            reviewed_on=outcome.reviewed_on,
            closed_on=outcome.closed_on,
            signs=signs[outcome.id],
            planned=planned[outcome.id],
            today=today,
        )
    )


def _signs(session: Session, outcomes: Sequence[Outcome]) -> dict[int, list[Sign]]:
    """What was recorded about each of these since they were looked at last."""
    ids = [outcome.id for outcome in outcomes]
    signs: dict[int, list[Sign]] = defaultdict(list)
    for pupil_id, group in groupby(sorted(outcomes, key=_whose), key=_whose):
        of_pupil = list(group)
        for outcome_id, at, shows in session.execute(_responses(pupil_id, of_pupil)):
            signs[outcome_id].append(Sign.of_response(at.astimezone().date(), shows))
    for outcome_id, day, status in session.execute(
        select(OutcomeStep.outcome_id, OutcomeStep.status_on, OutcomeStep.status).where(
            OutcomeStep.outcome_id.in_(ids)
        )
    ):
        signs[outcome_id].append(Sign.of_step(day, status))
    return signs


def _whose(outcome: Outcome) -> int:
    return outcome.pupil_id


def _responses(pupil_id: int, outcomes: Sequence[Outcome]) -> Select[int, datetime, str | None]:
    """What responses show in observations that touch these outcomes of a pupil, since then."""
    since = min(outcome.reviewed_on or outcome.set_on for outcome in outcomes)
    return (
        select(ObservationOutcome.outcome_id, Observation.occurred_at, AreaResponse.what_this_shows)
        .join(Observation, Observation.id == ObservationOutcome.observation_id)
        .join(AreaResponse, OWN_RESPONSES)
        .where(
            Observation.pupil_id == pupil_id,
            Observation.occurred_at >= day_begins(since),
            ObservationOutcome.outcome_id.in_([outcome.id for outcome in outcomes]),
            AreaResponse.what_this_shows.is_not(None),
        )
    )


def _planned(session: Session, outcome_ids: Iterable[int]) -> dict[int, list[date]]:
    planned: dict[int, list[date]] = defaultdict(list)
    for outcome_id, day in session.execute(
        select(PlanOutcome.outcome_id, Plan.from_on)
        .join(Plan, Plan.id == PlanOutcome.plan_id)
        .where(PlanOutcome.outcome_id.in_(list(outcome_ids)))
    ):
        planned[outcome_id].append(day)
    return planned
