"""What earlier observations of a pupil offer to the one being written: what still stands, what was
planned, earlier clips to lay beside it, and words used before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import (
    AreaResponse,
    Evidence,
    Framework,
    FrameworkStatement,
    Observation,
    ObservationOutcome,
    Outcome,
    Plan,
    StaffMember,
)
from engagement_desktop.models.statements import StatementText
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.services import observation_rows as rows
from engagement_desktop.services.observation_views import (
    EarlierClip,
    EditorChoices,
    NextActionView,
    ObservationForm,
    OutcomeChoice,
    PlanChoice,
    StaffChoice,
    StatementChoice,
)
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.database import plain_rows

_OF_THE_MOMENT = frozenset({"context.mood", "context.activity", "context.time_of_day"})
"""Kinds of context that do not carry over, even within a day."""
_YEAR = timedelta(days=400)
_OFFERED_WORDS = 60
_OFFERED_CLIPS = 60


def prefilled(
    session: Session, pupil_id: int, staff_id: int | None, now: datetime
) -> ObservationForm:
    """The form of a new observation with what still stands from earlier ones.

    Provision in use and how the observer knows the pupil are carried on from the latest; place,
    adults and the context of the day (sleep, health) only from the same day, since a new day may
    be another one.
    """
    staff = session.get(StaffMember, staff_id) if staff_id else None
    form = ObservationForm(
        occurred_at=now,
        observer_id=staff.id if staff else None,
        who_observed=staff.who_observed if staff else None,
    )
    own = (
        select(Observation)
        .where(Observation.pupil_id == pupil_id, Observation.occurred_at <= now)
        .order_by(Observation.occurred_at.desc(), Observation.id.desc())
        .limit(1)
    )
    latest = session.scalars(own.options(*rows.WHOLE)).first()
    if latest is None:
        return form
    form = replace(form, provision=latest.provision)
    if staff is not None:
        same_observer = session.scalars(own.where(Observation.observer_id == staff.id)).first()
        if same_observer is not None:
            form = replace(
                form,
                knows_pupil=same_observer.knows_pupil,
                who_observed=same_observer.who_observed or form.who_observed,
            )
    if _local_day(latest.occurred_at) != _local_day(now):
        return form
    of_the_day = tuple(
        item for item in rows.form_of(latest).context if item.kind not in _OF_THE_MOMENT
    )
    return replace(form, place=latest.place, adults=latest.adults, context=of_the_day)


def last_next_action(
    work: Workspace, pupil_id: int, *, before: datetime | None = None, but_not: int | None = None
) -> NextActionView | None:
    """What was last planned for this pupil before `before`, in an observation or a plan's review.

    Args:
        before: only what was planned earlier than this; None for all until now.
        but_not: leave this observation out (the one being written).
    """
    limit = before or work.now()
    words = work.words()
    planned = or_(Observation.next_action.is_not(None), Observation.next_action_note != "")
    reviewed = or_(Plan.next_action.is_not(None), Plan.next_action_note != "")
    with work.database.read() as session:
        seen = session.scalars(
            select(Observation)
            .where(
                Observation.pupil_id == pupil_id,
                Observation.occurred_at <= limit,
                Observation.id != (but_not or 0),
                planned,
            )
            .order_by(Observation.occurred_at.desc(), Observation.id.desc())
            .limit(1)
        ).first()
        plan = session.scalars(
            select(Plan)
            .where(Plan.pupil_id == pupil_id, Plan.reviewed_on <= _local_day(limit), reviewed)
            .order_by(Plan.reviewed_on.desc(), Plan.id.desc())
            .limit(1)
        ).first()
    seen_on = _local_day(seen.occurred_at) if seen else date.min
    if plan is not None and plan.reviewed_on is not None and plan.reviewed_on > seen_on:
        return NextActionView(
            words.text(plan.next_action),
            plan.next_action_note.strip(),
            plan.reviewed_on,
            plan.activity,
            None,
        )
    if seen is None:
        return None
    return NextActionView(
        words.text(seen.next_action),
        seen.next_action_note.strip(),
        seen_on,
        seen.activity,
        seen.id,
    )


def earlier_clips(work: Workspace, observation_id: int) -> tuple[EarlierClip, ...]:
    """Clips of the pupil's earlier observations, those that share most with this one first.

    Shared are the activity, an area, or an outcome (4.5). Among equals stands first the earliest
    within a year or so, since it shows most; older ones follow, the latest of them first.
    """
    with work.database.read() as session:
        row = session.get(Observation, observation_id, options=rows.WHOLE)
        if row is None:
            raise AppError("This observation is no longer in the school’s file.")
        moment = func.coalesce(Evidence.taken_at, Observation.occurred_at)
        found = session.execute(
            select(
                Evidence.id,
                Observation.id,
                func.coalesce(
                    Evidence.taken_at, Observation.occurred_at, type_=Observation.occurred_at.type
                ),
                Observation.activity,
            )
            .join(Observation, Observation.id == Evidence.observation_id)
            .where(
                Observation.pupil_id == row.pupil_id,
                Observation.id != row.id,
                Evidence.kind == EvidenceKind.VIDEO,
                Observation.occurred_at <= row.occurred_at,
            )
            .order_by(moment)
        ).all()
        others = {observation for _, observation, _, _ in found}
        areas = _sets(session, select(AreaResponse.observation_id, AreaResponse.area), others)
        outcomes = _sets(
            session,
            select(ObservationOutcome.observation_id, ObservationOutcome.outcome_id),
            others,
        )
        own_areas = {response.area for response in row.responses}
        own_outcomes = {outcome.id for outcome in row.outcomes}
        activity, occurred_at = row.activity.strip().casefold(), row.occurred_at
    clips = []
    for evidence_id, other, taken_at, other_activity in found:
        shared = (
            ("same activity", bool(activity) and other_activity.strip().casefold() == activity),
            ("same area", bool(own_areas & areas.get(other, set()))),
            ("same outcome", bool(own_outcomes & outcomes.get(other, set()))),
        )
        clips.append(
            EarlierClip(
                evidence_id,
                taken_at,
                other_activity,
                tuple(words for words, is_shared in shared if is_shared),
            )
        )
    return tuple(sorted(clips, key=lambda clip: _suggested_first(clip, occurred_at)))[
        :_OFFERED_CLIPS
    ]


def _suggested_first(clip: EarlierClip, now: datetime) -> tuple[int, bool, float]:
    age = (now - clip.taken_at).total_seconds()
    old = age > _YEAR.total_seconds()
    return (-len(clip.shared), old, age if old else -age)


def _sets(session: Session, query: Select[Any, Any], ids: set[int]) -> dict[int, set[object]]:
    gathered: dict[int, set[object]] = {}
    column = query.selected_columns[0]
    for observation, value in session.execute(query.where(column.in_(ids))):
        gathered.setdefault(observation, set()).add(value)
    return gathered


def editor_choices(work: Workspace, pupil_id: int) -> EditorChoices:
    """Everything the editor offers for this pupil, in one unit of work."""
    with work.database.read() as session:
        outcomes = session.execute(
            select(Outcome.id, Outcome.wording, Outcome.closed_on.is_(None))
            .where(Outcome.pupil_id == pupil_id)
            .order_by(Outcome.position, Outcome.id)
        )
        plans = session.execute(
            select(Plan.id, Plan.activity, Plan.provision)
            .where(Plan.pupil_id == pupil_id, Plan.reviewed_on.is_(None))
            .order_by(Plan.from_on.desc(), Plan.id.desc())
        )
        staff = session.execute(
            select(
                StaffMember.id,
                StaffMember.name,
                StaffMember.who_observed,
                StaffMember.left_on.is_not(None),
            ).order_by(func.lower(StaffMember.name))
        )
        return EditorChoices(
            outcomes=tuple(OutcomeChoice(*row) for row in outcomes),
            plans=tuple(PlanChoice(*row) for row in plans),
            staff=tuple(StaffChoice(*row) for row in staff),
            activities=_written_before(work, session, Observation.activity, pupil_id),
            places=_written_before(work, session, Observation.place, pupil_id),
            statements=_statements(session),
        )


def _statements(session: Session) -> tuple[StatementChoice, ...]:
    """Every statement in its framework's own order, those no longer offered among them."""
    rows = plain_rows(
        session,
        select(
            FrameworkStatement.id,
            Framework.name,
            FrameworkStatement.code,
            FrameworkStatement.heading,
            FrameworkStatement.wording,
            or_(Framework.retired, FrameworkStatement.retired),
        )
        .join(Framework, Framework.id == FrameworkStatement.framework_id)
        .order_by(func.lower(Framework.name), Framework.id, FrameworkStatement.position),
    )
    return tuple(
        StatementChoice(number, name, StatementText(code, heading, wording), not retired)
        for number, name, code, heading, wording, retired in rows
    )


def _written_before(
    work: Workspace, session: Session, column: InstrumentedAttribute[str], pupil_id: int
) -> tuple[str, ...]:
    def latest(where: ColumnElement[bool]) -> Iterable[str]:
        return session.scalars(
            select(column)
            .where(and_(column != "", where))
            .group_by(column)
            .order_by(func.max(Observation.occurred_at).desc())
            .limit(_OFFERED_WORDS)
        )

    recently = work.now() - _YEAR
    found: dict[str, str] = {}
    for text in latest(Observation.pupil_id == pupil_id):
        found.setdefault(text.strip().casefold(), text.strip())
    for text in latest(Observation.occurred_at >= recently):
        found.setdefault(text.strip().casefold(), text.strip())
    return tuple(found.values())[:_OFFERED_WORDS]


def _local_day(moment: datetime) -> date:
    return moment.astimezone().date()
