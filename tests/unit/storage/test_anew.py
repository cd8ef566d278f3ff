"""Written anew, the records are as they were, and nothing of deleted ones is left between them;
whoever saves meanwhile saves, and killed amid it nothing is lost."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from engagement_desktop.models.records import Contribution
from engagement_desktop.models.states import ContributionKind
from engagement_desktop.progress import SilentProgress
from engagement_desktop.storage import anew, piecewise, search
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.keyed_file import faults
from engagement_desktop.storage.refusals import DiskFull
from tests.helpers.decrypted import holds
from tests.helpers.small_school import KEY, SmallSchool, small_school

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COUNT = 150
LAST = 1500
"""Of the statements that write this school anew, those before it is done."""
DYING = Path(__file__).with_name("dying_anew.py")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    """A school of whose written and deleted words some were left between the others."""
    with small_school(tmp_path) as made:
        chance = random.Random(11)
        with made.work.database.write() as session:
            told = [_told(made, "") for _ in range(COUNT)]
            session.add_all(told)
            session.flush()
            for _ in range(3):  # as somebody writes, now here, now there
                for number in chance.sample(range(COUNT), COUNT):
                    told[number].words = f"canary{number:03} " * chance.choice((3, 9, 90, 400))
                    session.flush()
                    search.put(
                        session, "contribution", told[number].id, made.amara, told[number].words
                    )
        with made.work.database.write() as session:
            for each in chance.sample(told, COUNT * 3 // 4):
                search.remove(session, "contribution", each.id)
                session.execute(delete(Contribution).where(Contribution.id == each.id))
        made.work.database.compact()
        yield made


def _told(school: SmallSchool, words: str) -> Contribution:
    return Contribution(
        pupil_id=school.amara,
        kind=ContributionKind.HOME,
        told_on=NOW.date(),
        told_by="mother",
        words=words,
        updated_at=NOW,
    )


def held(school: SmallSchool) -> dict[str, list[str]]:
    """Every row of every table, and what the file is made of."""
    return held_in(school.work.database)


def held_in(database: Database) -> dict[str, list[str]]:
    with database.read() as session:
        made_by_sqlite = "('search_text_data', 'search_text_idx', 'search_text_config')"
        names = session.scalars(
            text(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                f" AND name NOT IN {made_by_sqlite}"
            )
        ).all()
        rows = {
            name: sorted(
                str(tuple(row)) for row in session.execute(text(f'SELECT * FROM "{name}"'))
            )
            for name in names
        }
        made_of = session.execute(text("SELECT type, name, sql FROM sqlite_master")).all()
        return rows | {"": sorted(map(str, made_of))}


def left_over(school: SmallSchool) -> list[str]:
    """The words that nobody holds any more and that can still be read in the file."""
    with school.work.database.read() as session:
        live = " ".join(session.scalars(select(Contribution.words)))
    gone = [word for number in range(COUNT) if (word := f"canary{number:03}") not in live]
    return [word for word in gone if holds(school.path, KEY, word.encode())]


@pytest.fixture(params=["as it comes", "all in pieces"])
def in_pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each table in small pieces, as the largest is; and as a school of this size has it."""
    if request.param == "all in pieces":
        monkeypatch.setattr(anew, "_FEW_ROWS", 0)
        monkeypatch.setattr(piecewise, "_SLICE", 7)
        monkeypatch.setattr(piecewise, "_TURN_SECONDS", 0.004)


@pytest.mark.usefixtures("in_pieces")
def test_nothing_of_what_was_deleted_is_left_and_all_else_is(school: SmallSchool) -> None:
    database = school.work.database
    assert left_over(school)  # what `secure_delete` alone does not reach
    before = held(school)
    database.write_anew(SilentProgress())
    assert left_over(school) == []
    assert held(school) == before
    with database.read() as session:
        assert len(search.find(session, "canary")) == COUNT - COUNT * 3 // 4
    assert_sound(database)


def assert_sound(database: Database) -> None:
    connection = database.connect(writes=True)
    try:
        connection.execute("INSERT INTO search_text(search_text) VALUES ('integrity-check')")
        assert faults(connection) == 0
    finally:
        connection.close()


def _said(session: Session) -> list[tuple[int, str]]:
    return [(each.id, each.words) for each in session.scalars(select(Contribution))]


class Meanwhile(SilentProgress):
    """Does something between the pieces."""

    def __init__(self, what: Callable[[], None]) -> None:
        super().__init__()
        self._what = what

    def check(self) -> None:
        self._what()


@pytest.mark.usefixtures("in_pieces")
def test_what_is_saved_meanwhile_is_kept(school: SmallSchool) -> None:
    database, chance, said = school.work.database, random.Random(5), dict[int, str]()
    with database.read() as session:
        said.update(dict(_said(session)))

    def save() -> None:
        with database.write() as session:
            words = f"meanwhile {len(said)} " * chance.choice((1, 30, 300))
            for number in chance.sample(sorted(said), 2):
                session.execute(
                    update(Contribution).where(Contribution.id == number).values(words=words)
                )
                search.put(session, "contribution", number, school.amara, words)
                said[number] = words
            gone = chance.choice(sorted(said))
            session.execute(delete(Contribution).where(Contribution.id == gone))
            search.remove(session, "contribution", gone)
            del said[gone]
            for _ in range(2):  # one takes the number that became free, if it was the last
                new = _told(school, words)
                session.add(new)
                session.flush()
                search.put(session, "contribution", new.id, school.amara, words)
                said[new.id] = words

    database.write_anew(Meanwhile(save))
    with database.read() as session:
        assert dict(_said(session)) == said
        for number in said:
            assert (
                session.scalar(
                    text(
                        "SELECT words FROM search_text JOIN search_entry ON id = search_text.rowid"
                        " WHERE kind = 'contribution' AND record_id = :id"
                    ),
                    {"id": number},
                )
                == said[number]
            )
        assert not session.scalars(
            text("SELECT name FROM sqlite_master WHERE name GLOB 'being_written*'")
        ).all()
    assert_whole(database)


def assert_whole(database: Database) -> None:
    # FTS5 with `secure-delete` loses count of its words where texts change often, by itself.
    connection = database.connect(writes=False)
    try:
        wrong = connection.execute("PRAGMA integrity_check").fetchall()
        assert [line for (line,) in wrong if line != "ok" and "search_text" not in line] == []
    finally:
        connection.close()


@pytest.mark.usefixtures("in_pieces")
def test_who_reads_meanwhile_sees_one_moment(school: SmallSchool) -> None:
    database = school.work.database
    every = select(func.count(), func.sum(func.length(Contribution.words)))
    with ExitStack() as reading:
        session = reading.enter_context(database.read())
        before = session.execute(every).one()

        def look() -> None:
            assert session.execute(every).one() == before
            with database.read() as another:
                assert another.execute(every).one() == before

        class Looking(Meanwhile):
            def report(self, done: int, total: int, words: str = "") -> None:
                super().report(done, total, words)
                if done == total - 1:
                    reading.close()  # else the log could not be emptied
                    self._what = lambda: None

        progress = Looking(look)
        database.write_anew(progress)
    assert left_over(school) == []


@pytest.mark.usefixtures("in_pieces")
def test_where_the_disk_fills_up_nothing_is_left_beside(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = school.work.database
    with database.write() as session:
        database.write_anew_later(session)
    before, size = held(school), database.path.stat().st_size
    full = shutil.disk_usage(database.path.parent)._replace(free=0)

    def fill() -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: full)

    with pytest.raises(DiskFull):
        database.write_anew(Meanwhile(fill))
    assert held(school) == before
    assert database.is_write_anew_due()
    database.compact()
    assert database.path.stat().st_size <= size


def test_killed_amid_it_nothing_is_lost_and_it_is_done_in_the_end(
    school: SmallSchool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    work = school.work
    with work.database.write() as session:
        work.database.write_anew_later(session)
    before = held(school)
    gone = left_over(school)
    work.database.close()
    path = tmp_path / "killed" / "Willow Bank.engagement"
    path.parent.mkdir()
    shutil.copy(school.path, path)
    many = request.config.getoption("--long")
    chance = random.Random(3)
    for _ in range(60 if many else 3):
        died = subprocess.run(
            [sys.executable, DYING, path, str(chance.randrange(LAST))],
            cwd=Path(__file__).parents[3],
            check=False,
        )
        assert died.returncode != 0
        database = Database.open(path, KEY)
        try:
            database.stop_writing_anew()
            assert without_beside(held_in(database)) == before
            assert database.is_write_anew_due()
            assert_whole(database)
        finally:
            database.close()
    database = Database.open(path, KEY)
    try:
        database.write_anew(SilentProgress())
        assert held_in(database) == before
        assert not database.is_write_anew_due()
        assert_sound(database)
    finally:
        database.close()
    assert [word for word in gone if holds(path, KEY, word.encode())] == []


def without_beside(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Without what lies beside the tables, and what SQLite makes of it."""
    kept = {name: rows for name, rows in found.items() if not name.startswith(piecewise.BESIDE)}
    return kept | {"": [line for line in kept[""] if piecewise.BESIDE not in line]}
