"""Writing tables anew, so that nothing of what was deleted is left between their records.

`secure_delete` overwrites a record that is deleted. But where SQLite splits and joins pages, it
moves records and leaves their bytes behind in the room between others, where no later deletion
comes by. Only pages that are given up as a whole are overwritten as a whole. And the search index
keeps words of which no text is left, as the marks where its pages begin.

Whoever saves meanwhile waits for a blink at most: what is long is done in pieces (`piecewise`,
docs/decisions/018-written-anew-in-pieces.md). That it is to be done stands in the file until it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engagement_desktop.storage import piecewise
from engagement_desktop.storage.keyed_file import DbConnection
from engagement_desktop.storage.piecewise import Turn

_LEFT_AS_THEY_ARE = frozenset(
    {"alembic_version", "audit_entry", "audit_key", "media", "media_chunk", "media_index"}
)
"""Tables without a word of anybody: the chain of who did what, and the contents, which lie in pages
of their own."""
_ASIDE = "set_aside"
_FEW_ROWS = 2_000
_FEW_BYTES = 2**20
"""A table with no more is written in one go: quicker by itself than the steps of many pieces."""

_DUE = 0x616E6577
"""As `user_version` of the file, which nothing else uses: “anew” in ASCII."""

_INDEX = "search_text"


def set_due(connection: DbConnection, *, due: bool) -> None:
    """Remember in the file that its tables are to be written anew, or that they were."""
    connection.execute(f"PRAGMA user_version={_DUE if due else 0}")


def is_due(connection: DbConnection) -> bool:
    """Whether that was remembered."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == _DUE)


def tables(connection: DbConnection) -> tuple[str, ...]:
    """The tables that hold words, without those of the search index."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        " AND name NOT GLOB 'sqlite_*' AND name NOT GLOB ? ORDER BY name",
        (f"{_INDEX}*",),
    )
    return tuple(name for (name,) in found.fetchall() if name not in _LEFT_AS_THEY_ARE)


def index_anew(connection: DbConnection, turn: Turn, between: Callable[[], object]) -> None:
    """Make the search index from the texts that are there."""
    it = piecewise.of_search_index(connection, _INDEX, "words")
    piecewise.write_piecewise(connection, it, turn, between)


def write_anew(
    connection: DbConnection, table: str, turn: Turn, between: Callable[[], object]
) -> None:
    """Write a table into fresh pages; its records stay as they are.

    For a connection of its own, with foreign keys off.
    """
    copied = None if _is_small(connection, table) else piecewise.of_table(connection, table)
    if copied is not None:
        piecewise.write_piecewise(connection, copied, turn, between)
        return
    with turn(), _without_triggers(connection, table):
        _empty_and_fill(connection, table)
    between()


def _is_small(connection: DbConnection, table: str) -> bool:
    names = connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,)).fetchall()
    bytes_of_row = " + ".join(f'ifnull(octet_length("{name}"), 0)' for (name,) in names)
    rows, held = connection.execute(
        f"SELECT count(*), ifnull(sum(held), 0) FROM"  # noqa: S608 - names of our own schema
        f' (SELECT {bytes_of_row} AS held FROM "{table}" LIMIT {_FEW_ROWS + 1})'
    ).fetchone()
    return bool(rows <= _FEW_ROWS and held <= _FEW_BYTES)


def _empty_and_fill(connection: DbConnection, table: str) -> None:
    connection.execute(f'CREATE TEMP TABLE {_ASIDE} AS SELECT * FROM "{table}"')  # noqa: S608 - names of our own schema
    connection.execute(f'DELETE FROM "{table}"')  # noqa: S608
    connection.execute(f'INSERT INTO "{table}" SELECT * FROM {_ASIDE} ORDER BY rowid')  # noqa: S608
    counts = f'SELECT (SELECT count(*) FROM "{table}"), (SELECT count(*) FROM {_ASIDE})'  # noqa: S608
    now, before = connection.execute(counts).fetchone()
    if now != before:
        raise AssertionError(f"{before} records of {table} became {now}")
    connection.execute(f"DROP TABLE {_ASIDE}")


@contextmanager
def commit(connection: DbConnection) -> Iterator[None]:
    """One commit of all that is written inside."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _without_triggers(connection: DbConnection, table: str) -> Iterator[None]:
    """A table with a trigger would be emptied record by record, and as if each were deleted."""
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, made in triggers:
        connection.execute(made)
