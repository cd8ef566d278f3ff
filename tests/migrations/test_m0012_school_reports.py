"""A file of the shape before has room for what is written for governors, once for a period."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from engagement_desktop.storage import migrations
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database

VERSIONS = Path(migrations.__file__).parent / "versions"
WRITTEN = (
    "INSERT INTO school_report (first_day, last_day, outcomes, provision, learnt, next_steps,"
    " updated_at) VALUES ('2026-09-01', '2027-08-31', 'Steps.', '', '', '', '2027-07-01')"
)


def test_there_is_room_for_one_report_of_a_period(tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    for module in (*VERSIONS.glob("m000?_*.py"), *VERSIONS.glob("m001[01]_*.py")):
        shutil.copy(module, before)
    database = Database.create(tmp_path / "a.engagement", DataKey.random())
    try:
        migrations.migrate(database, versions=before)
        with database.write() as session:
            session.execute(text("INSERT INTO class_group (id, name, position) VALUES (1, 'A', 0)"))
        assert migrations.migrate(database)
        with database.write() as session:
            session.execute(text(WRITTEN))
        with pytest.raises(IntegrityError), database.write() as session:
            session.execute(text(WRITTEN))
        with database.read() as session:
            kept = session.execute(text("SELECT outcomes FROM school_report")).scalars().all()
            classes = session.execute(text("SELECT name FROM class_group")).scalars().all()
    finally:
        database.close()
    assert (kept, classes) == (["Steps."], ["A"])
