"""A file of the first shape keeps its clips, and can then hold copies of them for review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engagement_desktop.storage import migrations
from engagement_desktop.storage.database import Database
from tests.helpers.earlier import file_before

CLIP = text(
    "INSERT INTO media (id, state, size, chunk_size, sha256, started_at)"
    " VALUES (:id, 'ready', 3, 3, :sha256, '2026-09-01T10:00:00+00:00')"
)
COPY = text(
    "INSERT INTO review_copy (original_media_id, media_id, made_at, why)"
    " VALUES (:original, :copy, '2026-09-01T10:05:00+00:00', 'slow')"
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A file of the first shape with one clip in it, brought to this release's."""
    with file_before(2, tmp_path) as database:
        with database.write() as session:
            session.execute(CLIP, {"id": 1, "sha256": "a" * 64})
            session.execute(text("INSERT INTO media_chunk VALUES (1, 0, x'010203')"))
        assert migrations.migrate(database)
        yield database


def count(database: Database, table: str) -> object:
    with database.read() as session:
        return session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_the_clip_is_still_there_and_has_no_copy(database: Database) -> None:
    with database.read() as session:
        assert session.execute(text("SELECT data FROM media_chunk")).scalar_one() == b"\1\2\3"
    assert count(database, "review_copy") == 0


@pytest.mark.parametrize("gone", [1, 2])
def test_the_link_goes_with_either_content(database: Database, gone: int) -> None:
    with database.write() as session:
        session.execute(CLIP, {"id": 2, "sha256": "b" * 64})
        session.execute(COPY, {"original": 1, "copy": 2})
    assert count(database, "review_copy") == 1
    with database.write() as session:
        session.execute(text("DELETE FROM media WHERE id = :id"), {"id": gone})
    assert count(database, "review_copy") == 0


def test_a_clip_has_one_copy_and_a_copy_one_clip(database: Database) -> None:
    with database.write() as session:
        for number in (2, 3):
            session.execute(CLIP, {"id": number, "sha256": str(number) * 64})
        session.execute(COPY, {"original": 1, "copy": 2})
    for original, copy in ((1, 3), (3, 2)):
        with pytest.raises(Exception, match="UNIQUE"), database.write() as session:
            session.execute(COPY, {"original": original, "copy": copy})
