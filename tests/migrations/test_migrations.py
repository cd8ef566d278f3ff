"""A file's shape: equal to the classes, never newer than the program, changed without loss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from engagement_desktop.models.records import Base
from engagement_desktop.storage import migrations
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.refusals import Damaged, NewerVersion

FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "1", None
def upgrade():
    op.create_table(
        "parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Text)
    )
    op.create_table(
        "child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE")),
    )
"""
REBUILD = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "2", "1"
def upgrade():
    with op.batch_alter_table("parent", recreate="always") as batch:
        batch.alter_column("a", new_column_name="b")
"""
BREAKS = REBUILD + '    op.execute("DELETE FROM parent")\n'
FAILS = REBUILD + '    op.execute("DELETE FROM nowhere")\n'


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.create(tmp_path / "a.engagement", DataKey.random())
    yield database
    database.close()


def steps(folder: Path, *modules: str) -> Path:
    folder = folder / "steps"
    folder.mkdir(exist_ok=True)
    for number, module in enumerate(modules):
        (folder / f"m{number}.py").write_text(module, encoding="utf-8")
    return folder


def family(database: Database, column: str) -> tuple[int, int]:
    with database.read() as session:
        return (
            session.execute(text(f"SELECT count({column}) FROM parent")).scalar_one(),
            session.execute(text("SELECT count(*) FROM child")).scalar_one(),
        )


def with_family(database: Database, tmp_path: Path) -> None:
    assert migrations.migrate(database, versions=steps(tmp_path, FIRST))
    with database.write() as session:
        session.execute(text("INSERT INTO parent VALUES (1, 'x'), (2, 'y')"))
        session.execute(text("INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)"))


SCHEMA = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")


def in_parts(sql: str) -> frozenset[str]:
    """A statement as its parts: the order of columns and constraints says nothing."""
    return frozenset(
        re.sub(r"\s+", " ", part).strip(" ,").removesuffix(" )")
        # SQLite writes a column that was added later behind the rest, on the same line.
        for part in re.split(r",\s*\n|,\s(?=\w+ (?:BOOLEAN|DATE|INTEGER|VARCHAR)\b)", sql)
    )


def schema_of(database: Database) -> dict[str, frozenset[str]]:
    with database.read() as session:
        return {name: in_parts(sql) for name, sql in session.execute(SCHEMA)}


def test_the_migrated_shape_is_that_of_the_classes(database: Database) -> None:
    assert migrations.migrate(database)
    with database.migrating() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_server_default": True,
                "include_name": lambda name, kind, _: (
                    kind != "table" or not str(name).startswith("search_text")
                ),
            },
        )
        assert compare_metadata(context, Base.metadata) == []
    plain = create_engine("sqlite://")
    with plain.connect() as connection:
        Base.metadata.create_all(connection)
        wanted = {name: in_parts(sql) for name, sql in connection.execute(SCHEMA)}
    plain.dispose()
    found = schema_of(database)
    assert {name: found.get(name) for name in wanted} == wanted
    extra = {name for name in found if not name.startswith("search_text")} - set(wanted)
    triggers = {
        "audit_entry_no_update",
        "audit_entry_no_delete",
        "marker_leaves_search",
        "area_response_of_pupil",
        "observation_context_of_pupil",
        "observation_of_another_pupil",
    }
    assert extra == {"alembic_version", *triggers}


def test_the_index_of_words_overwrites_what_it_drops(database: Database) -> None:
    migrations.migrate(database)
    assert "USING fts5" in next(iter(schema_of(database)["search_text"]))
    with database.read() as session:
        value = session.execute(
            text("SELECT v FROM search_text_config WHERE k = 'secure-delete'")
        ).scalar()
    assert value == 1


def test_a_second_time_there_is_nothing_to_do(database: Database) -> None:
    assert migrations.migrate(database)
    assert not migrations.migrate(database, before=lambda: pytest.fail("nothing changes"))


def test_a_file_of_a_newer_program_is_refused_unchanged(database: Database) -> None:
    migrations.migrate(database)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = schema_of(database)
    with pytest.raises(NewerVersion):
        migrations.migrate(database)
    assert schema_of(database) == before


def test_a_rebuilt_parent_keeps_its_children(database: Database, tmp_path: Path) -> None:
    with_family(database, tmp_path)
    backups: list[tuple[int, int]] = []
    assert migrations.migrate(
        database,
        before=lambda: backups.append(family(database, "a")),
        versions=steps(tmp_path, FIRST, REBUILD),
    )
    assert backups == [(2, 3)]
    assert family(database, "b") == (2, 3)
    with database.write() as session:
        session.execute(text("DELETE FROM parent WHERE id = 1"))
    assert family(database, "b") == (1, 1)


@pytest.mark.parametrize("module", [BREAKS, FAILS], ids=["leaves orphans", "fails half way"])
def test_a_step_that_goes_wrong_changes_nothing(
    database: Database, tmp_path: Path, module: str
) -> None:
    with_family(database, tmp_path)
    expected = Damaged if module is BREAKS else Exception
    with pytest.raises(expected):
        migrations.migrate(database, versions=steps(tmp_path, FIRST, module))
    assert family(database, "a") == (2, 3)


def test_without_a_backup_nothing_is_changed(database: Database, tmp_path: Path) -> None:
    with_family(database, tmp_path)

    def no_backup() -> None:
        raise OSError("the stick is not there")

    with pytest.raises(OSError, match="stick"):
        migrations.migrate(database, no_backup, versions=steps(tmp_path, FIRST, REBUILD))
    assert family(database, "a") == (2, 3)
