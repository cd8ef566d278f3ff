"""Writing tables anew, so that nothing of what was deleted is left between their records.

`secure_delete` overwrites a record that is deleted. But where SQLite splits and joins pages, it
moves records and leaves their bytes behind in the room between others, where no later deletion
comes by. Only a table that is emptied at once has its pages overwritten as a whole. And the search
index keeps words of which no text is left, as the marks where its pages begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engagement_desktop.storage.keyed_file import DbConnection

_LEFT_AS_THEY_ARE = frozenset(
    {"alembic_version", "audit_entry", "audit_key", "media", "media_chunk", "media_index"}
)
"""Tables without a word of anybody: the chain of who did what, and the contents, which lie in pages
of their own."""
_KEPT = "being_written_anew"


def tables(connection: DbConnection) -> tuple[str, ...]:
    """The tables that hold words, the search index with its own."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
    )
    return tuple(name for (name,) in found.fetchall() if name not in _LEFT_AS_THEY_ARE)


def index_anew(connection: DbConnection) -> None:
    """Make the search index from the texts that are there."""
    with _commit(connection):
        connection.execute("INSERT INTO search_text (search_text) VALUES ('rebuild')")


def write_anew(connection: DbConnection, table: str) -> None:
    """Write a table into fresh pages, in one commit; its records stay as they are.

    For a connection of its own: it is left with foreign keys off.
    """
    connection.execute("PRAGMA foreign_keys=OFF").fetchall()
    with _commit(connection), _without_triggers(connection, table):
        _empty_and_fill(connection, table)


def _empty_and_fill(connection: DbConnection, table: str) -> None:
    # Others wait to write meanwhile, so the records wait in memory: 240,000 observations took half
    # as long again by way of the disk. Photos and pages would fill it, so those go that way.
    aside = "" if _holds_contents(connection, table) else "TEMP "
    connection.execute(f'CREATE {aside}TABLE {_KEPT} AS SELECT * FROM "{table}"')  # noqa: S608 - names of our own schema
    connection.execute(f'DELETE FROM "{table}"')  # noqa: S608
    connection.execute(f'INSERT INTO "{table}" SELECT * FROM {_KEPT} ORDER BY rowid')  # noqa: S608
    counts = f'SELECT (SELECT count(*) FROM "{table}"), (SELECT count(*) FROM {_KEPT})'  # noqa: S608
    now, before = connection.execute(counts).fetchone()
    if now != before:
        raise AssertionError(f"{before} records of {table} became {now}")
    connection.execute(f"DROP TABLE {_KEPT}")


def _holds_contents(connection: DbConnection, table: str) -> bool:
    columns = connection.execute("SELECT type FROM pragma_table_info(?)", (table,)).fetchall()
    return any(kind in ("BLOB", "") for (kind,) in columns)


@contextmanager
def _commit(connection: DbConnection) -> Iterator[None]:
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
