"""One encrypted file: what is committed stays, and each refusal says what is the matter."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from engagement_desktop.errors import AppError
from engagement_desktop.storage import refusals
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.in_use import InUse

KEY = DataKey(bytes(range(32)), bytes(range(100, 116)))
PAGE = refusals.PAGE_BYTES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed file with 40 notes and one long text that fills pages of its own."""
    path = tmp_path / "Willow.engagement"
    database = Database.create(path, KEY)
    with database.write() as session:
        session.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT UNIQUE)"))
        for number in range(40):
            session.execute(text("INSERT INTO note (words) VALUES (:w)"), {"w": f"note {number}"})
        session.execute(text("INSERT INTO note (words) VALUES (hex(zeroblob(400000)))"))
    database.close()
    return path


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database.open(path, KEY)
    yield database
    database.close()


def notes(database: Database) -> int:
    with database.read() as session:
        return int(session.execute(text("SELECT count(*) FROM note")).scalar_one())


def add(database: Database, words: str) -> None:
    with database.write() as session:
        session.execute(text("INSERT INTO note (words) VALUES (:w)"), {"w": words})


def refused(path: Path, kind: type[AppError], key: DataKey = KEY) -> AppError:
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(AppError) as caught:
        Database.open(path, key)
    assert type(caught.value) is kind
    assert (path.read_bytes() if path.exists() else None) == before
    assert path.name in caught.value.sentence
    return caught.value


def test_what_is_committed_is_there_again_and_nothing_stays_beside_the_file(path: Path) -> None:
    database = Database.open(path, KEY)
    add(database, "one more")
    database.close()
    assert {entry.name for entry in path.parent.iterdir()} <= {path.name, path.name + ".lock"}
    again = Database.open(path, KEY)
    assert notes(again) == 42
    again.close()


def test_a_name_may_hold_any_sign(tmp_path: Path) -> None:
    path = tmp_path / "St Ann’s #1? 100% é & Söhne.engagement"
    Database.create(path, KEY).close()
    assert path.stat().st_size > 0
    Database.open(path, KEY).close()


def test_each_connection_is_set_up_for_safety(database: Database) -> None:
    expected: dict[str, object] = {
        "cipher_page_size": str(PAGE),
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "auto_vacuum": 2,
        "secure_delete": 1,
        "temp_store": 2,
    }
    for opened in (database.read, database.write):
        with opened() as session:
            found = {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in expected}
        assert found == expected
    with database.write(overwrite=False):
        pass
    with database.write() as session:
        assert session.execute(text("PRAGMA secure_delete")).scalar() == 1


def test_only_the_write_that_asks_for_it_does_not_wait_for_the_disk(database: Database) -> None:
    def waits(*, durable: bool = True) -> bool:
        with database.write(durable=durable) as session:
            return session.execute(text("PRAGMA synchronous")).scalar_one() == 2

    assert not waits(durable=False)
    assert waits()
    with pytest.raises(IntegrityError), database.write(durable=False) as session:
        session.execute(text("INSERT INTO note (words) VALUES ('note 1')"))
    assert waits()


def test_the_log_is_brought_in_beside_a_writer_and_a_reader(path: Path, database: Database) -> None:
    add(database, "x" * 50 * PAGE)
    length = path.stat().st_size
    with database.write() as session:
        session.execute(text("INSERT INTO note (words) VALUES ('not yet')"))
        database.bring_in_log()
        assert path.stat().st_size >= length + 50 * PAGE
    with database.read() as session:
        before = session.execute(text("SELECT count(*) FROM note")).scalar_one()
        add(database, "later")
        database.bring_in_log()
        assert session.execute(text("SELECT count(*) FROM note")).scalar_one() == before
    assert notes(database) == before + 1


def test_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    refused(tmp_path / "gone.engagement", refusals.FileMissing)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_school(tmp_path: Path) -> None:
    folder = tmp_path / "folder.engagement"
    folder.mkdir()
    with pytest.raises(refusals.FileMissing):
        Database.open(folder, KEY)


def test_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.engagement"
    path.touch()
    refused(path, refusals.FileEmpty)


def test_an_open_sqlite_file_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "plain.engagement"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE a (b)")
    plain.commit()
    plain.close()
    refused(path, refusals.NotASchoolFile)


@pytest.mark.parametrize("content", [b"hello\n", b"GIF89a" + bytes(PAGE - 6), os.urandom(PAGE + 1)])
def test_another_kind_of_file_is_not_ours(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.engagement"
    path.write_bytes(content)
    refused(path, refusals.NotASchoolFile)


def test_the_key_of_another_school_is_told_from_damage(path: Path) -> None:
    refused(path, refusals.WrongKey, DataKey.random())


@pytest.mark.parametrize(
    "harm",
    [
        lambda b: b[:50] + bytes([b[50] ^ 1]) + b[51:],
        lambda b: bytes(64) + b[64:],
        lambda b: os.urandom(PAGE) + b[PAGE:],
        lambda b: b[: len(b) // 2],
        lambda b: b[:-1],
    ],
    ids=["a flipped bit", "a blank start", "a lost first page", "half a file", "a byte short"],
)
def test_damage_is_told_from_a_wrong_key(path: Path, harm: Callable[[bytes], bytes]) -> None:
    path.write_bytes(harm(path.read_bytes()))
    refused(path, refusals.Damaged)


def test_a_damaged_page_in_the_middle_is_damage_when_it_is_read(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(20, len(content) // PAGE):
        content[page * PAGE + 77] ^= 1
    path.write_bytes(content)
    database = Database.open(path, KEY)
    with pytest.raises(refusals.Damaged), database.read() as session:
        session.execute(text("SELECT length(words || '') FROM note")).all()
    database.close()


def test_a_second_opener_hears_who_has_it_and_a_killed_one_leaves_it_free(path: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path\n"
            "from engagement_desktop.storage.database import Database, DataKey\n"
            "d = Database.open(Path(sys.argv[1]), DataKey.from_bytes(bytes.fromhex(sys.argv[2])))\n"
            "print('open', flush=True); time.sleep(60)",
            str(path),
            KEY.to_bytes().hex(),
        ],
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(InUse) as caught:
            Database.open(path, KEY)
        assert caught.value.holder is not None
        assert caught.value.holder.account in caught.value.sentence
        assert "since" in caught.value.sentence
        holder.kill()
    database = Database.open(path, KEY)
    assert notes(database) == 41
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="other rules of permission")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_no_permission_is_said(path: Path, what: str) -> None:
    path.parent.chmod(0o755)
    for parent in path.parents[1:3]:
        parent.chmod(0o755)
    path.chmod(0o444 if what == "file" else 0o666)
    if what == "folder":
        path.parent.chmod(0o555)
    try:
        run = subprocess.run(
            [
                sys.executable,
                "-c",
                "import os, sys; from pathlib import Path\n"
                "from engagement_desktop.errors import AppError\n"
                "from engagement_desktop.storage.database import Database, DataKey\n"
                "if os.geteuid() == 0: os.setegid(65534); os.seteuid(65534)\n"
                "try: Database.open(Path(sys.argv[1]), DataKey.random())\n"
                "except AppError as error: print(type(error).__name__, error.sentence)",
                str(path),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        path.parent.chmod(0o755)
    assert run.stdout.startswith("NoPermission"), run.stdout + run.stderr
    assert path.name in run.stdout


def test_create_refuses_what_is_there_and_a_folder_that_is_not(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(refusals.AlreadyThere):
        Database.create(path, KEY)
    assert path.read_bytes() == before
    with pytest.raises(refusals.FolderMissing):
        Database.create(path.parent / "nowhere" / "a.engagement", KEY)


def test_a_full_disk_is_said_and_what_was_saved_is_kept(database: Database) -> None:
    with database.write() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar()
        session.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(refusals.DiskFull) as caught:
        add(database, "x" * 300_000)
    assert "full" in caught.value.sentence
    assert notes(database) == 41
    with database.write() as session:
        session.execute(text("PRAGMA max_page_count=1000000"))
    add(database, "x" * 300_000)
    assert notes(database) == 42


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("limit", [0, PAGE, 5 * PAGE])
def test_no_room_for_a_new_file_leaves_none(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "new.engagement"
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource, sys; from pathlib import Path\n"
            "from engagement_desktop.errors import AppError\n"
            "from engagement_desktop.services import school_file\n"
            "limit = int(sys.argv[2])\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
            "try: school_file.create_demo(Path(sys.argv[1]), 'Willow', 'Jo')\n"
            "except AppError as error: print(type(error).__name__, error.sentence)",
            str(path),
            str(limit),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith(("DiskTrouble", "DiskFull")), run.stdout + run.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_error_undoes_the_whole_write(database: Database) -> None:
    def new_then_twice() -> None:
        with database.write() as session:
            session.execute(text("INSERT INTO note (words) VALUES ('new')"))
            session.execute(text("INSERT INTO note (words) VALUES ('note 1')"))

    with pytest.raises(IntegrityError):
        new_then_twice()
    assert notes(database) == 41


def test_a_reader_sees_one_moment_while_others_write(database: Database) -> None:
    with database.read() as session:
        count = text("SELECT count(*) FROM note")
        assert session.execute(count).scalar() == 41
        writer = threading.Thread(target=add, args=(database, "meanwhile"))
        writer.start()
        writer.join()
        assert session.execute(count).scalar() == 41
    assert notes(database) == 42


def test_writers_from_many_threads_take_turns(database: Database) -> None:
    def work(name: int) -> None:
        for number in range(10):
            add(database, f"{name}-{number}")
            notes(database)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert notes(database) == 41 + 60


def test_writing_where_one_reads_is_a_bug_not_a_refusal(database: Database) -> None:
    with pytest.raises(OperationalError), database.read() as session:
        session.execute(text("DELETE FROM note"))
    assert notes(database) == 41


def test_a_write_inside_a_write_is_a_bug_not_a_deadlock(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write(), database.write():
        pass
    add(database, "still works")


def test_nothing_works_after_closing(path: Path) -> None:
    database = Database.open(path, KEY)
    database.close()
    database.close()
    with pytest.raises(refusals.FileClosed):
        add(database, "late")
    with pytest.raises(refusals.FileClosed):
        notes(database)
    with pytest.raises(refusals.FileClosed):
        database.bring_in_log()


def test_neither_key_nor_what_was_typed_shows_in_an_error(database: Database) -> None:
    add(database, "Amara Example")
    with pytest.raises(IntegrityError) as caught:
        add(database, "Amara Example")
    shown = str(caught.value) + repr(database) + repr(KEY)
    assert "Amara" not in shown
    assert KEY.key.hex()[:8] not in shown.lower()
    assert repr(KEY.key)[2:10] not in shown


def test_no_word_stands_open_in_the_file_or_its_log(path: Path) -> None:
    database = Database.open(path, KEY)
    for number in range(200):
        add(database, f"canary-{number}-Amara")
    during = b"".join(entry.read_bytes() for entry in path.parent.iterdir())
    database.close()
    after = b"".join(entry.read_bytes() for entry in path.parent.iterdir())
    for content in (during, after):
        assert b"canary" not in content
        assert b"CREATE TABLE" not in content
        assert b"SQLite" not in content
