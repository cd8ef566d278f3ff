"""Finding records by their words; what is typed never becomes a command."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from engagement_desktop.services import school_file
from engagement_desktop.storage import search
from engagement_desktop.storage.database import Database
from tests.helpers.school import copy_school, open_school

REACHED = "Amara reached for the café’s bells, twice. Her gaze followed!"
LOOKED = "Bilal looked at the bubble tube and stilled"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    work = open_school(copy_school(tmp_path))
    with work.database.write() as session:
        search.put(session, "observation", 1, 10, REACHED)
        search.put(session, "observation", 2, 20, LOOKED)
        search.put(session, "outcome", 1, 20, "Bilal will ask for bells")
    yield work.database
    school_file.close(work)


def found(database: Database, typed: str, **options: int) -> list[tuple[str, int]]:
    with database.read() as session:
        return sorted((hit.kind, hit.record_id) for hit in search.find(session, typed, **options))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("reached", [("observation", 1)]),
        ("REACH", [("observation", 1)]),
        ("cafe", [("observation", 1)]),
        ("cafe\u0301", [("observation", 1)]),
        ("tube bubble", [("observation", 2)]),
        ("bells", [("observation", 1), ("outcome", 1)]),
        ("Bilal bel", [("outcome", 1)]),
        ("bel Bilal", []),
        ("bells -Amara", [("observation", 1)]),
        ("", []),
        ("  ", []),
        ("…!?", []),
        ('"', []),
        ("gaze NOT bells", []),
    ],
)
def test_every_word_counts_and_the_last_may_be_a_beginning(
    database: Database, typed: str, expected: list[tuple[str, int]]
) -> None:
    assert found(database, typed) == expected


def test_a_hit_shows_some_of_its_words(database: Database) -> None:
    with database.read() as session:
        (hit,) = search.find(session, "stilled")
    assert hit.pupil_id == 20
    assert "stilled" in hit.excerpt


def test_one_pupil_and_a_limit(database: Database) -> None:
    assert found(database, "bells", pupil_id=20) == [("outcome", 1)]
    assert len(found(database, "bells", limit=1)) == 1


def test_of_everybody_but_one_pupil_whose_own_records_do_not_crowd_out_the_rest(
    database: Database,
) -> None:
    with database.write() as session:
        search.put(session, "school date", 1, None, "Amara plays the bells")
        for number in range(100, 110):
            search.put(session, "observation", number, 20, "Bilal heard the bells")
    expected = [("observation", 1), ("school date", 1)]
    assert found(database, "bells", limit=2, but_of=20) == expected


def test_a_letter_that_begins_the_next_word_waits_for_the_second(database: Database) -> None:
    assert found(database, "bells z") == found(database, "bells")
    assert found(database, "bells zz") == []


def test_of_many_the_latest_come_first_and_of_few_the_best(database: Database) -> None:
    rows = range(1000, 1001 + search._WEIGHED)
    with database.write() as session:
        search.put(session, "observation", 900, 10, "Cymbal, cymbal, cymbal")
        search.put(session, "observation", 901, 10, "Turned away from the wall to the cymbal")
        for number in rows:
            search.put(session, "observation", number, 10, "A drum in the hall")
    with database.read() as session:
        few, many = search.find(session, "cymbal"), search.find(session, "drum", 3)
    assert [hit.record_id for hit in few] == [900, 901]
    assert [hit.record_id for hit in many] == [*reversed(rows)][:3]


def test_new_words_take_the_place_of_the_old(database: Database) -> None:
    with database.write() as session:
        search.put(session, "observation", 1, 10, "Amara turned away")
    assert found(database, "reached") == []
    assert found(database, "turned") == [("observation", 1)]


def test_removed_words_leave_the_index_itself(database: Database) -> None:
    def traces() -> int:
        with database.read() as session:
            return sum(
                int(session.execute(text(statement)).scalar_one())
                for statement in (
                    "SELECT count(*) FROM search_text_data WHERE instr(block, x'7562626c65')",
                    "SELECT count(*) FROM search_text_content WHERE c0 LIKE '%bubble%'",
                )
            )

    assert traces() == 2
    with database.write() as session:
        search.remove(session, "observation", 2)
        search.remove(session, "observation", 99)
    assert traces() == 0
    assert found(database, "bubble") == []
    with database.write() as session:
        search.remove_pupil(session, 20)
    assert found(database, "bells") == [("observation", 1)]


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example('" OR words MATCH "a')
@example("words:a* NEAR(b, 2) {c} ^d")
@example("\0\ud800")
@example("'; DROP TABLE search_text; --")
@given(st.text(st.characters(), max_size=60) | st.text(string.printable, max_size=60))
def test_hostile_text_is_only_text(database: Database, typed: str) -> None:
    with database.write() as session:
        search.put(session, "note", 5, None, typed)
    hits = found(database, typed)
    if typed.isascii() and any(letter.isalnum() for letter in typed):
        assert ("note", 5) in hits
    assert found(database, "reached for") == [("observation", 1)]
