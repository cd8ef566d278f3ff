"""A comparison written before this release is still there, and is lined up on its cues."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations
from tests.helpers.earlier import file_before, write

NOW = "2026-09-01T10:00:00+00:00"
ROWS = (
    "INSERT INTO media (id, state, size, chunk_size, sha256, started_at)"
    f" VALUES (1, 'ready', 3, 3, '{'a' * 64}', '{NOW}')",
    "INSERT INTO pupil (id, legal_first_name, legal_last_name, preferred_name, pronouns, upn,"
    " communication, interests, senses, mobility, medical, regressive_condition, created_at,"
    " updated_at) VALUES (1, 'Amara', 'Example', 'Amara', '', '', '', '', '', '', '', 0,"
    f" '{NOW}', '{NOW}')",
    *(
        "INSERT INTO evidence (id, pupil_id, media_id, kind, original_name, caption, taken_by,"
        f" added_at) VALUES ({number}, 1, 1, 'video', 'a.mp4', '', '', '{NOW}')"
        for number in (1, 2)
    ),
    "INSERT INTO comparison (id, pupil_id, earlier_id, later_id, earlier_sync_pts, later_sync_pts,"
    " did_then_and_now, what_helped, build_on, made_at, updated_at)"
    f" VALUES (1, 1, 1, 2, 300, 4500, 'Now she looks first.', '', '', '{NOW}', '{NOW}')",
)


def test_a_comparison_keeps_its_words_and_cues(tmp_path: Path) -> None:
    with file_before(3, tmp_path) as database:
        write(database, *ROWS)
        assert migrations.migrate(database)
        with database.read() as session:
            found = session.execute(
                text(
                    "SELECT did_then_and_now, earlier_sync_pts, later_sync_pts, kept_parts,"
                    " earlier_in_pts, later_offset, looped FROM comparison"
                )
            ).one()
        assert tuple(found) == ("Now she looks first.", 300, 4500, 0, None, None, 0)
