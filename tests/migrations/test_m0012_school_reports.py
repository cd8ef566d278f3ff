"""A file of the shape before has room for what is written for governors, once for a period."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from engagement_desktop.storage import migrations
from tests.helpers.earlier import file_before, write

WRITTEN = (
    "INSERT INTO school_report (first_day, last_day, outcomes, provision, learnt, next_steps,"
    " updated_at) VALUES ('2026-09-01', '2027-08-31', 'Steps.', '', '', '', '2027-07-01')"
)


def test_there_is_room_for_one_report_of_a_period(tmp_path: Path) -> None:
    with file_before(12, tmp_path) as database:
        write(database, "INSERT INTO class_group (id, name, position) VALUES (1, 'A', 0)")
        assert migrations.migrate(database)
        write(database, WRITTEN)
        with pytest.raises(IntegrityError):
            write(database, WRITTEN)
        with database.read() as session:
            kept = session.execute(text("SELECT outcomes FROM school_report")).scalars().all()
            classes = session.execute(text("SELECT name FROM class_group")).scalars().all()
    assert (kept, classes) == (["Steps."], ["A"])
