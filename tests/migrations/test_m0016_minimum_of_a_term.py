"""A school of the shape before sets no minimum by term until it says one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations
from tests.helpers.earlier import file_before, write

SCHOOL = (
    "INSERT INTO school (id, ref, name, dfe_number, head_teacher, is_demo, observe_every_days,"
    " discuss_report, logo_says, accent) VALUES (1, 'r', 'Willow Bank', '', '', 0, 21, '', '', '')"
)


def test_what_the_school_said_stays_and_no_minimum_by_term_is_set(tmp_path: Path) -> None:
    with file_before(16, tmp_path) as database:
        write(database, SCHOOL)
        assert migrations.migrate(database)
        with database.read() as session:
            said = session.execute(
                text("SELECT name, observe_every_days, observe_each_term FROM school")
            ).one()
    assert tuple(said) == ("Willow Bank", 21, 0)
