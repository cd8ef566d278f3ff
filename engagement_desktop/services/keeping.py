"""How long records are kept, whose time is over, and what may not be removed (a legal hold).

`models/retention.py` is the rule. Nothing here removes anything: it shows what to look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.records import Evidence, LegalHold, Pupil, RetentionRule
from engagement_desktop.models.retention import (
    MOST_YEARS,
    SHIPPED,
    Held,
    Rule,
    fits,
    is_due,
    kept_until,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.services import pupil_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class DueLine:
    """A pupil whose records, or some clips of them, have been kept for as long as the rule says.

    `clips` counts the clips, photos and sounds past their own rule; `until` is the day of the whole
    record, None while that one is not over.
    """

    pupil_id: int
    name: str
    left_on: date
    until: date | None
    clips: int


@dataclass(frozen=True)
class HoldLine:
    """A hold that stands: nothing of this pupil is removed."""

    id: int
    pupil_id: int
    name: str
    reason: str
    placed_on: date


def rules(work: Workspace) -> dict[Held, Rule]:
    """How long each is kept: the school's own rule, or the one shipped."""
    with work.database.read() as session:
        return _rules(session)


def set_rule(work: Workspace, held: Held, rule: Rule) -> Saved[None]:
    """Keep something for another time from now on.

    Raises:
        NotAllowed.
        InvalidInput: the rule makes no sense for it.
    """
    if not fits(held, rule):
        raise InvalidInput(
            (FieldProblem("years", f"Please choose between 1 and {MOST_YEARS} years."),)
        )
    with work.writing(Act.KEEP) as session:
        session.merge(RetentionRule(held=held, years=rule.years, counted_from=rule.counted_from))
    return Saved(None, Changes.of(Kind.SCHOOL, work.school_id))


def due(work: Workspace) -> tuple[DueLine, ...]:
    """Pupils who left and whose time is over, the longest over first; those on hold are not here.

    Raises:
        NotAllowed.
    """
    work.require(Act.KEEP)
    today = work.today()
    with work.database.read() as session:
        now = _rules(session)
        on_hold = held_pupils(session)
        gone = session.scalars(select(Pupil).where(Pupil.left_on < today)).all()
        lines = []
        for pupil in gone:
            held = pupil.id in on_hold
            until = kept_until(now[Held.FILE], born_on=pupil.born_on, left_on=pupil.left_on)
            if not is_due(until, left_on=pupil.left_on, held=held, today=today):
                until = None
            clips = 0 if held else _clips_due(session, pupil, now[Held.CLIPS], today)
            if pupil.left_on is not None and (until is not None or clips):
                lines.append(DueLine(pupil.id, pupil.preferred_name, pupil.left_on, until, clips))
    return tuple(sorted(lines, key=lambda line: (line.until or today, line.name)))


def holds(work: Workspace) -> tuple[HoldLine, ...]:
    """The holds that stand, by name.

    Raises:
        NotAllowed.
    """
    work.require(Act.KEEP)
    with work.database.read() as session:
        rows = session.execute(
            select(
                LegalHold.id,
                LegalHold.pupil_id,
                Pupil.preferred_name,
                LegalHold.reason,
                LegalHold.placed_on,
            )
            .join(Pupil, Pupil.id == LegalHold.pupil_id)
            .where(_stands())
            .order_by(Pupil.preferred_name, LegalHold.id)
        )
        return tuple(HoldLine(*row) for row in rows)


def place_hold(work: Workspace, pupil_id: int, reason: str) -> Saved[int]:
    """Let nothing of a pupil be removed until this is lifted.

    Raises:
        NotAllowed.
        InvalidInput: no reason is given.
        AppError: the pupil is gone.
    """
    if not reason.strip():
        raise InvalidInput((FieldProblem("reason", "Please write why it must be kept."),))
    with work.writing(Act.KEEP) as session:
        pupil_rows.check_there(session, pupil_id)
        row = LegalHold(
            pupil_id=pupil_id,
            reason=reason.strip(),
            placed_on=work.today(),
            placed_by_id=work.staff_id,
        )
        session.add(row)
        session.flush()
        saved = row.id
    return Saved(saved, Changes.of(Kind.PUPIL, pupil_id, pupils=[pupil_id]))


def lift_hold(work: Workspace, hold_id: int) -> Saved[None]:
    """Let the pupil's records be looked at for removal again; that there was a hold stays noted.

    Raises:
        NotAllowed, and AppError where the hold is gone.
    """
    with work.writing(Act.KEEP) as session:
        row = session.get(LegalHold, hold_id)
        if row is None:
            raise AppError("This hold is no longer there.")
        row.lifted_on, row.lifted_by_id = work.today(), work.staff_id
        pupil_id = row.pupil_id
    return Saved(None, Changes.of(Kind.PUPIL, pupil_id, pupils=[pupil_id]))


def is_held(session: Session, pupil_id: int) -> bool:
    """Whether a hold on this pupil stands."""
    held = select(LegalHold.id).where(LegalHold.pupil_id == pupil_id, _stands()).limit(1)
    return session.scalar(held) is not None


def held_pupils(session: Session) -> set[int]:
    """The pupils on whom a hold stands."""
    return set(session.scalars(select(LegalHold.pupil_id).where(_stands())))


def _stands() -> ColumnElement[bool]:
    return LegalHold.lifted_on.is_(None)


def _rules(session: Session) -> dict[Held, Rule]:
    own = session.scalars(select(RetentionRule))
    return {**SHIPPED, **{row.held: Rule(row.years, row.counted_from) for row in own}}


def _clips_due(session: Session, pupil: Pupil, rule: Rule, today: date) -> int:
    taken = session.scalars(
        select(
            func.coalesce(Evidence.taken_at, Evidence.added_at, type_=Evidence.added_at.type)
        ).where(Evidence.pupil_id == pupil.id, Evidence.kind != EvidenceKind.DOCUMENT)
    )
    return sum(
        is_due(
            kept_until(
                rule,
                born_on=pupil.born_on,
                left_on=pupil.left_on,
                taken_on=at.astimezone().date(),
            ),
            left_on=pupil.left_on,
            held=False,
            today=today,
        )
        for at in taken
    )
