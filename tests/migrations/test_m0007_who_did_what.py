"""A file from before gets a key of its own for the chain, and entries that nobody can change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engagement_desktop.storage import migrations
from engagement_desktop.storage.database import Database
from tests.helpers.earlier import file_before, write

NOW = "2026-09-01T10:00:00+00:00"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A file of the shape before, with a pupil in it, brought up to date."""
    with file_before(7, tmp_path) as database:
        write(
            database,
            "INSERT INTO term (id, name, first_day, last_day)"
            " VALUES (1, 'Autumn', '2026-09-01', '2026-12-18')",
        )
        assert migrations.migrate(database)
        yield database


def test_the_chain_has_a_key_of_its_own_and_the_records_are_still_there(
    database: Database,
) -> None:
    with database.read() as session:
        assert len(session.scalars(text("SELECT secret FROM audit_key")).one()) == 32
        assert session.scalars(text("SELECT name FROM term")).all() == ["Autumn"]


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"])
def test_an_entry_is_neither_changed_nor_deleted(database: Database, change: str) -> None:
    write(database, f"INSERT INTO audit_entry VALUES (1, '{NOW}', 1, '', '+pupil:1', x'00')")
    with pytest.raises(DBAPIError, match="never changed"), database.write() as session:
        session.execute(text(change))
    with database.read() as session:
        assert session.scalars(text("SELECT records FROM audit_entry")).all() == ["+pupil:1"]
