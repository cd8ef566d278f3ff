"""A file of the shape before keeps its reports in English and in the product's own colour."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations
from tests.helpers.earlier import file_before, write

ROWS = (
    "INSERT INTO school (id, ref, name, dfe_number, head_teacher, is_demo, observe_every_days,"
    " discuss_report) VALUES (1, 'ref', 'Willow Bank', '', '', 0, 14, '')",
    "INSERT INTO pupil (id, legal_first_name, legal_last_name, preferred_name, pronouns, upn,"
    " communication, interests, senses, mobility, medical, regressive_condition, created_at,"
    " updated_at) VALUES (1, 'Amara', 'Okafor', 'Amara', 'she/her', '', '', '', '', '', '', 0,"
    " '2026-01-01', '2026-01-01')",
)


def test_a_school_and_a_pupil_are_as_they_were_and_have_room_for_more(tmp_path: Path) -> None:
    with file_before(11, tmp_path) as database:
        write(database, *ROWS)
        assert migrations.migrate(database)
        with database.write() as session:
            school = session.execute(text("SELECT name, accent, logo_says FROM school")).one()
            pupil = session.execute(text("SELECT preferred_name, report_language FROM pupil")).one()
            session.execute(text("INSERT INTO report_language VALUES ('pl', 'words')"))
            session.execute(text("INSERT INTO plain_word VALUES ('AAC', 'signs')"))
            kept = session.execute(text("SELECT count(*) FROM plain_word")).scalar()
    assert (tuple(school), tuple(pupil), kept) == (("Willow Bank", "", ""), ("Amara", ""), 1)
