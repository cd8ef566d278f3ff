"""What was seen of a pupil is known as theirs, and read without reading each row where it lies."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations
from engagement_desktop.storage.database import Database
from tests.helpers.earlier import file_before, write

NOW = "2026-09-01T10:00:00+00:00"
PUPIL = (
    "INSERT INTO pupil (id, legal_first_name, legal_last_name, preferred_name, pronouns, upn,"
    " communication, interests, senses, mobility, medical, regressive_condition, created_at,"
    " updated_at) VALUES ({}, 'A', 'Example', 'A', '', '', '', '', '', '', '', 0,"
    f" '{NOW}', '{NOW}')"
)
OBSERVATION = (
    "INSERT INTO observation (id, pupil_id, status, occurred_at, activity, place, adults,"
    " provision, provision_effect, observer_name, knows_pupil, narrative, next_action_note,"
    " created_at, updated_at)"
    f" VALUES ({{}}, {{}}, 'approved', '{NOW}', '', '', '', '', '', '', '', '', '',"
    f" '{NOW}', '{NOW}')"
)
WORD = "INSERT INTO vocabulary_word VALUES ('context.sleep', 'context', 'sleep', 0, 0)"
RESPONSE = (
    "INSERT INTO area_response (observation_id, area, what_pupil_did)"
    " VALUES ({}, 'persistence', 'Pressed again.')"
)
CONTEXT = (
    "INSERT INTO observation_context (observation_id, kind, text)"
    " VALUES ({}, 'context.sleep', 'slept well')"
)
PARTS = ("area_response", "observation_context")
READ = (
    "SELECT id, observation_id, area, how_established, what_this_shows, what_pupil_did"
    " FROM area_response WHERE of_pupil_id = 1",
    "SELECT observation_id, text FROM observation_context"
    " WHERE of_pupil_id = 1 AND kind = 'context.sleep'",
    "SELECT observation_id FROM observation_outcome WHERE outcome_id = 1",
    "SELECT DISTINCT observation_id, kind FROM evidence WHERE pupil_id = 1",
)


def test_each_part_is_known_as_its_pupils_and_found_in_the_index_alone(tmp_path: Path) -> None:
    with file_before(14, tmp_path) as database:
        write(database, PUPIL.format(1), PUPIL.format(2), OBSERVATION.format(5, 2), WORD)
        write(database, RESPONSE.format(5), CONTEXT.format(5))
        assert migrations.migrate(database)
        write(database, OBSERVATION.format(4, 1), RESPONSE.format(4), CONTEXT.format(4))
        written = _whose(database)
        write(database, "UPDATE observation SET pupil_id = 1 WHERE id = 5")
        moved = _whose(database)
        with database.read() as session:
            told = [session.execute(text(f"EXPLAIN QUERY PLAN {read}")).one() for read in READ]
    assert written == {"area_response": {5: 2, 4: 1}, "observation_context": {5: 2, 4: 1}}
    assert moved == {"area_response": {5: 1, 4: 1}, "observation_context": {5: 1, 4: 1}}
    assert all("USING COVERING INDEX" in row.detail for row in told)


def _whose(database: Database) -> dict[str, dict[int, int]]:
    with database.read() as session:
        return {
            part: dict(
                session.execute(text(f"SELECT observation_id, of_pupil_id FROM {part}")).all()
            )
            for part in PARTS
        }
