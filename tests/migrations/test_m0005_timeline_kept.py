"""A file of the shape before gets the word for absences, once, and room for what is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engagement_desktop.storage import migrations
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database

VERSIONS = Path(migrations.__file__).parent / "versions"
WORD = (
    "INSERT INTO vocabulary_word (key, vocabulary, text, position, retired)"
    " VALUES ('{0}', 'context', '{1}', {2}, 0)"
)


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Database]:
    """A file of the shape before, empty."""
    steps = tmp_path / "before"
    steps.mkdir()
    for module in VERSIONS.glob("m000[1234]_*.py"):
        shutil.copy(module, steps)
    database = Database.create(tmp_path / "a.engagement", DataKey.random())
    migrations.migrate(database, versions=steps)
    yield database
    database.close()


def words(database: Database) -> list[tuple[object, ...]]:
    with database.read() as session:
        found = session.execute(
            text("SELECT key, text, position FROM vocabulary_word ORDER BY position")
        )
        return [tuple(row) for row in found]


def add(database: Database, *rows: tuple[str, str, int]) -> None:
    with database.write() as session:
        for row in rows:
            session.execute(text(WORD.format(*row)))


def test_a_school_with_words_gets_the_one_for_absences_last(before: Database) -> None:
    add(before, ("context.sleep", "sleep", 4), ("context.health", "health", 7))
    assert migrations.migrate(before)
    assert words(before)[-1] == ("context.absence", "absence", 8)


def test_a_school_that_has_such_a_word_keeps_its_own(before: Database) -> None:
    add(before, ("context.absence", "days away", 4))
    assert migrations.migrate(before)
    assert words(before) == [("context.absence", "days away", 4)]


def test_a_file_without_words_yet_gets_none(before: Database) -> None:
    assert migrations.migrate(before)
    assert words(before) == []
