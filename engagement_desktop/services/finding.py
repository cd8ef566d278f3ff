"""Finding any record by the words written in it, for the window's “find anything”.

The index holds the words of every kind of record; what is shown of a hit is read from the record
itself, so that nobody finds what they may not see. Filters narrow it (`models.search_words`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engagement_desktop.models.areas import Area
from engagement_desktop.models.days import day_begins
from engagement_desktop.models.records import (
    AreaResponse,
    Contribution,
    Conversation,
    Evidence,
    Judgement,
    Marker,
    MarkerArea,
    Moderation,
    Observation,
    Outcome,
    Plan,
    ProvisionChange,
    Pupil,
    StaffMember,
)
from engagement_desktop.models.records.base import UtcDateTime
from engagement_desktop.models.search_words import Wanted, read_search
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search

LIMIT = 20
_LOOKED_AT = 400
"""How many hits are looked at where filters may leave most of them out."""

_DATED: dict[Kind, tuple[Any, InstrumentedAttribute[Any], InstrumentedAttribute[Any]]] = {
    Kind.OUTCOME: (Outcome, Outcome.set_on, Outcome.wording),
    Kind.PLAN: (Plan, Plan.from_on, Plan.activity),
    Kind.PROVISION: (ProvisionChange, ProvisionChange.from_on, ProvisionChange.what),
    Kind.CONTRIBUTION: (Contribution, Contribution.told_on, Contribution.told_by),
    Kind.CONVERSATION: (Conversation, Conversation.held_on, Conversation.with_whom),
    Kind.JUDGEMENT: (Judgement, Judgement.made_at, Judgement.area),
    Kind.MODERATION: (Moderation, Moderation.put_up_at, Moderation.area),
    Kind.OBSERVATION: (Observation, Observation.occurred_at, Observation.activity),
}
"""Each kind's record, its day and what it is called."""

_OF_AREAS = {
    Kind.JUDGEMENT: Judgement.area,
    Kind.MODERATION: Moderation.area,
}


@dataclass(frozen=True)
class Moment:
    """The frame of a clip at which a mark stands, by its pts."""

    evidence_id: int
    pts: int


@dataclass(frozen=True)
class Found:
    """A record that holds the words; `excerpt` is plain text around the first of them.

    `day` is None for the profile, which has none; `moment` is where a mark stands.
    """

    kind: Kind
    record_id: int
    pupil_id: int
    pupil_name: str
    day: date | None
    title: str
    excerpt: str
    moment: Moment | None = None


@dataclass(frozen=True)
class JudgedIn:
    """Where a judgement stands: on the page of its term, in the card of its area."""

    term_id: int
    area: Area


def judged_in(work: Workspace, judgement_id: int) -> JudgedIn | None:
    """Where a judgement that was found stands; None if it is gone."""
    with work.database.read() as session:
        row = session.execute(
            select(Judgement.term_id, Judgement.area).where(Judgement.id == judgement_id)
        ).one_or_none()
    return JudgedIn(*row) if row else None


def find(work: Workspace, typed: str) -> tuple[Found, ...]:
    """The records that hold every word typed and pass every filter, best first, at most `LIMIT`.

    Filters alone find the latest observations, or the latest of the kind that is asked for.
    """
    wanted = read_search(typed)
    with work.database.read() as session:
        if not wanted.words:
            return _latest(session, wanted) if wanted.filtered else ()
        hits = search.find(session, wanted.words, _LOOKED_AT if wanted.filtered else LIMIT)
        shown: dict[tuple[str, int], Found] = {}
        for kind in Kind:
            ids = {hit.record_id: hit.excerpt for hit in hits if hit.kind == kind.value}
            if ids and _is_wanted(kind, wanted):
                for found in _records(session, kind, wanted, ids):
                    shown[kind.value, found.record_id] = found
    in_order = (shown.get((hit.kind, hit.record_id)) for hit in hits)
    return tuple(found for found in in_order if found is not None)[:LIMIT]


def _is_wanted(kind: Kind, wanted: Wanted) -> bool:
    if wanted.kind and not kind.value.startswith(wanted.kind.lower().rstrip("s")):
        return False
    if kind in (Kind.OBSERVATION, Kind.MARKER):
        return True
    if wanted.of_observations:
        return False
    if wanted.area is not None and kind not in _OF_AREAS:
        return False
    return kind is not Kind.PUPIL or not (wanted.since or wanted.until)


def _records(
    session: Session, kind: Kind, wanted: Wanted, excerpts: dict[int, str]
) -> tuple[Found, ...]:
    if kind is Kind.PUPIL:
        profiles = select(Pupil.id, Pupil.preferred_name).where(
            Pupil.id.in_(excerpts), *_of_pupil(wanted)
        )
        return tuple(
            Found(kind, number, number, name, None, "", _tidy(excerpts[number]))
            for number, name in session.execute(profiles)
        )
    if kind is Kind.MARKER:
        return _marks(session, wanted, excerpts)
    if kind not in _DATED:
        return ()
    record = _DATED[kind][0]
    return _read(session, kind, wanted, excerpts, record.id.in_(excerpts))


def _marks(session: Session, wanted: Wanted, excerpts: dict[int, str]) -> tuple[Found, ...]:
    """A mark is of the day, place and adults of the observation that its clip belongs to."""
    moment = func.coalesce(
        Observation.occurred_at, Evidence.taken_at, Evidence.added_at, type_=UtcDateTime()
    )
    query = (
        select(Marker, Pupil.id, Pupil.preferred_name, moment)
        .join(Evidence, Evidence.id == Marker.evidence_id)
        .join(Pupil, Pupil.id == Evidence.pupil_id)
        .outerjoin(Observation, Observation.id == Evidence.observation_id)
        .where(*_of_pupil(wanted), *_days(moment, wanted), *_around(wanted))
        .order_by(moment.desc(), Marker.id.desc())
        .limit(_LOOKED_AT)
    )
    if excerpts:
        query = query.where(Marker.id.in_(excerpts))
    if wanted.area is not None:
        query = query.where(Marker.areas.any(MarkerArea.area == wanted.area))
    return tuple(
        Found(
            Kind.MARKER,
            mark.id,
            pupil_id,
            name,
            on.astimezone().date(),
            mark.title,
            _tidy(excerpts.get(mark.id, mark.note)),
            Moment(mark.evidence_id, mark.pts),
        )
        for mark, pupil_id, name, on in session.execute(query)
    )


def _latest(session: Session, wanted: Wanted) -> tuple[Found, ...]:
    """The latest of the kinds that are asked for; of observations where none is."""
    kinds = tuple(_DATED) if wanted.kind else (Kind.OBSERVATION,)
    found = [
        each
        for kind in kinds
        if _is_wanted(kind, wanted)
        for each in _read(session, kind, wanted, {}, limit=LIMIT)
    ]
    if wanted.kind and _is_wanted(Kind.MARKER, wanted):
        found += _marks(session, wanted, {})[:LIMIT]
    return tuple(sorted(found, key=lambda each: each.day or date.min, reverse=True)[:LIMIT])


def _read(
    session: Session,
    kind: Kind,
    wanted: Wanted,
    excerpts: dict[int, str],
    *where: ColumnElement[bool],
    limit: int | None = None,
) -> tuple[Found, ...]:
    record, day, title = _DATED[kind]
    query = (
        select(record.id, Pupil.id, Pupil.preferred_name, day, title)
        .join(Pupil, Pupil.id == record.pupil_id)
        .where(*where, *_of_pupil(wanted), *_days(day, wanted))
        .order_by(day.desc(), record.id.desc())
        .limit(limit)
    )
    if kind is Kind.OBSERVATION:
        query = query.where(*_of_observation(wanted))
    elif wanted.area is not None:
        query = query.where(_OF_AREAS[kind] == wanted.area)
    return tuple(
        Found(
            kind,
            number,
            pupil_id,
            name,
            on.astimezone().date() if isinstance(on, datetime) else on,
            called.title if isinstance(called, Area) else called,
            _tidy(excerpts.get(number, "")),
        )
        for number, pupil_id, name, on, called in session.execute(query)
    )


def _of_pupil(wanted: Wanted) -> list[ColumnElement[bool]]:
    return [_holds(Pupil.preferred_name, wanted.pupil)] if wanted.pupil else []


def _days(
    day: ColumnElement[Any] | InstrumentedAttribute[Any], wanted: Wanted
) -> list[ColumnElement[bool]]:
    """Both days count; a moment is compared with the beginning of a day on this PC’s wall."""
    is_moment = isinstance(day.type, UtcDateTime)
    found: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        found.append(day >= (day_begins(wanted.since) if is_moment else wanted.since))
    if wanted.until is not None:
        after = wanted.until + timedelta(days=1)
        found.append(day < (day_begins(after) if is_moment else after))
    return found


def _of_observation(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = _around(wanted)
    if wanted.area is not None:
        found.append(Observation.responses.any(AreaResponse.area == wanted.area))
    return found


def _around(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What only an observation can answer: where, who was there, which outcome it touches."""
    found: list[ColumnElement[bool]] = []
    if wanted.place:
        found.append(_holds(Observation.place, wanted.place))
    if wanted.outcome:
        found.append(Observation.outcomes.any(_holds(Outcome.wording, wanted.outcome)))
    if wanted.adult:
        found.append(
            or_(
                _holds(Observation.adults, wanted.adult),
                _holds(Observation.observer_name, wanted.adult),
                Observation.observer.has(_holds(StaffMember.name, wanted.adult)),
            )
        )
    return found


def _holds(column: InstrumentedAttribute[str], part: str) -> ColumnElement[bool]:
    return column.icontains(part, autoescape=True)


def _tidy(excerpt: str) -> str:
    return " ".join(excerpt.split())
