"""A file of the shape before keeps its outcomes, finds them, and holds the whole record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engagement_desktop.storage import migrations, search
from engagement_desktop.storage.database import Database
from tests.helpers.earlier import file_before, write

NOW = "2026-09-01T10:00:00+00:00"
BEFORE = (
    "INSERT INTO term (id, name, first_day, last_day)"
    " VALUES (1, 'Autumn term', '2026-09-01', '2026-12-18')",
    "INSERT INTO pupil (id, legal_first_name, legal_last_name, preferred_name, pronouns, upn,"
    " communication, interests, senses, mobility, medical, regressive_condition, created_at,"
    " updated_at) VALUES (1, 'Amara', 'Example', 'Amara', '', '', '', '', '', '', '', 0,"
    f" '{NOW}', '{NOW}')",
    f"INSERT INTO observation (id, pupil_id, status, occurred_at, activity, place, adults,"
    " provision, provision_effect, observer_name, knows_pupil, narrative, next_action_note,"
    f" created_at, updated_at) VALUES (1, 1, 'draft', '{NOW}', '', '', '', '', '', '', '', '', '',"
    f" '{NOW}', '{NOW}')",
    "INSERT INTO outcome (id, pupil_id, wording, success, aspiration, set_on, position)"
    " VALUES (7, 1, 'Amara reaches for a switch', 'in the hall, too', '', '2026-09-01', 0)",
    "INSERT INTO provision_change (id, pupil_id, what, from_on, effect)"
    " VALUES (1, 1, 'A wedge under her elbow', '2026-09-01', '')",
)
SINCE = (
    "INSERT INTO judgement (id, pupil_id, area, term_id, words, not_yet_seen, made_at)"
    f" VALUES (1, 1, 'exploration', 1, 'She looks for it.', '', '{NOW}')",
    "INSERT INTO judgement_observation (judgement_id, observation_id) VALUES (1, 1)",
    "INSERT INTO conversation (id, pupil_id, held_on, with_whom, led_by, how, aspirations,"
    " home_sees, concerns, school_told, updated_at)"
    f" VALUES (1, 1, '2026-10-01', 'her mother', '', '', '', '', '', '', '{NOW}')",
    "INSERT INTO moderation (id, pupil_id, area, question, put_up_at, first_view, who_took_part,"
    f" agreed, why, actions) VALUES (1, 1, 'exploration', '', '{NOW}', '', '', '', '', '')",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A file of the shape before, with an outcome in it, brought to this release's."""
    with file_before(6, tmp_path) as database:
        write(database, *BEFORE)
        assert migrations.migrate(database)
        write(database, *SINCE)
        yield database


def test_what_was_written_before_is_found_by_its_words(database: Database) -> None:
    with database.read() as session:
        found = [(hit.kind, hit.record_id) for hit in search.find(session, "hall")]
        also = [(hit.kind, hit.record_id) for hit in search.find(session, "wedge elbow")]
    assert found == [("outcome", 7)]
    assert also == [("provision", 1)]


def test_the_pupil_takes_the_new_records_along(database: Database) -> None:
    with database.write() as session:
        session.execute(text("DELETE FROM pupil"))
    with database.read() as session:
        for table in ("judgement", "judgement_observation", "conversation", "moderation"):
            assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0


def test_a_term_with_judgements_cannot_be_deleted(database: Database) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), database.write() as session:
        session.execute(text("DELETE FROM term"))
