"""A file of the shape before gets the word for absences, once, and room for what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engagement_desktop.storage import migrations
from engagement_desktop.storage.database import Database
from tests.helpers.earlier import file_before, write

WORD = (
    "INSERT INTO vocabulary_word (key, vocabulary, text, position, retired)"
    " VALUES ('{0}', 'context', '{1}', {2}, 0)"
)


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Database]:
    """A file of the shape before, empty."""
    with file_before(5, tmp_path) as database:
        yield database


def words(database: Database) -> list[tuple[object, ...]]:
    with database.read() as session:
        found = session.execute(
            text("SELECT key, text, position FROM vocabulary_word ORDER BY position")
        )
        return [tuple(row) for row in found]


def add(database: Database, *rows: tuple[str, str, int]) -> None:
    write(database, *(WORD.format(*row) for row in rows))


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
