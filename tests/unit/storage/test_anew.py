"""Written anew, the records are as they were, and nothing of deleted ones is left between them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text

from engagement_desktop.models.records import Contribution
from engagement_desktop.models.states import ContributionKind
from engagement_desktop.progress import SilentProgress
from engagement_desktop.storage import search
from engagement_desktop.storage.keyed_file import faults
from tests.helpers.decrypted import holds
from tests.helpers.small_school import KEY, SmallSchool, small_school

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COUNT = 150


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    """A school of whose written and deleted words some were left between the others."""
    with small_school(tmp_path) as made:
        chance = random.Random(11)
        with made.work.database.write() as session:
            told = [_told(made, "") for _ in range(COUNT)]
            session.add_all(told)
            session.flush()
            for _ in range(3):  # as somebody writes, now here, now there
                for number in chance.sample(range(COUNT), COUNT):
                    told[number].words = f"canary{number:03} " * chance.choice((3, 9, 90, 400))
                    session.flush()
                    search.put(
                        session, "contribution", told[number].id, made.amara, told[number].words
                    )
        with made.work.database.write() as session:
            for each in chance.sample(told, COUNT * 3 // 4):
                search.remove(session, "contribution", each.id)
                session.execute(delete(Contribution).where(Contribution.id == each.id))
        made.work.database.compact()
        yield made


def _told(school: SmallSchool, words: str) -> Contribution:
    return Contribution(
        pupil_id=school.amara,
        kind=ContributionKind.HOME,
        told_on=NOW.date(),
        told_by="mother",
        words=words,
        updated_at=NOW,
    )


def held(school: SmallSchool) -> dict[str, list[str]]:
    """Every row of every table, and what the file is made of."""
    with school.work.database.read() as session:
        made_by_sqlite = "('search_text_data', 'search_text_idx')"
        names = session.scalars(
            text(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                f" AND name NOT IN {made_by_sqlite}"
            )
        ).all()
        rows = {
            name: sorted(
                str(tuple(row)) for row in session.execute(text(f'SELECT * FROM "{name}"'))
            )
            for name in names
        }
        made_of = session.execute(text("SELECT type, name, sql FROM sqlite_master")).all()
        return rows | {"": sorted(map(str, made_of))}


def left_over(school: SmallSchool) -> list[str]:
    """The words that nobody holds any more and that can still be read in the file."""
    with school.work.database.read() as session:
        live = " ".join(session.scalars(select(Contribution.words)))
    gone = [word for number in range(COUNT) if (word := f"canary{number:03}") not in live]
    return [word for word in gone if holds(school.path, KEY, word.encode())]


def test_nothing_of_what_was_deleted_is_left_and_all_else_is(school: SmallSchool) -> None:
    database = school.work.database
    assert left_over(school)  # what `secure_delete` alone does not reach
    before = held(school)
    database.write_anew(SilentProgress())
    database.compact()
    assert left_over(school) == []
    assert held(school) == before
    with database.read() as session:
        assert len(search.find(session, "canary")) == COUNT - COUNT * 3 // 4
    connection = database.connect(writes=True)
    try:
        connection.execute("INSERT INTO search_text(search_text) VALUES ('integrity-check')")
        assert faults(connection) == 0
    finally:
        connection.close()
