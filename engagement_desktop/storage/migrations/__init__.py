"""Bringing a file's tables to this release's shape, on its own keyed connection.

How to add one: copy the newest module in `versions/`, give it the next number, write `upgrade`
with Alembic's operations and no import from the application, and add a test with data to
`tests/migrations/`. Then see that `first_list` still reads the right tables, and give its `SHAPE`
the new number. Files are never taken back to an earlier shape: a backup is restored.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from engagement_desktop.storage.database import Database
from engagement_desktop.storage.refusals import Damaged, NewerVersion

_VERSIONS = Path(__file__).parent / "versions"


def migrate(
    database: Database,
    before: Callable[[], None] | None = None,
    *,
    versions: Path = _VERSIONS,
) -> bool:
    """Bring `database` to the newest shape; whether anything had to be done.

    All steps are one transaction: they are done together or not at all. `before` is called
    ahead of a change to a file that already holds data (a verified backup belongs there); if it
    raises, nothing is changed. `versions` is the folder with the steps.

    Raises:
        NewerVersion: the file's shape is not known to this release.
        Damaged: records refer to others that are not there.
    """
    config = _config(versions)
    scripts = ScriptDirectory.from_config(config)
    with database.migrating() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == scripts.get_current_head():
            return False
        if current is not None:
            if current not in {script.revision for script in scripts.walk_revisions()}:
                raise NewerVersion(database.path)
            if before is not None:
                connection.rollback()
                before()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise Damaged(database.path)
        connection.commit()
    return True


def newest() -> str:
    """The revision of this release."""
    head = ScriptDirectory.from_config(_config(_VERSIONS)).get_current_head()
    assert head is not None
    return head


def _config(versions: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", _escaped(Path(__file__).parent))
    config.set_main_option("version_locations", _escaped(versions))
    config.set_main_option("path_separator", "newline")  # a folder's name may hold anything else
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")
