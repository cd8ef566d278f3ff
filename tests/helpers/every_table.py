"""A row in every table that holds something on a pupil, each text a word found nowhere else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Boolean, Column, Date, Float, Integer, LargeBinary, String, Table, insert
from sqlalchemy.orm import Session

from engagement_desktop.models.records.base import EnumText, UtcDateTime
from engagement_desktop.services import held_records

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
AS_JSON = frozenset({"earlier", "removed", "typed", "chosen"})
"""Columns whose text is JSON."""
END = "zq"
TAIL = 10
"""So many letters and `END` tell a canary, even where an index keeps a word without its start."""


def canary(number: int, seed: str = "") -> str:
    """One word without a meaning, which nobody else writes."""
    return hashlib.sha256(f"{seed}{number}".encode()).hexdigest()[:16] + END


@dataclass
class EveryTable:
    """Fills the tables that are held on one pupil, as the mapped tables say; new ones as well.

    `ids` says which record of a table the others refer to; `said` makes a canary into the text of
    a column, and `canaries` keeps what stands where.
    """

    session: Session
    pupil_id: int
    ids: dict[str, int]
    seed: str = ""
    said: Callable[[str], str] = str
    canaries: dict[str, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    """The same of columns that hold bytes."""
    _made: int = 0

    def fill_all(self, but: Container[str] = ()) -> None:
        """A row in each held table that has none yet."""
        for table in held_records.held_tables():
            if table.name not in self.ids and table.name not in but:
                self.fill(table)

    def fill(self, table: Table) -> None:
        """A row in this table."""
        values = {c.name: self._value(table, c) for c in table.c if c.name != "id"}
        known = {name: value for name, value in values.items() if value is not None}
        done = self.session.execute(insert(table).values(known))
        if "id" in table.c:
            self.ids[table.name] = cast(Any, done).inserted_primary_key[0]

    def _value(self, table: Table, column: Column[Any]) -> object:
        target = next((key.column.table for key in column.foreign_keys), None)
        if column.name == "pupil_id" or (target is not None and target.name == "pupil"):
            return self.pupil_id
        if target is not None:
            return None if target is table else self._refer(target)
        kind = column.type
        if isinstance(kind, EnumText):
            return next(iter(kind.kind))
        if isinstance(kind, UtcDateTime):
            return NOON
        if isinstance(kind, Boolean):
            return False
        if isinstance(kind, Date):
            return NOON.date()
        if isinstance(kind, Integer | Float):
            return 7
        self._made += 1
        word = canary(self._made, self.seed)
        if isinstance(kind, LargeBinary):
            self.contents[f"{table.name}.{column.name}"] = word
            return self.said(word).encode()
        assert isinstance(kind, String), f"{table.name}.{column.name}: {kind!r}"
        self.canaries[f"{table.name}.{column.name}"] = word
        if column.name in AS_JSON:
            return json.dumps({"words": [{"narrative": self.said(word)}]})
        return self.said(word)

    def _refer(self, target: Table) -> object:
        if target.name == "vocabulary_word":
            return "how_established.emerging"
        if target.name not in self.ids:
            if target.name in {"staff_member", "class_group", "media"}:
                self.ids[target.name] = 1
            else:
                before = len(self.canaries)
                self.fill(target)
                for key in list(self.canaries)[before:]:
                    if target.name in held_records.NOT_HELD_ON_PUPILS:
                        del self.canaries[key]  # of the school
        return self.ids[target.name]
