"""The bin: what was deleted can be put back by whoever may delete it, until a lead empties it.

How a record comes here is told in `bin_rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import (
    Base,
    BinEntry,
    Contribution,
    Conversation,
    Evidence,
    Marker,
    Observation,
    Outcome,
    Plan,
    ProvisionChange,
    Pupil,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.progress import Progress
from engagement_desktop.services import (
    bin_rows,
    contents,
    contributions,
    conversations,
    keeping,
    marker_words,
    observation_rows,
    outcomes,
    plans,
    revised_evidence,
    row_keeping,
)
from engagement_desktop.services.bin_rows import KINDS
from engagement_desktop.services.changes import Changes, Saved
from engagement_desktop.services.evidence_rows import open_observation
from engagement_desktop.services.row_keeping import KeptRows, Moved
from engagement_desktop.services.staff_names import StaffNames
from engagement_desktop.services.workspace import Workspace

_INDEX: Mapping[str, tuple[type[Base], Callable[[Session, Any], None]]] = MappingProxyType(
    {
        "observation": (Observation, observation_rows.index),
        "marker": (Marker, marker_words.index),
        "outcome": (Outcome, outcomes.index),
        "plan": (Plan, plans.index),
        "provision_change": (ProvisionChange, plans.index_provision),
        "contribution": (Contribution, contributions.index),
        "conversation": (Conversation, conversations.index),
    }
)
"""How each is found by its words again."""

_BEGAN = {"observation": Observation.created_at, "evidence": Evidence.added_at}
"""When a record that others belong to began: its number may be another’s by now."""


@dataclass(frozen=True)
class BinLine:
    """Something in the bin; `record` is its table, `pupil_name` empty where it is of no pupil."""

    id: int
    record: str
    pupil_name: str
    title: str
    on_day: date | None
    removed_at: datetime
    removed_by: str
    on_hold: bool
    """Whether its pupil’s records are on hold, so that it stays when the bin is emptied."""


@dataclass(frozen=True)
class Emptied:
    """How many records went for good, and how many stayed because of a hold."""

    gone: int
    on_hold: int


def list_bin(work: Workspace) -> tuple[BinLine, ...]:
    """What lies in the bin of what whoever is signed in may put back, the latest first."""
    mine = [record for record, (_, act) in KINDS.items() if work.may(act)]
    with work.database.read() as session:
        names = StaffNames(session)
        held = keeping.held_pupils(session)
        rows = session.execute(
            select(BinEntry, Pupil.preferred_name)
            .outerjoin(Pupil, Pupil.id == BinEntry.pupil_id)
            .where(BinEntry.record.in_(mine))
            .order_by(BinEntry.removed_at.desc(), BinEntry.id.desc())
        )
        return tuple(
            BinLine(
                id=entry.id,
                record=entry.record,
                pupil_name=name or "",
                title=entry.title,
                on_day=entry.on_day,
                removed_at=entry.removed_at,
                removed_by=names.of(entry.removed_by_id),
                on_hold=entry.pupil_id in held,
            )
            for entry, name in rows
        )


def put_back(work: Workspace, entry_id: int) -> Saved[int]:
    """Put a record back as it was, with all that hung on it; the value is its number now.

    Raises:
        NotAllowed, and AppError: it is no longer in the bin, what it belonged to is gone, or its
            observation has been approved since.
    """
    with work.database.read() as session:
        record = _entry(session, entry_id).record
    kind, act = KINDS[record]
    with work.writing(act) as session:
        entry = _entry(session, entry_id)
        kept, mentions = bin_rows.rows_of(entry)
        _belongs_where_it_did(session, entry, kept)
        moved = _insert(session, entry, kept)
        number = moved.get((record, entry.record_id), entry.record_id)
        _is_back(session, record, number)
        row_keeping.mention_again(session, mentions, moved)
        changes = Changes.of(kind, number, pupils=_pupils(entry))
        for name, each in _numbers(kept, moved):
            if name in _INDEX:
                mapped, index = _INDEX[name]
                index(session, session.get_one(mapped, each))
            if name in KINDS:  # a page may be showing it
                changes |= Changes.of(KINDS[name][0], each, pupils=_pupils(entry))
        session.delete(entry)
    return Saved(number, changes)


def empty(work: Workspace, progress: Progress) -> Saved[Emptied]:
    """Delete what is in the bin for good, but for pupils on hold; contents are overwritten.

    Raises:
        NotAllowed, PasswordNeeded.
        Cancelled: the records are gone; the overwriting goes on when the file is opened next.
    """
    work.require_confirmed(Act.EMPTY)
    with work.writing(Act.EMPTY) as session:
        held = keeping.held_pupils(session)
        entries = session.scalars(select(BinEntry)).all()
        going = [entry for entry in entries if entry.pupil_id not in held]
        for entry in going:
            session.delete(entry)
        emptied = Emptied(len(going), len(entries) - len(going))
    contents.let_go_of_unused(work.database)
    work.media.finish_removals(progress)
    contents.forget_indexes(work.database)
    return Saved(emptied, Changes())


def shows(session: Session, pupil_id: int) -> int:
    """In how many deleted clips of other pupils this pupil is said to be seen or heard."""
    entries = session.scalars(
        select(BinEntry)
        .where(BinEntry.record.in_(("observation", "evidence")), BinEntry.pupil_id != pupil_id)
        .options(undefer(BinEntry.removed))
    )
    return sum(
        name == "evidence_pupil" and dict(columns)["pupil_id"] == pupil_id
        for entry in entries
        for name, columns in bin_rows.rows_of(entry)[0]
    )


def _entry(session: Session, entry_id: int) -> BinEntry:
    entry = session.get(BinEntry, entry_id)
    if entry is None:
        raise AppError("This is no longer in the bin: it was put back, or the bin was emptied.")
    return entry


def _insert(session: Session, entry: BinEntry, kept: KeptRows) -> Moved:
    if entry.record != "evidence":
        return row_keeping.insert_rows(session, kept)
    open_observation(session, _own(entry, kept).get("observation_id"))
    return revised_evidence.bring_back(session, entry.record_id, kept)


def _own(entry: BinEntry, kept: KeptRows) -> dict[str, Any]:
    """The columns of the record itself."""
    rows = (dict(columns) for name, columns in kept if name == entry.record)
    return next(row for row in rows if row["id"] == entry.record_id)


def _belongs_where_it_did(session: Session, entry: BinEntry, kept: KeptRows) -> None:
    """Refuse where what it belonged to is gone, even if another has got that number since."""
    own = _own(entry, kept)
    for column in Base.metadata.tables[entry.record].columns:
        for key in column.foreign_keys:
            owner, number = key.column.table.name, own.get(column.name)
            if owner not in _BEGAN or number is None or key.ondelete != "CASCADE":
                continue
            column_id = Base.metadata.tables[owner].c.id
            began = session.scalar(select(_BEGAN[owner]).where(column_id == number))
            if began is None or began > entry.removed_at:
                raise _belongs_nowhere()


def _is_back(session: Session, record: str, number: int) -> None:
    column = Base.metadata.tables[record].c.id
    if session.execute(select(column).where(column == number)).first() is None:
        raise _belongs_nowhere()


def _belongs_nowhere() -> AppError:
    return AppError(
        "What this belongs to is not there at present.",
        safe="It stays in the bin.",
        to_do="Please put that back first.",
    )


def _numbers(kept: KeptRows, moved: Moved) -> Iterator[tuple[str, int]]:
    """What came back, each by its table and its number now; what has no number is left out."""
    for name, columns in kept:
        number = dict(columns).get("id")
        if isinstance(number, int):
            yield name, moved.get((name, number), number)


def _pupils(entry: BinEntry) -> Sequence[int]:
    return [entry.pupil_id] if entry.pupil_id is not None else []
