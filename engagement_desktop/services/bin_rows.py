"""Putting a deleted record into the bin: every service that deletes what somebody wrote does it so.

What is in the bin is looked through, put back and emptied in `services.binned`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import Base, BinContent, BinEntry
from engagement_desktop.models.roles import Act
from engagement_desktop.services import row_keeping
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.row_keeping import KeptRows, Mentions
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search

KINDS: Mapping[str, tuple[Kind, Act]] = MappingProxyType(
    {
        "observation": (Kind.OBSERVATION, Act.OBSERVE),
        "evidence": (Kind.EVIDENCE, Act.OBSERVE),
        "marker": (Kind.MARKER, Act.OBSERVE),
        "then_and_now": (Kind.THEN_AND_NOW, Act.OBSERVE),
        "waiting_clip": (Kind.EVIDENCE, Act.OBSERVE),
        "outcome": (Kind.OUTCOME, Act.RECORD),
        "plan": (Kind.PLAN, Act.RECORD),
        "provision_change": (Kind.PROVISION, Act.RECORD),
        "contribution": (Kind.CONTRIBUTION, Act.RECORD),
        "conversation": (Kind.CONVERSATION, Act.RECORD),
        "moderation": (Kind.MODERATION, Act.RECORD),
        "school_date": (Kind.SCHOOL_DATE, Act.SCHOOL),
    }
)
"""What can lie in the bin, by its table; and whose part it is to delete it and to put it back."""


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
    table = Base.metadata.tables[row.__tablename__]
    (number,) = inspect(row).identity or ()
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
    search.remove(session, KINDS[table.name][0], number)
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


def _contents(kept: KeptRows) -> set[int]:
    found = (dict(columns).get("media_id") for _, columns in kept)
    return {number for number in found if isinstance(number, int)}
