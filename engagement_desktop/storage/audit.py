"""Who did what: an entry for every write, in the same commit, chained so that nothing can be lost.

Each entry's `mac` is a keyed hash of the entry before and this one. So an entry that is changed,
taken out or moved shows; and the newest one, kept outside the file as the *anchor*, shows that the
end is gone, which both of the database's own checks miss (docs/decisions/009-who-did-what.md).

What was written is seen by triggers on the writer's own connection, not told by its caller: no
service can forget it.
"""

from __future__ import annotations

import hmac
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby, pairwise
from operator import itemgetter

from engagement_desktop.storage.keyed_file import DbConnection

ANCHOR_SECONDS = 20.0
"""The anchor is kept with the first write after so long, and at the end. Each time costs as much as
a write, so not with every one."""

NEWEST = 500
"""How many entries are looked at when a file is opened; `verify` looks at all."""

PROGRAM = 0
"""The staff id of what the program did by itself."""

PARTS = frozenset(
    {
        "alembic_version",
        "area_response",
        "audit_entry",
        "audit_key",
        "bin_content",
        "conversation_target",
        "form_draft",
        "media",
        "media_index",
        "observation_context",
        "observation_revision",
        "outcome_event",
        "outcome_step",
        "paragraph_source",
        "report_paragraph",
        "review_copy",
        "revision_evidence",
        "search_entry",
    }
)
"""Tables that are no record of their own: what holds them is noted, or nobody wrote them."""

_NEWEST = "SELECT number, at, mac FROM audit_entry ORDER BY number DESC LIMIT 1"
_ENTRIES = "SELECT number, at, staff_id, act, records, mac FROM audit_entry WHERE number >= ?"
_TABLES = """
    SELECT t.name, c.name FROM main.sqlite_master t, pragma_table_info(t.name, 'main') c
    WHERE t.type = 'table' AND c.pk = 1
        AND (SELECT count(*) FROM pragma_table_info(t.name, 'main') WHERE pk > 0) = 1
"""
_TOUCHED = "CREATE TEMP TABLE audit_touched (kind, what, id, PRIMARY KEY (kind, what, id))"
_NO_PLAIN = re.compile(r"[^\w.]")
_VERBS = {"INSERT": "+", "UPDATE": "~", "DELETE": "-"}


@dataclass(frozen=True)
class Doing:
    """Who writes, as which act, when. `taken` names records that are read out of the file."""

    staff_id: int
    act: str
    at: datetime
    taken: str = ""


@dataclass(frozen=True)
class Anchor:
    """The newest entry, as it is kept outside the file."""

    number: int
    head: bytes = field(repr=False)
    at: datetime


class Fault(StrEnum):
    """What can be wrong with a chain."""

    ENDS_EARLY = "ends early"
    ANOTHER = "another"
    CHANGED = "changed"


@dataclass(frozen=True)
class Problem:
    """What is wrong: everything up to `since` is as it was, what came until `until` is not.

    `since` is None where nothing before is known to be right.
    """

    fault: Fault
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class Checked:
    """How many entries there are, how many were looked at, and what is wrong."""

    entries: int
    looked_at: int
    problem: Problem | None


class Audit:
    """The chain of one open file, written by the one writer."""

    def __init__(
        self,
        secret: bytes,
        anchor: Anchor | None = None,
        keep: Callable[[Anchor], None] | None = None,
    ) -> None:
        self._secret = secret
        self.anchor = anchor
        """As it was found when the file was opened."""
        self._keep = keep
        self._newest: Anchor | None = None
        self._kept_at = time.monotonic()

    def enter(self, connection: DbConnection, doing: Doing | None) -> Anchor | None:
        """Add the entry for what was written, before it is committed; None where nothing was."""
        touched = connection.execute(
            "DELETE FROM temp.audit_touched RETURNING kind, what, id"
        ).fetchall()
        taken = doing.taken if doing else ""
        if not touched and not taken:
            return None
        records = " ".join([*_tokens(touched), *([taken] if taken else [])])
        doing = doing or Doing(PROGRAM, "", datetime.now(UTC))
        newest = connection.execute(_NEWEST).fetchone()
        number, before = (newest[0] + 1, newest[2]) if newest else (1, b"")
        at = doing.at.astimezone(UTC).isoformat(timespec="microseconds")
        mac = self._mac(before, number, at, doing.staff_id, doing.act, records)
        connection.execute(
            "INSERT INTO audit_entry (number, at, staff_id, act, records, mac)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (number, at, doing.staff_id, doing.act, records, mac),
        )
        return Anchor(number, mac, doing.at)

    def committed(self, newest: Anchor) -> None:
        """Tell that an entry is on the disk; now and then the anchor follows."""
        self._newest = newest
        if time.monotonic() - self._kept_at >= ANCHOR_SECONDS:
            self.settle()

    def settle(self) -> None:
        """Keep the anchor at the newest entry; at the end of the work, too."""
        if self._keep is not None and self._newest is not None:
            self._keep(self._newest)
            self._newest = None
        self._kept_at = time.monotonic()

    def check(self, connection: DbConnection, *, newest: int | None = None) -> Checked:
        """Compare the chain with the anchor and itself.

        With `newest` only so many of the last entries are looked at, from the last one on with
        which a fault was told; else all of them.
        """
        last = connection.execute(_NEWEST).fetchone()
        entries = last[0] if last else 0
        problem = self._beside_anchor(connection, entries, last)
        start = 1
        if newest is not None:
            start = max(1, entries - newest + 1)
            told = connection.execute(
                "SELECT max(number) FROM audit_entry WHERE number >= ? AND records LIKE '!%'",
                (start,),
            ).fetchone()[0]
            start = told or start
        looked_at, broken = self._walk(connection, start)
        return Checked(entries, looked_at, problem or broken)

    def _beside_anchor(
        self, connection: DbConnection, entries: int, last: tuple[int, str, bytes] | None
    ) -> Problem | None:
        if self.anchor is None:
            return None
        if entries < self.anchor.number:
            return Problem(Fault.ENDS_EARLY, _moment(last[1] if last else None), self.anchor.at)
        there = connection.execute(
            "SELECT mac FROM audit_entry WHERE number = ?", (self.anchor.number,)
        ).fetchone()
        if there is None or not hmac.compare_digest(there[0], self.anchor.head):
            return Problem(Fault.ANOTHER, None, self.anchor.at)
        return None

    def _walk(self, connection: DbConnection, start: int) -> tuple[int, Problem | None]:
        """How many entries from number `start` on follow from one another, and the first fault."""
        before, good, expected = b"", None, start
        if start > 1:
            row = connection.execute(
                "SELECT mac, at FROM audit_entry WHERE number = ?", (start - 1,)
            ).fetchone()
            if row is None:
                return 0, Problem(Fault.CHANGED, None, None)
            before, good = row
        for number, at, staff_id, act, records, mac in _rows(connection, start):
            right = self._mac(before, number, at, staff_id, act, records)
            if number != expected or not hmac.compare_digest(mac, right):
                return expected - start, Problem(Fault.CHANGED, _moment(good), _moment(at))
            before, good, expected = mac, at, number + 1
        return expected - start, None

    def _mac(
        self, before: bytes, number: int, at: str, staff_id: int, act: str, records: str
    ) -> bytes:
        entry = f"{number}\n{at}\n{staff_id}\n{act}\n{records}".encode()
        return hmac.digest(self._secret, before + entry, "sha256")


def watch(connection: DbConnection) -> None:
    """See from now on what is written on this connection, in tables as they are now."""
    connection.execute(_TOUCHED)
    for table, key in connection.execute(_TABLES).fetchall():
        if table not in PARTS and not table.startswith(("sqlite_", "search_text")):
            _see(connection, table, key)


def token(sign: str, kind: str, ids: Iterable[int | str]) -> str:
    """Records of one kind in short: “~evidence:3-5,9”."""
    plain = (each if isinstance(each, int) else _NO_PLAIN.sub("_", each) for each in ids)
    known = sorted(plain, key=lambda each: (isinstance(each, str), each))
    return f"{sign}{kind}:{','.join(_ranges(known))}"


def _see(connection: DbConnection, table: str, key: str) -> None:
    for event, sign in _VERBS.items():
        row = "old" if event == "DELETE" else "new"
        touched = f"VALUES ('{table}', '{sign}', {row}.\"{key}\")"  # names of our own tables
        connection.execute(
            f'CREATE TEMP TRIGGER "audit_{table}_{event.lower()}" AFTER {event} ON main."{table}"'
            f" BEGIN INSERT OR IGNORE INTO audit_touched {touched}; END"
        )


def _tokens(touched: list[tuple[str, str, int | str]]) -> Iterator[str]:
    """What was done to each record in the end: one that was added and changed was added."""
    if len(touched) == 1:  # most writes: an observation being typed
        kind, sign, number = touched[0]
        yield token(sign, kind, [number])
        return
    for kind, rows in groupby(sorted(touched, key=itemgetter(0)), key=itemgetter(0)):
        signs: dict[int | str, set[str]] = {}
        for _, sign, number in rows:
            signs.setdefault(number, set()).add(sign)
        for sign in "+~-":
            ids = [number for number, seen in signs.items() if _in_the_end(seen) == sign]
            if ids:
                yield token(sign, kind, ids)


def _in_the_end(seen: set[str]) -> str:
    if {"+", "-"} <= seen:
        return "~"  # taken out and put back, or the other way round: it was touched
    return "+" if "+" in seen else "-" if "-" in seen else "~"


def _ranges(ids: list[int | str]) -> Iterator[str]:
    start: int | str | None = None
    for one, following in pairwise([*ids, None]):
        start = one if start is None else start
        if isinstance(one, int) and following == one + 1:
            continue
        yield f"{start}" if start == one else f"{start}-{one}"
        start = None


def _rows(connection: DbConnection, start: int) -> Iterator[tuple[int, str, int, str, str, bytes]]:
    cursor = connection.execute(f"{_ENTRIES} ORDER BY number", (start,))
    while rows := cursor.fetchmany(1000):
        yield from rows


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
