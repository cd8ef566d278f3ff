"""A file as an earlier release left it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from engagement_desktop.storage import migrations
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database

_VERSIONS = Path(migrations.__file__).parent / "versions"


@contextmanager
def file_before(step: int, folder: Path) -> Iterator[Database]:
    """An empty file of the shape that all steps before this one make; closed at the end."""
    earlier = folder / "earlier steps"
    earlier.mkdir()
    for module in _VERSIONS.glob("m*.py"):
        if int(module.name[1:5]) < step:
            shutil.copy(module, earlier)
    database = Database.create(folder / "a.engagement", DataKey.random())
    try:
        migrations.migrate(database, versions=earlier)
        yield database
    finally:
        database.close()


def write(database: Database, *rows: str) -> None:
    """Write rows as they are said in SQL, in one commit."""
    with database.write() as session:
        for row in rows:
            session.execute(text(row))
