"""Staff and classes of a file of the shape before stay, and can be brought together."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations
from tests.helpers.earlier import file_before, write

ROWS = (
    "INSERT INTO school (id, ref, name, dfe_number, head_teacher, is_demo, observe_every_days,"
    " discuss_report) VALUES (1, 'ref', 'Willow Bank', '', '', 0, 14, '')",
    "INSERT INTO class_group (id, name, position) VALUES (1, 'Willow', 0), (2, 'Oak', 1)",
    "INSERT INTO staff_member (id, name, role, job, class_group_id)"
    " VALUES (1, 'Jo Field', 'teacher', '', 1)",
)


def test_a_teacher_keeps_their_class_and_can_get_another(tmp_path: Path) -> None:
    with file_before(8, tmp_path) as database:
        write(database, *ROWS)
        assert migrations.migrate(database)
        with database.write() as session:
            own = session.execute(text("SELECT class_group_id FROM staff_member")).scalar()
            session.execute(text("INSERT INTO staff_class VALUES (1, 2)"))
            session.execute(text("DELETE FROM class_group WHERE id = 2"))
            left = session.execute(text("SELECT count(*) FROM staff_class")).scalar()
            printed = session.execute(text("SELECT sheet_printed_on FROM school")).scalar()
    assert (own, left, printed) == (1, 0, None)
