"""Marks of a file of the shape before are found by their words, and are forgotten with the clip."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations, search
from tests.helpers.earlier import file_before, write

NOW = "2026-09-01T10:00:00+00:00"
BEFORE = (
    "INSERT INTO pupil (id, legal_first_name, legal_last_name, preferred_name, pronouns, upn,"
    " communication, interests, senses, mobility, medical, regressive_condition, created_at,"
    " updated_at) VALUES (1, 'Amara', 'Example', 'Amara', '', '', '', '', '', '', '', 0,"
    f" '{NOW}', '{NOW}')",
    "INSERT INTO media (id, state, size, chunk_size, sha256, started_at)"
    f" VALUES (1, 'ready', 1, 1, 'x', '{NOW}')",
    "INSERT INTO evidence (id, pupil_id, media_id, kind, original_name, caption, taken_by,"
    f" added_at) VALUES (3, 1, 1, 'video', 'a.mp4', '', '', '{NOW}')",
    "INSERT INTO marker (id, evidence_id, pts, time_base_numerator, time_base_denominator, frame,"
    f" title, note, made_at) VALUES (7, 3, 5, 1, 10, 1, 'Looks up', 'both hands still', '{NOW}')",
)


def test_marks_are_found_and_forgotten_with_their_clip(tmp_path: Path) -> None:
    with file_before(10, tmp_path) as database:
        write(database, *BEFORE)
        assert migrations.migrate(database)
        with database.read() as session:
            found = search.find(session, "hands still")
        with database.write() as session:
            session.execute(text("DELETE FROM evidence"))
        with database.read() as session:
            left = [
                session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                for table in ("search_entry", "search_text", "bin_entry", "bin_content")
            ]
    assert [(hit.kind, hit.record_id, hit.pupil_id) for hit in found] == [("marker", 7, 1)]
    assert left == [0, 0, 0, 0]
