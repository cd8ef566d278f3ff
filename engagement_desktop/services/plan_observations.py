"""What was seen for a plan: the observations made against it, and one that is begun from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.models.areas import Area
from engagement_desktop.models.days import day_begins
from engagement_desktop.models.records import Observation, Plan
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services.observation_views import ObservationForm


@dataclass(frozen=True)
class SeenForPlan:
    """An observation made against a plan: what the pupil did, area by area, and what it led to."""

    observation_id: int
    on: date
    activity: str
    place: str
    status: ObservationStatus
    narrative: str
    responses: tuple[tuple[Area, str], ...]


def seen_for(
    session: Session, pupil_id: int, plans: Sequence[Plan]
) -> dict[int, tuple[SeenForPlan, ...]]:
    """The observations made against each of these plans of a pupil, the latest first.

    An observation of a plan is not made before it begins, so that only those since then are read.
    """
    if not plans:
        return {}
    rows = session.scalars(
        select(Observation)
        .where(
            Observation.pupil_id == pupil_id,
            Observation.occurred_at >= day_begins(min(plan.from_on for plan in plans)),
            Observation.plan_id.in_([plan.id for plan in plans]),
        )
        .order_by(Observation.occurred_at.desc(), Observation.id.desc())
        .options(selectinload(Observation.responses))
    )
    found: dict[int, tuple[SeenForPlan, ...]] = {}
    for row in rows:
        if row.plan_id is not None:
            found[row.plan_id] = (*found.get(row.plan_id, ()), _seen(row))
    return found


def begun_for(session: Session, form: ObservationForm, plan_id: int | None) -> ObservationForm:
    """The form of a new observation with what a plan says, if it is made against one."""
    plan = None if plan_id is None else session.get(Plan, plan_id)
    if plan is None:
        return form
    return replace(
        form,
        plan_id=plan.id,
        activity=plan.activity,
        why_activity=plan.why_activity or form.why_activity,
        provision=plan.provision or form.provision,
        outcome_ids=tuple(outcome.id for outcome in plan.outcomes if outcome.closed_on is None),
    )


def _seen(row: Observation) -> SeenForPlan:
    did = {response.area: response.what_pupil_did for response in row.responses}
    return SeenForPlan(
        observation_id=row.id,
        on=row.occurred_at.astimezone().date(),
        activity=row.activity,
        place=row.place,
        status=row.status,
        narrative=row.narrative,
        responses=tuple((area, did[area]) for area in Area if area in did),
    )
