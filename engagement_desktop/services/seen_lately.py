"""Who has not been seen lately, by the school's own minimum or the pupil's own (4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import FieldProblem, InvalidInput
from engagement_desktop.models.days import day_begins, day_ends
from engagement_desktop.models.own_minimum import (
    MOST_DAYS,
    MOST_IN_A_TERM,
    OwnMinimum,
    ShortOf,
    short_of,
)
from engagement_desktop.models.records import Observation, Pupil, School, Term
from engagement_desktop.models.roles import Act
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.pupil_rows import at_school
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class NotSeen:
    """A pupil not seen for longer than `every_days`, their own minimum or the school's, or too
    seldom in a term that is nearly over. `last_seen` is None where they were never seen."""

    pupil_id: int
    pupil_name: str
    last_seen: date | None
    every_days: int
    short: ShortOf | None = None


def own_minimum(work: Workspace) -> OwnMinimum:
    """How often a pupil is to be seen in this school."""
    with work.database.read() as session:
        return minimum_of(session)


def minimum_of(session: Session) -> OwnMinimum:
    """The same, within a unit of work."""
    row = session.execute(select(School.observe_every_days, School.observe_each_term)).one()
    return OwnMinimum(*row)


def save_own_minimum(work: Workspace, minimum: OwnMinimum) -> Saved[OwnMinimum]:
    """Let the school see its pupils so often from now on. The value is what is kept.

    Raises:
        NotAllowed.
        InvalidInput: less than a day, or more than anybody can mean.
    """
    problems = []
    if not 1 <= minimum.every_days <= MOST_DAYS:
        problems.append(FieldProblem("every_days", f"Please choose from 1 to {MOST_DAYS} days."))
    if not 0 <= minimum.each_term <= MOST_IN_A_TERM:
        wanted = f"Please choose up to {MOST_IN_A_TERM} observations, or none."
        problems.append(FieldProblem("each_term", wanted))
    if problems:
        raise InvalidInput(tuple(problems))
    with work.writing(Act.SCHOOL) as session:
        row = session.get_one(School, work.school_id)
        row.observe_every_days, row.observe_each_term = minimum.every_days, minimum.each_term
    return Saved(minimum, Changes.of(Kind.SCHOOL, work.school_id))


def not_seen_lately(work: Workspace, class_id: int | None = None) -> tuple[NotSeen, ...]:
    """Who has not been seen as often as they are to be; of a class, or of all. The longest ago
    first."""
    with work.database.read() as session:
        return not_seen(session, work.today(), class_id)


def not_seen(session: Session, today: date, class_id: int | None) -> tuple[NotSeen, ...]:
    """The same, within a unit of work."""
    minimum = minimum_of(session)
    seen = func.max(Observation.occurred_at, type_=Observation.occurred_at.type)
    rows = session.execute(
        select(Pupil.id, Pupil.preferred_name, Pupil.observe_every_days, seen)
        .outerjoin(Observation, Observation.pupil_id == Pupil.id)
        .where(*at_school(today, class_id))
        .group_by(Pupil.id)
    ).all()
    short = _short_of_the_term(session, minimum.each_term, today, [row[0] for row in rows])
    found = [
        NotSeen(number, name, _day(at), own or minimum.every_days, short.get(number))
        for number, name, own, at in rows
    ]
    late = [
        each
        for each in found
        if each.short is not None
        or each.last_seen is None
        or each.last_seen < today - timedelta(days=each.every_days)
    ]
    return tuple(sorted(late, key=lambda each: (each.last_seen or date.min, each.pupil_name)))


def _short_of_the_term(
    session: Session, least: int, today: date, pupil_ids: list[int]
) -> dict[int, ShortOf]:
    """Who was seen too seldom in the term that `today` lies in, by id."""
    term = session.execute(
        select(Term.first_day, Term.last_day).where(Term.first_day <= today, Term.last_day >= today)
    ).first()
    if term is None or short_of(0, least, term.last_day, today) is None:
        return {}
    within = Observation.occurred_at.between(day_begins(term.first_day), day_ends(term.last_day))
    counted = session.execute(
        select(Observation.pupil_id, func.count())
        .where(Observation.pupil_id.in_(pupil_ids), within)
        .group_by(Observation.pupil_id)
    )
    times: dict[int, int] = dict(counted.all())
    found = {each: short_of(times.get(each, 0), least, term.last_day, today) for each in pupil_ids}
    return {each: short for each, short in found.items() if short is not None}


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone().date()
