"""The dates that come: plan reviews with all their deadlines, plans, conversations, the school's
own days; and whose parents it is time to speak with (4.9, 5.3).

A plan that was to be reviewed, and a conversation agreed on, do not drop out of sight on the day
after: they stand here until they are done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models import speaking
from engagement_desktop.models.calendar_file import CalendarDay, calendar_file
from engagement_desktop.models.ehc_dates import review_dates, transfer_within_a_year
from engagement_desktop.models.records import (
    ClassGroup,
    Conversation,
    Outcome,
    Plan,
    Pupil,
    SchoolDate,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.services import bin_rows, leaving
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.leaving import Leaving
from engagement_desktop.services.pupil_rows import at_school
from engagement_desktop.services.report_files import save_over
from engagement_desktop.services.workspace import Workspace

AHEAD = timedelta(days=366)
"""How far ahead dates are shown."""

SOON = timedelta(days=21)
"""How far ahead Home tells of plans, conversations and the school's own days."""

OVERDUE = timedelta(days=366)
"""How long what was to be done and is not stays in sight."""


class DateKind(StrEnum):
    """What a date belongs to."""

    REVIEW = "review of the plan"
    PLAN = "plan"
    OUTCOME = "outcome"
    CONVERSATION = "conversation"
    SCHOOL = "school"


@dataclass(frozen=True)
class DateLine:
    """One date that comes. `pupil_id` is None for a day of the school, `school_date_id` then says
    which; `source` says where a deadline comes from."""

    on: date
    kind: DateKind
    what: str
    who: str = ""
    source: str = ""
    pupil_id: int | None = None
    school_date_id: int | None = None


@dataclass(frozen=True)
class SchoolDateForm:
    """A day of the school's diary as typed."""

    what: str = ""
    on_day: date | None = None
    class_id: int | None = None


@dataclass(frozen=True)
class ToSpeakWith:
    """A pupil whose parents it is time to speak with; `last` is None before any conversation."""

    pupil_id: int
    pupil_name: str
    last: date | None


def dates_ahead(work: Workspace, class_id: int | None = None) -> tuple[DateLine, ...]:
    """The dates from today on, the nearest first, and before them what was to be done by now; of
    one class and the school, or of all."""
    today = work.today()
    last = today + AHEAD
    with work.database.read() as session:
        lines = [
            *(_reviews(session, today, last, class_id) if work.may(Act.READ) else ()),
            *_of_pupils(session, DateKind.OUTCOME, (today, last), at_school(today, class_id)),
            *_agreed(session, today, last, class_id),
        ]
    return _in_order(lines)


def soon(session: Session, today: date, class_id: int | None) -> tuple[DateLine, ...]:
    """What the next weeks bring of plans, conversations and days of the school, and what of it was
    to be done by now; within a unit of work."""
    return _in_order(_agreed(session, today, today + SOON, class_id))


def time_to_speak(work: Workspace, class_id: int | None = None) -> tuple[ToSpeakWith, ...]:
    """Whose parents it is time to speak with: none is agreed, and the last was long ago (4.9)."""
    with work.database.read() as session:
        return to_speak_with(session, work.today(), class_id) if work.may(Act.READ) else ()


def to_speak_with(session: Session, today: date, class_id: int | None) -> tuple[ToSpeakWith, ...]:
    """The same, within a unit of work; the longest ago first."""
    rows = session.execute(
        select(
            Pupil.id,
            Pupil.preferred_name,
            Pupil.started_on,
            func.max(Conversation.held_on, type_=Conversation.held_on.type),
            func.max(Conversation.next_on, type_=Conversation.next_on.type),
        )
        .outerjoin(Conversation, Conversation.pupil_id == Pupil.id)
        .where(*at_school(today, class_id))
        .group_by(Pupil.id)
    )
    found = [
        ToSpeakWith(number, name, last)
        for number, name, started_on, last, next_on in rows
        if speaking.speak_soon(_those(last), next_on, started_on, today)
    ]
    return tuple(sorted(found, key=lambda each: (each.last or date.min, each.pupil_name)))


def save_calendar(work: Workspace, lines: Iterable[DateLine], to: Path) -> Path:
    """Save the dates that come as a calendar file; that they leave is entered, with whose they are.

    Raises:
        NotAllowed, and AppError where it cannot be written down or to `to`.
    """
    come = [line for line in lines if line.on >= work.today()]
    days = [
        CalendarDay(line.on, line.what, ". ".join(part for part in (line.who, line.source) if part))
        for line in come
    ]
    whose = sorted({line.pupil_id for line in come if line.pupil_id is not None})
    made = calendar_file(days, work.now(), work.school_ref)
    if not whose:
        return save_over(to, made)  # the school's own days are nobody's data
    return leaving.save(work, made, Leaving("calendar", tuple(whose)), to)


def save_school_date(work: Workspace, number: int | None, form: SchoolDateForm) -> Saved[int]:
    """Write a day of the school's diary; with `number` None a new one. The value is its id.

    Raises:
        InvalidInput: no words, or no day.
    """
    problems = []
    if not form.what.strip():
        problems.append(FieldProblem("what", "Please write what happens on this day."))
    if form.on_day is None:
        problems.append(FieldProblem("on_day", "Please choose the day."))
    if problems or form.on_day is None:
        raise InvalidInput(tuple(problems))
    with work.writing(Act.SCHOOL) as session:
        row = SchoolDate() if number is None else _school_date(session, number)
        row.what, row.on_day, row.class_group_id = form.what.strip(), form.on_day, form.class_id
        session.add(row)
        session.flush()
        saved = row.id
    return Saved(saved, Changes.of(Kind.SCHOOL_DATE, saved))


def remove_school_date(work: Workspace, number: int) -> Saved[int]:
    """Take a day out of the diary, into the bin; the value is its entry there."""
    with work.writing(Act.SCHOOL) as session:
        row = _school_date(session, number)
        entry = bin_rows.put(work, session, row, row.what, pupil_id=None, on_day=row.on_day)
    return Saved(entry, Changes.of(Kind.SCHOOL_DATE, number))


def school_date_form(work: Workspace, number: int) -> SchoolDateForm:
    """A day of the diary as it stands, to be edited."""
    with work.database.read() as session:
        row = _school_date(session, number)
        return SchoolDateForm(row.what, row.on_day, row.class_group_id)


def _those(day: date | None) -> tuple[date, ...]:
    return () if day is None else (day,)


def _reviews(session: Session, today: date, last: date, class_id: int | None) -> Iterable[DateLine]:
    rows = session.execute(
        select(Pupil.id, Pupil.preferred_name, Pupil.actual_year, Pupil.plan_review_on).where(
            Pupil.plan_review_on.between(today - timedelta(weeks=4), last),
            *at_school(today, class_id),
        )
    )
    for number, name, year, meeting in rows:
        if meeting is None:
            continue
        for each in review_dates(meeting, transfer_within_a_year(year, meeting)):
            if today <= each.by <= last:
                yield DateLine(
                    each.by, DateKind.REVIEW, f"{name}: {each.what}", each.who, each.source, number
                )


def _agreed(session: Session, today: date, last: date, class_id: int | None) -> Iterable[DateLine]:
    """What a teacher agreed to do, also where its day has passed; and the school's own days."""
    days, here = (today - OVERDUE, last), at_school(today, class_id)
    yield from _of_pupils(session, DateKind.PLAN, days, here)
    yield from _of_pupils(session, DateKind.CONVERSATION, days, here)
    yield from _of_school(session, today, last, class_id)


def _in_order(lines: Iterable[DateLine]) -> tuple[DateLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.on, line.kind, line.what)))


def _of_pupils(
    session: Session, kind: DateKind, days: tuple[date, date], here: list[ColumnElement[bool]]
) -> Iterable[DateLine]:
    record, day, title, open_only, words = _COMING[kind]
    rows = session.execute(
        select(Pupil.id, Pupil.preferred_name, day, title)
        .select_from(record)
        .join(Pupil, Pupil.id == record.pupil_id)
        .where(day.between(*days), *open_only, *here)
    )
    for number, name, on, called in rows:
        if on is not None:
            said = words.replace("{title}", called)
            yield DateLine(on, kind, f"{name}: {said}", pupil_id=number)


_LATER = aliased(Conversation)
_LATEST = ~(
    select(_LATER.id)
    .where(_LATER.pupil_id == Conversation.pupil_id, _LATER.held_on > Conversation.held_on)
    .exists()
)
"""The day agreed in the latest conversation counts: one held since has answered those before."""

_COMING: dict[DateKind, tuple[Any, Any, Any, tuple[ColumnElement[bool], ...], str]] = {
    DateKind.PLAN: (
        Plan,
        Plan.review_on,
        Plan.activity,
        (Plan.reviewed_on.is_(None),),
        "review the plan “{title}”",
    ),
    DateKind.OUTCOME: (
        Outcome,
        Outcome.expected_by,
        Outcome.wording,
        (Outcome.closed_on.is_(None),),
        "outcome expected: {title}",
    ),
    DateKind.CONVERSATION: (
        Conversation,
        Conversation.next_on,
        Conversation.with_whom,
        (_LATEST,),
        "conversation with {title}",
    ),
}
"""Each kind's record, its day, what it is called, what is still open, and how it is said."""


def _of_school(
    session: Session, today: date, last: date, class_id: int | None
) -> Iterable[DateLine]:
    query = (
        select(SchoolDate, ClassGroup.name)
        .outerjoin(ClassGroup, ClassGroup.id == SchoolDate.class_group_id)
        .where(SchoolDate.on_day.between(today, last))
    )
    if class_id is not None:
        query = query.where(
            or_(SchoolDate.class_group_id.is_(None), SchoolDate.class_group_id == class_id)
        )
    for row, name in session.execute(query):
        yield DateLine(row.on_day, DateKind.SCHOOL, row.what, name or "", school_date_id=row.id)


def _school_date(session: Session, number: int) -> SchoolDate:
    row = session.get(SchoolDate, number)
    if row is None:
        raise AppError("This day is no longer there.", to_do="The page shows what is there now.")
    return row
