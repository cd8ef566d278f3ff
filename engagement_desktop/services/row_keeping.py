"""Keeps the rows of records about to be deleted, so that undo puts them back as they were.

Which rows go with a record is not listed here: the tables' own cascades say it, so a table that is
added later is kept, too.
"""

from __future__ import annotations

import base64
import json
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Table, insert, select, update
from sqlalchemy.orm import Session

from engagement_desktop.models.records import Base

KeptRows: TypeAlias = tuple[tuple[str, tuple[tuple[str, object], ...]], ...]
"""Rows in an order in which they can be put back: the table's name, then its columns."""
Mentions: TypeAlias = tuple[tuple[str, int, str, str, int], ...]
"""What stays and mentioned a row that went: its table, id and column; the other’s table and id."""
Moved: TypeAlias = dict[tuple[str, object], int]
"""New ids of rows that came back under another one: by the table's name and the id before."""


def rows_with(session: Session, table: str, where: ColumnElement[bool]) -> KeptRows:
    """The rows of `table` that meet `where`, and every row that goes when they are deleted."""
    found: dict[tuple[str, tuple[tuple[str, object], ...]], None] = {}
    _gather(session, Base.metadata.tables[table], where, found)
    order = {each.name: place for place, each in enumerate(Base.metadata.sorted_tables)}
    return tuple(sorted(found, key=lambda row: order[row[0]]))


def mentions_of(session: Session, kept: KeptRows) -> Mentions:
    """Which rows that stay will no longer mention what is deleted."""
    gone: dict[str, set[Any]] = {}
    for name, columns in kept:
        gone.setdefault(name, set()).add(dict(columns).get("id"))
    found = []
    for table in Base.metadata.tables.values():
        for column in table.columns:
            for key in column.foreign_keys if "id" in table.columns else ():
                target = key.column.table.name
                if key.ondelete != "SET NULL" or target not in gone:
                    continue
                rows = session.execute(select(table.c.id, column).where(column.in_(gone[target])))
                found += [
                    (table.name, number, column.name, target, mentioned)
                    for number, mentioned in rows
                    if number not in gone.get(table.name, ())
                ]
    return tuple(found)


def mention_again(session: Session, mentions: Mentions, moved: Moved) -> None:
    """Let those that stayed mention again what came back, unless they mention another by now."""
    for name, number, column, target, mentioned in mentions:
        table = Base.metadata.tables[name]
        session.execute(
            update(table)
            .where(table.c.id == number, table.c[column].is_(None))
            .values({column: moved.get((target, mentioned), mentioned)})
        )


def insert_rows(session: Session, kept: KeptRows) -> Moved:
    """Put the rows back.

    A row whose id another record has got meanwhile gets a new one. What a row only mentions and is
    gone is left out of it; a row that cannot be without what is gone stays away.
    """
    moved: Moved = {}
    for name, columns in kept:
        table = Base.metadata.tables[name]
        values = _values_now(session, table, dict(columns), moved)
        if values is None:
            continue
        number = values.get("id")
        if number is not None and _is_there(session, table, number):
            del values["id"]
            made = session.connection().execute(insert(table).values(values)).inserted_primary_key
            assert made is not None
            moved[name, number] = made[0]
        else:
            session.execute(insert(table).values(values))
    return moved


def to_json(kept: KeptRows) -> str:
    """The rows as text, for the file."""
    return json.dumps(kept, default=_to_plain)


def from_json(text: str) -> KeptRows:
    """The rows that `to_json` wrote."""
    rows = json.loads(text, object_hook=_from_plain)
    return tuple((name, tuple((key, value) for key, value in columns)) for name, columns in rows)


def _gather(
    session: Session,
    table: Table,
    where: ColumnElement[bool],
    found: dict[tuple[str, tuple[tuple[str, object], ...]], None],
) -> None:
    rows = session.execute(select(table).where(where).order_by(*table.primary_key.columns)).all()
    for row in rows:
        found[table.name, tuple(row._asdict().items())] = None
    if not rows or "id" not in table.columns:
        return
    ids = [row.id for row in rows]
    for other in Base.metadata.tables.values():
        for column in other.columns:
            if any(
                key.column.table is table and key.ondelete == "CASCADE"
                for key in column.foreign_keys
            ):
                _gather(session, other, column.in_(ids), found)


def _values_now(
    session: Session, table: Table, values: dict[str, Any], moved: Moved
) -> dict[str, Any] | None:
    """The columns of a row as they can be today; None where it cannot be."""
    for column in table.columns:
        value = values.get(column.name)
        for key in column.foreign_keys if value is not None else ():
            target = key.column.table
            value = moved.get((target.name, value), value)
            if not _is_there(session, target, value):
                if not column.nullable:
                    return None
                value = None
            values[column.name] = value
    return values


def _is_there(session: Session, table: Table, key: object) -> bool:
    (column,) = table.primary_key.columns
    return session.execute(select(column).where(column == key)).first() is not None


def _to_plain(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    raise TypeError(f"a column holds a {type(value).__name__}")


def _from_plain(value: dict[str, str]) -> object:
    ((kind, text),) = value.items()
    if kind == "moment":
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if kind == "day" else base64.b64decode(text)
