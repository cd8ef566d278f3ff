"""Putting a deleted record into the bin: every service that deletes what somebody wrote does it so.

What is in the bin is looked through, put back and emptied in `services.bin`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import Base, BinContent, BinEntry
from engagement_desktop.services import row_keeping
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.row_keeping import KeptRows, Mentions
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search

INDEXED = {
    "contribution": Kind.CONTRIBUTION,
    "conversation": Kind.CONVERSATION,
    "observation": Kind.OBSERVATION,
    "provision_change": Kind.PROVISION,
}
"""The kind under which a record's words are found, by its table."""


class Deletable(Protocol):
    """A record with a number."""

    @property
    def id(self) -> int:
        """Its number."""


def put(
    work: Workspace,
    session: Session,
    row: Base,
    title: str,
    *,
    pupil_id: int | None,
    on_day: date | None = None,
) -> int:
    """Delete a record, and keep it in the bin with all that goes along; the entry's number.

    `title` and `on_day` say in the bin which record it was.
    """
    assert isinstance(row, Base)
    table = Base.metadata.tables[row.__tablename__]
    number = _number(row)
    kept = row_keeping.rows_with(session, table.name, table.c.id == number)
    mentions = row_keeping.mentions_of(session, kept)
    entry = BinEntry(
        record=table.name,
        record_id=number,
        pupil_id=pupil_id,
        title=" ".join(title.split()),
        on_day=on_day,
        removed=json.dumps([row_keeping.to_json(kept), mentions]),
        removed_at=work.now(),
        removed_by_id=work.staff_id,
    )
    session.add(entry)
    session.flush()
    session.add_all(BinContent(bin_entry_id=entry.id, media_id=each) for each in _contents(kept))
    if table.name in INDEXED:
        search.remove(session, INDEXED[table.name], number)
    session.delete(row)
    session.flush()
    return entry.id


def rows_of(entry: BinEntry) -> tuple[KeptRows, Mentions]:
    """What an entry holds, and who mentioned it."""
    rows, mentions = json.loads(entry.removed)
    return row_keeping.from_json(rows), tuple(tuple(each) for each in mentions)


def forget(session: Session, record: str, record_id: int) -> None:
    """Take a record out of the bin that came back another way."""
    entry = session.scalars(
        select(BinEntry)
        .where(BinEntry.record == record, BinEntry.record_id == record_id)
        .order_by(BinEntry.id.desc())
    ).first()
    if entry is not None:
        session.delete(entry)


def _number(row: Base) -> int:
    number = row.__dict__.get("id", getattr(row, "id", None))
    assert isinstance(number, int)
    return number


def _contents(kept: KeptRows) -> set[int]:
    found = (dict(columns).get("media_id") for _, columns in kept)
    return {number for number in found if isinstance(number, int)}
