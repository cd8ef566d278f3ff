"""A file of the shape before keeps its corrections, and can then hold what is kept beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engagement_desktop.storage import migrations
from engagement_desktop.storage.database import Database
from tests.helpers.earlier import file_before, write

NOW = "2026-09-01T10:00:00+00:00"
BEFORE = (
    "INSERT INTO media (id, state, size, chunk_size, sha256, started_at)"
    f" VALUES (1, 'ready', 3, 3, '{'a' * 64}', '{NOW}')",
    "INSERT INTO staff_member (id, name, role, job) VALUES (1, 'Jo Field', 'teacher', '')",
    "INSERT INTO pupil (id, legal_first_name, legal_last_name, preferred_name, pronouns, upn,"
    " communication, interests, senses, mobility, medical, regressive_condition, created_at,"
    " updated_at) VALUES (1, 'Amara', 'Example', 'Amara', '', '', '', '', '', '', '', 0,"
    f" '{NOW}', '{NOW}')",
    "INSERT INTO observation (id, pupil_id, status, occurred_at, activity, place, adults,"
    " provision, provision_effect, observer_name, knows_pupil, narrative, next_action_note,"
    f" created_at, updated_at) VALUES (1, 1, 'draft', '{NOW}', '', '', '', '', '', '', '', '', '',"
    f" '{NOW}', '{NOW}')",
    "INSERT INTO observation_revision (id, observation_id, kept_at, earlier)"
    f" VALUES (1, 1, '{NOW}', 'as it was')",
)
SINCE = (
    "INSERT INTO form_draft (staff_id, pupil_id, form, which, typed, typed_at)"
    f" VALUES (1, 1, 'outcome', '', '{{}}', '{NOW}')",
    "INSERT INTO form_draft (staff_id, pupil_id, form, which, typed, typed_at)"
    f" VALUES (1, NULL, 'pupil', '', '{{}}', '{NOW}')",
    "INSERT INTO waiting_clip (media_id, kind, original_name, taken_by, added_at, added_by_id)"
    f" VALUES (1, 'video', 'a.mp4', '', '{NOW}', 1)",
    "INSERT INTO revision_evidence (revision_id, media_id, evidence_id, removed)"
    " VALUES (1, 1, 7, '[]')",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A file of the shape before, with a correction in it, brought to this release's."""
    with file_before(4, tmp_path) as database:
        write(database, *BEFORE)
        assert migrations.migrate(database)
        write(database, *SINCE)
        yield database


def count(database: Database, table: str) -> object:
    with database.read() as session:
        return session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_the_earlier_text_is_still_there(database: Database) -> None:
    with database.read() as session:
        kept = session.execute(text("SELECT earlier FROM observation_revision")).scalar_one()
    assert kept == "as it was"


def test_what_is_kept_of_a_pupil_goes_with_the_pupil(database: Database) -> None:
    with database.write() as session:
        session.execute(text("DELETE FROM pupil"))
    assert count(database, "form_draft") == 1  # of one who is not in the file yet
    assert count(database, "revision_evidence") == 0


def test_a_content_that_waits_or_was_taken_out_cannot_be_deleted(database: Database) -> None:
    for table in ("waiting_clip", "revision_evidence"):
        with pytest.raises(Exception, match="FOREIGN KEY"), database.write() as session:
            session.execute(text("DELETE FROM media"))
        with database.write() as session:
            session.execute(text(f"DELETE FROM {table}"))
    with database.write() as session:
        session.execute(text("DELETE FROM media"))
    assert count(database, "media") == 0
