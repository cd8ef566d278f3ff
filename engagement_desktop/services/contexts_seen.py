"""Where, with whom and at what times a pupil has been observed, and in which of these contexts a
response was seen in a stretch of days.

It says of these days what `context_coverage` says of their marks, and reads no more than it says:
the timeline of ten years takes four times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from engagement_desktop.models.areas import Area
from engagement_desktop.models.days import day_begins
from engagement_desktop.models.records import AreaResponse, Observation, StaffMember
from engagement_desktop.models.time_of_day import TimeOfDay, time_of_day
from engagement_desktop.services.context_coverage import NOT_SEEN, Context, Where, contexts
from engagement_desktop.services.observation_rows import OWN_RESPONSES
from engagement_desktop.services.timeline_marks import Spelling
from engagement_desktop.storage.database import plain_rows

_OBSERVER = func.coalesce(StaffMember.name, Observation.observer_name)


@dataclass(frozen=True)
class SeenWhere:
    """A place, an adult or a time of day, and the areas in which a response was seen there."""

    where: Where
    name: str
    areas: frozenset[Area]


def contexts_seen(
    session: Session, pupil_id: int, first: date, last: date
) -> tuple[SeenWhere, ...]:
    """Every context of a pupil's responses, in the order of `coverage`, with the areas in which a
    response was seen there from `first` to `last`."""
    of_pupil = Observation.pupil_id == pupil_id
    spelling = Spelling()
    known: set[Context] = set()
    everywhere = plain_rows(
        session,
        select(Observation.occurred_at, Observation.place, Observation.adults, _OBSERVER)
        .outerjoin(StaffMember, StaffMember.id == Observation.observer_id)
        .where(of_pupil, select(AreaResponse.id).where(OWN_RESPONSES).exists())
        .order_by(Observation.occurred_at, Observation.id),
    )
    for at, place, adults, observer in everywhere.all():
        known.update(_contexts(spelling, at, place, adults, observer))
    told: dict[Context, set[Area]] = defaultdict(set)
    then = plain_rows(
        session,
        select(
            AreaResponse.area,
            Observation.occurred_at,
            Observation.place,
            Observation.adults,
            _OBSERVER,
        )
        .join(Observation, OWN_RESPONSES)
        .outerjoin(StaffMember, StaffMember.id == Observation.observer_id)
        .where(of_pupil, *_from_to(first, last), _was_seen()),
    )
    for area, at, place, adults, observer in then.all():
        for context in _contexts(spelling, at, place, adults, observer):
            told[context].add(area)
    return tuple(
        SeenWhere(*context, frozenset(told[context])) for context in sorted(known, key=_placed)
    )


def _from_to(first: date, last: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    after = day_begins(last + timedelta(days=1))
    return Observation.occurred_at >= day_begins(first), Observation.occurred_at < after


def _was_seen() -> ColumnElement[bool]:
    """A response that does not say “not seen this time” was seen, also where nothing is said."""
    return or_(AreaResponse.how_established.is_(None), AreaResponse.how_established != NOT_SEEN)


def _contexts(
    spelling: Spelling, at: datetime, place: str, adults: str, observer: str
) -> Iterator[Context]:
    there = spelling.names(f"{observer}, {adults}")
    return contexts(spelling.of(place), there, time_of_day(at.astimezone()))


def _placed(context: Context) -> tuple[int, int, str]:
    """Where a context stands: places and adults by the alphabet, times as they follow."""
    where, name = context
    time = list(TimeOfDay).index(TimeOfDay(name)) if where is Where.TIME else 0
    return list(Where).index(where), time, name.casefold()
