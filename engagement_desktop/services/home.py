"""What needs me today: drafts, approvals, pupils not seen for a while, and dates that are near.

One unit of work and a handful of queries, however many pupils there are. Nothing here says how a
pupil is getting on: only who was seen when, and which dates come.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engagement_desktop.models.ehc_dates import ReviewDate, review_dates, transfer_within_a_year
from engagement_desktop.models.own_minimum import OwnMinimum
from engagement_desktop.models.records import (
    AreaResponse,
    Evidence,
    Observation,
    Pupil,
    StaffMember,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.services.dates import (
    DateLine,
    ToSpeakWith,
    soon,
    to_speak_with,
)
from engagement_desktop.services.form_drafts import KeptForm, kept_forms
from engagement_desktop.services.fresh_looks import fresh_looks
from engagement_desktop.services.moderation import waiting_for_view
from engagement_desktop.services.moderation_views import ModerationLine
from engagement_desktop.services.pupil_rows import at_school
from engagement_desktop.services.seen_lately import NotSeen, minimum_of, not_seen
from engagement_desktop.services.workspace import Workspace

REVIEW_AHEAD = timedelta(days=42)
"""How long before a review meeting it is shown: advice is due two weeks before it."""

_REVIEW_AFTER = timedelta(weeks=4)
"""How long after the meeting: its report is due in two weeks, the decision in four."""


@dataclass(frozen=True)
class DraftLine:
    """One of my own observations that is not finished."""

    observation_id: int
    pupil_id: int
    pupil_name: str
    activity: str
    started: datetime
    areas: int
    """How many areas are written in: a count of records."""
    clips: int


@dataclass(frozen=True)
class WaitingLine:
    """Observations of one colleague that wait for my approval, the oldest first."""

    observer: str
    observation_ids: tuple[int, ...]
    pupil_names: tuple[str, ...]
    oldest: date


@dataclass(frozen=True)
class ReviewLine:
    """A plan review that is near or was held, with all its deadlines, the earliest first (9.176).

    What has passed of them is left out after the meeting, and before it stays: advice that was due
    is still due.
    """

    pupil_id: int
    pupil_name: str
    meeting: date
    deadlines: tuple[ReviewDate, ...]


@dataclass(frozen=True)
class OutcomeLine:
    """An outcome whose date is near or past while nothing recorded shows movement (5.3)."""

    pupil_id: int
    pupil_name: str
    outcome_id: int
    wording: str
    expected_by: date


@dataclass(frozen=True)
class HomeView:
    """Everything on the home page. `pupils` counts those of the class named (or the school)."""

    first_name: str
    class_name: str
    pupils: int
    minimum: OwnMinimum
    forms: tuple[KeptForm, ...]
    """Forms that I began and did not save."""
    drafts: tuple[DraftLine, ...]
    waiting: tuple[WaitingLine, ...]
    to_view: tuple[ModerationLine, ...]
    """What was put up for moderation and waits for my view."""
    not_seen: tuple[NotSeen, ...]
    reviews: tuple[ReviewLine, ...]
    coming: tuple[DateLine, ...]
    """Plans to be reviewed, conversations and days of the school: those of the next weeks, and
    before them what was to be done by now."""
    outcomes: tuple[OutcomeLine, ...]
    to_speak_with: tuple[ToSpeakWith, ...]
    """Whose parents it is time to speak with."""


def home(work: Workspace) -> HomeView:
    """What needs the person who is signed in today; a class teacher's own class comes first.

    Somebody with a class is shown that class; somebody without one is shown the whole school.
    """
    today = work.today()
    forms, to_view = kept_forms(work), waiting_for_view(work)
    with work.database.read() as session:
        me = session.get_one(StaffMember, work.staff_id)
        pupils = _pupils(session, me.class_group_id, today)
        return HomeView(
            first_name=me.name.split()[0] if me.name.split() else "",
            class_name=me.class_group.name if me.class_group else "",
            pupils=len(pupils),
            minimum=minimum_of(session),
            forms=forms,
            drafts=_drafts(session, me.id),
            waiting=_waiting(session, me) if work.may(Act.APPROVE) else (),
            to_view=to_view,
            not_seen=not_seen(session, today, me.class_group_id),
            reviews=_reviews(session, pupils, today) if work.may(Act.READ) else (),
            coming=soon(session, today, me.class_group_id),
            outcomes=_outcomes(session, pupils, today),
            to_speak_with=to_speak_with(session, today, me.class_group_id)
            if work.may(Act.READ)
            else (),
        )


def _pupils(session: Session, class_id: int | None, today: date) -> dict[int, str]:
    """Id and preferred name of those at school now, by name."""
    query = select(Pupil.id, Pupil.preferred_name).where(*at_school(today, class_id))
    rows = session.execute(query.order_by(func.lower(Pupil.preferred_name)))
    return {row[0]: row[1] for row in rows}


def _drafts(session: Session, staff_id: int) -> tuple[DraftLine, ...]:
    areas = (
        select(func.count()).where(AreaResponse.observation_id == Observation.id).scalar_subquery()
    )
    clips = (
        select(func.count())
        .where(Evidence.observation_id == Observation.id, Evidence.kind == EvidenceKind.VIDEO)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Observation.id,
            Pupil.id,
            Pupil.preferred_name,
            Observation.activity,
            Observation.created_at,
            areas,
            clips,
        )
        .join(Pupil, Pupil.id == Observation.pupil_id)
        .where(
            Observation.status == ObservationStatus.DRAFT,
            Observation.written_by_id == staff_id,
        )
        .order_by(Observation.updated_at.desc())
    )
    return tuple(DraftLine(*row) for row in rows)


def _waiting(session: Session, me: StaffMember) -> tuple[WaitingLine, ...]:
    """By observer; those of my own class if I have one."""
    query = (
        select(
            Observation.id,
            Pupil.preferred_name,
            Observation.occurred_at,
            func.coalesce(func.nullif(Observation.observer_name, ""), StaffMember.name, ""),
        )
        .join(Pupil, Pupil.id == Observation.pupil_id)
        .outerjoin(StaffMember, StaffMember.id == Observation.observer_id)
        .where(Observation.status == ObservationStatus.FOR_APPROVAL)
        .order_by(Observation.occurred_at)
    )
    if me.class_group_id is not None:
        query = query.where(Pupil.class_group_id == me.class_group_id)
    by_observer: dict[str, list[tuple[int, str, datetime]]] = defaultdict(list)
    for observation_id, name, occurred_at, observer in session.execute(query):
        by_observer[observer].append((observation_id, name, occurred_at))
    return tuple(
        WaitingLine(
            observer=observer,
            observation_ids=tuple(row[0] for row in rows),
            pupil_names=tuple(dict.fromkeys(row[1] for row in rows)),
            oldest=rows[0][2].astimezone().date(),
        )
        for observer, rows in by_observer.items()
    )


def _reviews(session: Session, pupils: dict[int, str], today: date) -> tuple[ReviewLine, ...]:
    rows = session.execute(
        select(Pupil.id, Pupil.actual_year, Pupil.plan_review_on)
        .where(Pupil.plan_review_on.between(today - _REVIEW_AFTER, today + REVIEW_AHEAD))
        .order_by(Pupil.plan_review_on)
    )
    return tuple(
        ReviewLine(pupil_id, pupils[pupil_id], meeting, _deadlines(year, meeting, today))
        for pupil_id, year, meeting in rows
        if meeting is not None and pupil_id in pupils
    )


def _deadlines(year: int | None, meeting: date, today: date) -> tuple[ReviewDate, ...]:
    dates = review_dates(meeting, transfer_within_a_year(year, meeting))
    return tuple(
        each for each in dates if each.by != meeting and (each.by >= today or meeting >= today)
    )


def _outcomes(session: Session, pupils: dict[int, str], today: date) -> tuple[OutcomeLine, ...]:
    """The open outcomes that deserve a fresh look, the nearest date first."""
    return tuple(
        OutcomeLine(
            outcome.pupil_id,
            pupils[outcome.pupil_id],
            outcome.id,
            outcome.wording,
            outcome.expected_by,
        )
        for outcome in fresh_looks(session, today, pupils)
        if outcome.expected_by is not None
    )
