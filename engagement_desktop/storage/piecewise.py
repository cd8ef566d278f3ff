"""A table written into fresh pages piece by piece, while others go on writing to it.

The records are copied into a table of the same shape beside it, some at a time. Triggers note which
are changed meanwhile, on whatever connection, and those are brought over. When every record was
compared, the two tables change pages with one another: a few lines of `sqlite_master` in one short
commit, so that the schema reads as before and nobody ever sees half a table. What is beside then is
taken out, piece by piece and overwritten.

Stopped at any moment, the table itself is whole, and `clear` takes away what is left beside it.
"""

# ruff: noqa: S608 - the names are those of our own schema

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from engagement_desktop.storage.keyed_file import DbConnection

Turn = Callable[[], AbstractContextManager[None]]
"""Lets nobody else write inside the block, which is one commit; waits until it is one's turn."""

BESIDE = "being_written_anew"
"""The table that lies beside, and the beginning of all that belongs to it."""

_CHANGED = f"{BESIDE}_changed"
"""Which rows of the table were changed since they may have been copied."""

_SLICE = 64
_TURN_SECONDS = 0.06
"""So long others wait for a piece, its commit included."""

_FIRST = -(2**63)
_OF_FTS = ("_data", "_idx", "_content", "_docsize", "_config")


@dataclass(frozen=True)
class Copied:
    """What is copied of `table` and how it lies beside: `made` makes that, `counted` is the table
    of it that has a row for each, `columns` are read from `table` and stand in `BESIDE` as `names`;
    `pages` are those, of tables and indexes, that change places.
    """

    table: str
    columns: tuple[str, ...]
    names: tuple[str, ...]
    made: tuple[str, ...]
    pages: tuple[tuple[str, str], ...]
    compared: tuple[str, ...]
    """The columns of `table` that `counted` has, too."""
    counted: str = BESIDE
    at_last: tuple[str, ...] = ()
    """Settings for when all is there."""


def of_table(connection: DbConnection, table: str) -> Copied | None:
    """How a table is copied, or None where it cannot be, piece by piece.

    The copy refers to no other table, and no index of it is unique: it takes whatever it is given.
    """
    (without_rowid,) = connection.execute(
        "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?", (table,)
    ).fetchone()
    columns = connection.execute(
        "SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)", (table,)
    ).fetchall()
    if without_rowid or any(hidden for *_, hidden in columns):
        return None
    pages = [(table, BESIDE)]
    indexes: list[str] = []
    numbered = True
    for name, origin, of_some in connection.execute(
        "SELECT name, origin, partial FROM pragma_index_list(?)", (table,)
    ).fetchall():
        beside = f"{BESIDE}_{len(indexes)}"
        said = _index_columns(connection, name)
        if of_some or said is None:
            return None
        numbered = numbered and origin != "pk"
        pages.append((name, beside))
        indexes.append(f"CREATE INDEX {beside} ON {BESIDE} ({said})")
    keys = [(name, kind.upper()) for name, kind, pk, _ in columns if pk]
    # Such a column is SQLite's own number of the row, and its place in the row stays empty.
    key = keys[0][0] if numbered and [kind for _, kind in keys] == ["INTEGER"] else None
    said = ", ".join(
        f'"{name}" {kind}{" PRIMARY KEY" if name == key else ""}' for name, kind, *_ in columns
    )
    names = tuple(f'"{name}"' for name, *_ in columns)
    every = names if key else ("rowid", *names)
    return Copied(
        table=table,
        columns=every,
        names=every,
        made=(f"CREATE TABLE {BESIDE} ({said})", *indexes),
        pages=tuple(pages),
        compared=names,
    )


def _index_columns(connection: DbConnection, name: str) -> str | None:
    columns = connection.execute(
        "SELECT name, coll, desc FROM pragma_index_xinfo(?) WHERE key ORDER BY seqno", (name,)
    ).fetchall()
    if any(column is None for column, *_ in columns):  # of an expression
        return None
    return ", ".join(
        f'"{column}" COLLATE {collation}{" DESC" if down else ""}'
        for column, collation, down in columns
    )


def of_search_index(connection: DbConnection, table: str, words: str) -> Copied:
    """How an index of FTS5 is made once more from its texts, those of its one column `words`."""
    (made,) = connection.execute(
        "SELECT sql FROM main.sqlite_master WHERE name = ?", (table,)
    ).fetchone()
    settings = connection.execute(
        f"SELECT k, v FROM {table}_config WHERE k <> 'version'"
    ).fetchall()
    return Copied(
        table=f"{table}_content",
        columns=("id", "c0"),
        names=("rowid", words),
        made=(made.replace(f"TABLE {table} ", f"TABLE {BESIDE} ", 1),),
        at_last=tuple(
            f"INSERT INTO {BESIDE} ({BESIDE}, rank) VALUES ('{k}', {v})" for k, v in settings
        ),
        pages=tuple((f"{table}{part}", f"{BESIDE}{part}") for part in _OF_FTS),
        counted=f"{BESIDE}_content",
        compared=("id", "c0"),
    )


class Pace:
    """Does small steps for as long as others may wait, and tells how fast the disk is by it."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._seconds = _TURN_SECONDS / 4

    def go(self, step: Callable[[], bool]) -> bool:
        """Take a turn for as many steps as fit; whether one of them said that it was the last."""
        last = False
        with self._turn():
            begun = time.monotonic()
            while not last and time.monotonic() - begun < self._seconds:
                last = step()
            worked = time.monotonic() - begun
        # What was changed is written when the turn ends, which takes longer than changing it.
        held = time.monotonic() - begun
        self._seconds = min(max(worked * _TURN_SECONDS / held, 0.002), _TURN_SECONDS / 2)
        return last


def write_piecewise(
    connection: DbConnection, it: Copied, turn: Turn, between: Callable[[], object]
) -> None:
    """Write a table into fresh pages; `between` is called after each turn and may raise."""
    pace = Pace(turn)
    with turn():
        for statement in (*it.made, f"CREATE TABLE {_CHANGED} (id)", *_triggers(it)):
            connection.execute(statement)
    try:
        while not pace.go(lambda: _copy(connection, it)):
            between()
        _compare(connection, it)
        while not pace.go(lambda: _copy(connection, it)):  # what came since
            between()
        with turn():
            while not _copy(connection, it):
                pass
            stop(connection)
            for statement in it.at_last:
                connection.execute(statement)
            _change_pages(connection, it)
        # The connection itself still holds them as they were.
        connection.execute("PRAGMA writable_schema=RESET")
    except BaseException:
        with turn():
            stop(connection)
        raise
    clear(connection, turn, between)


def clear(connection: DbConnection, turn: Turn, between: Callable[[], object]) -> None:
    """Take out what lies beside, if anything does, and overwrite it."""
    left = _tables_left(connection)
    if not left:
        return
    with turn():
        stop(connection)
        _leave_plain_tables(connection)
    connection.execute("PRAGMA writable_schema=RESET")
    pace = Pace(turn)
    for table, numbered in left:
        while numbered and not pace.go(partial(_take_out, connection, table)):
            between()
    with turn():
        for table, _ in left:
            connection.execute(f"DROP TABLE {table}")
    between()


def _leave_plain_tables(connection: DbConnection) -> None:
    """Let the tables of a search index that lies beside be tables like others: an index of which
    rows are missing would be told as a fault of the file, were the program ended amid it."""
    with _writable_schema(connection):
        connection.execute(
            "DELETE FROM main.sqlite_master WHERE type = 'table' AND rootpage = 0 AND name = ?",
            (BESIDE,),
        )


@contextmanager
def _writable_schema(connection: DbConnection) -> Iterator[None]:
    """For changes of `sqlite_master` itself, inside a commit; others read the schema again.

    The connection itself reads it again with `PRAGMA writable_schema=RESET`, after the commit.
    """
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute("PRAGMA writable_schema=ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA writable_schema=OFF")
    connection.execute(f"PRAGMA schema_version={version + 1}")


def stop(connection: DbConnection) -> None:
    """Note no change any more; the caller is inside a turn."""
    for name in _triggers_left(connection):
        connection.execute(f'DROP TRIGGER "{name}"')


def is_noting(connection: DbConnection) -> bool:
    """Whether triggers are left that note changes, after the program was ended amid it."""
    return bool(_triggers_left(connection))


def _triggers_left(connection: DbConnection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'trigger' AND name GLOB ?",
        (f"{BESIDE}*",),
    )
    return [name for (name,) in found.fetchall()]


def _tables_left(connection: DbConnection) -> list[tuple[str, bool]]:
    """The tables that lie beside, and whether their rows have numbers to take them out by; those
    of few pages have none and go as a whole."""
    found = connection.execute(
        "SELECT name, NOT wr FROM pragma_table_list WHERE schema = 'main' AND type <> 'virtual'"
        " AND name GLOB ?",
        (f"{BESIDE}*",),
    )
    return [(name, bool(numbered)) for name, numbered in found.fetchall()]


def _triggers(it: Copied) -> Iterator[str]:
    """Note which rows are changed, and nothing more: whoever saves must not fail for our sake."""
    for event, rows in (("INSERT", ["new"]), ("UPDATE", ["old", "new"]), ("DELETE", ["old"])):
        noted = " ".join(f"INSERT INTO {_CHANGED} VALUES ({row}.rowid);" for row in rows)
        yield (
            f'CREATE TRIGGER {BESIDE}_{event.lower()} AFTER {event} ON "{it.table}"'
            f" BEGIN {noted} END"
        )


def _copy(connection: DbConnection, it: Copied) -> bool:
    """Bring over what was changed of the copied rows, or else copy the next; whether none is left.

    Rows that come behind the copied ones are copied in time.
    """
    (last,) = connection.execute(f"SELECT max(rowid) FROM {it.counted}").fetchone()
    first = _FIRST if last is None else last
    copied = (
        f"INSERT INTO {BESIDE} ({', '.join(it.names)}) SELECT {', '.join(it.columns)}"
        f' FROM "{it.table}"'
    )
    changed = connection.execute(f"SELECT DISTINCT id FROM {_CHANGED} LIMIT {_SLICE}").fetchall()
    if changed:
        connection.executemany(f"DELETE FROM {BESIDE} WHERE rowid = ?", changed)
        connection.executemany(
            f"{copied} WHERE rowid = ? AND rowid <= ?", [(*row, first) for row in changed]
        )
        connection.executemany(f"DELETE FROM {_CHANGED} WHERE id = ?", changed)
        return False
    (upto,) = connection.execute(
        f'SELECT max(rowid) FROM (SELECT rowid FROM "{it.table}" WHERE rowid > ?'
        f" ORDER BY rowid LIMIT {_SLICE})",
        (first,),
    ).fetchone()
    if upto is not None:
        connection.execute(f"{copied} WHERE rowid > ? AND rowid <= ? ORDER BY rowid", (first, upto))
    return upto is None


def _take_out(connection: DbConnection, table: str) -> bool:
    """Take out the first rows of what lies beside; whether there were none."""
    (last,) = connection.execute(
        f"SELECT max(rowid) FROM (SELECT rowid FROM {table} ORDER BY rowid LIMIT {_SLICE})"
    ).fetchone()
    if last is not None:
        connection.execute(f"DELETE FROM {table} WHERE rowid <= ?", (last,))
    return last is None


def _compare(connection: DbConnection, it: Copied) -> None:
    """See that every record was copied as it is, and stands in every index; nobody waits."""
    differ = " OR ".join(f"t.{name} IS NOT b.{name}" for name in it.compared)
    as_copied = f"rowid NOT IN (SELECT id FROM {_CHANGED})"
    connection.execute("BEGIN")
    try:
        missing, others = connection.execute(
            f"SELECT count(*) FILTER (WHERE b.rowid IS NULL OR {differ}),"
            f" count(*) - (SELECT count(*) FROM {it.counted} WHERE {as_copied})"
            f' FROM "{it.table}" AS t LEFT JOIN {it.counted} AS b ON b.rowid = t.rowid'
            f" WHERE t.rowid <= (SELECT max(rowid) FROM {it.counted}) AND t.{as_copied}"
        ).fetchone()
        sound = connection.execute(f"PRAGMA integrity_check({it.counted})").fetchall()
    finally:
        connection.execute("ROLLBACK")
    if missing or others or sound != [("ok",)]:
        raise AssertionError(
            f"{it.table} was not copied as it is: {missing}, {others}, {sound[:3]}"
        )


def _change_pages(connection: DbConnection, it: Copied) -> None:
    """Let the table and each of its indexes have the pages of what lies beside, and that theirs."""
    roots = dict(
        connection.execute(
            "SELECT name, rootpage FROM main.sqlite_master WHERE rootpage > 0"
        ).fetchall()
    )
    with _writable_schema(connection):
        for one, other in it.pages:
            connection.executemany(
                "UPDATE main.sqlite_master SET rootpage = ? WHERE name = ? AND rootpage > 0",
                ((roots[other], one), (roots[one], other)),
            )
