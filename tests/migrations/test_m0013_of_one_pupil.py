"""A pupil's observations are listed without reading each where it lies in the file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database

_SHOWN = """
    EXPLAIN QUERY PLAN
    SELECT id, occurred_at, status, activity, place, adults, why_activity, observer_id,
        observer_name
    FROM observation WHERE pupil_id = 1 ORDER BY occurred_at DESC
"""


def test_the_index_alone_answers_for_one_pupil(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.engagement", DataKey.random())
    try:
        migrations.migrate(database)
        with database.read() as session:
            told = [row.detail for row in session.execute(text(_SHOWN))]
    finally:
        database.close()
    assert told == ["SEARCH observation USING COVERING INDEX ix_observation_of_pupil (pupil_id=?)"]
