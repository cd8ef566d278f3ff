"""A file from before gets a key of its own for the chain, and entries that nobody can change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engagement_desktop.storage import migrations
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database

VERSIONS = Path(migrations.__file__).parent / "versions"
NOW = "2026-09-01T10:00:00+00:00"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A file of the shape before, with a pupil in it, brought up to date."""
    before = tmp_path / "before"
    before.mkdir()
    for module in VERSIONS.glob("m000[1-6]_*.py"):
        shutil.copy(module, before)
    database = Database.create(tmp_path / "a.engagement", DataKey.random())
    try:
        migrations.migrate(database, versions=before)
        with database.write() as session:
            session.execute(
                text(
                    "INSERT INTO term (id, name, first_day, last_day)"
                    " VALUES (1, 'Autumn', '2026-09-01', '2026-12-18')"
                )
            )
        assert migrations.migrate(database)
        yield database
    finally:
        database.close()


def test_the_chain_has_a_key_of_its_own_and_the_records_are_still_there(
    database: Database,
) -> None:
    with database.read() as session:
        assert len(session.scalars(text("SELECT secret FROM audit_key")).one()) == 32
        assert session.scalars(text("SELECT name FROM term")).all() == ["Autumn"]


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"])
def test_an_entry_is_neither_changed_nor_deleted(database: Database, change: str) -> None:
    with database.write() as session:
        session.execute(
            text(f"INSERT INTO audit_entry VALUES (1, '{NOW}', 1, '', '+pupil:1', x'00')")
        )
    with pytest.raises(DBAPIError, match="never changed"), database.write() as session:
        session.execute(text(change))
    with database.read() as session:
        assert session.scalars(text("SELECT records FROM audit_entry")).all() == ["+pupil:1"]
