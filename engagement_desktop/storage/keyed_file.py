"""A school's file in this process's hold: locked against others, looked at, opened with its key.

What stands in it is for others to know: `database` for everything, `first_list` for the pupils at
the start. SQLAlchemy is not needed here, so that a start need not wait for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.in_use import InUseLock
from engagement_desktop.storage.refusals import (
    PAGE_BYTES,
    AlreadyThere,
    Damaged,
    DiskTrouble,
    FolderMissing,
    NoPermission,
    check_existing,
    telling,
)

_OF_SQLITE = ("-wal", "-shm", "-journal")
_BUSY_MS = 10_000
_GIVEN_BACK_AT_ONCE = 16
_WAL_LIMIT_BYTES = 64 * 2**20
_WRITER_CACHE_KIB = 32 * 1024
_READER_CACHE_KIB = 48 * 1024
"""What one pupil's ten years are read from, in a file of 240,000 observations; a small file never
fills it."""

DbConnection = Any
"""A connection of `sqlcipher3`, which ships no types."""


class KeyedFile:
    """Made by `create` or `open`, ended by `release`."""

    def __init__(self, path: Path, key: DataKey, lock: InUseLock) -> None:
        self.path = path
        self._key = key
        self._lock = lock

    @classmethod
    def create(cls, path: Path, key: DataKey) -> KeyedFile:
        """Make a new, empty file (no tables yet); a failure leaves nothing behind.

        Raises:
            FolderMissing, AlreadyThere, InUse, NoPermission, DiskFull, DiskTrouble.
        """
        if not path.parent.is_dir():
            raise FolderMissing(path)
        if path.exists():
            raise AlreadyThere(path)
        lock = InUseLock(path)
        try:
            lock.acquire()
        except DiskTrouble:
            discard(path)
            raise
        file = cls(path, key, lock)
        try:
            with telling(path):
                file.connect(writes=True, create=True).close()
        except BaseException:
            file.release()
            discard(path)
            raise
        return file

    @classmethod
    def open(cls, path: Path, key: DataKey, lock: InUseLock | None = None) -> KeyedFile:
        """Hold an existing file; a missing or empty path is refused, never created.

        A `lock` that was taken before is given back when the file is refused, or in `release`.

        Raises:
            FileMissing, FileEmpty, NotASchoolFile, WrongKey, Damaged, NoPermission, InUse,
            DiskFull, DiskTrouble.
        """
        check_existing(path)
        if lock is None:
            lock = InUseLock(path)
            lock.acquire()
        file = cls(path, key, lock)
        try:
            with telling(path):
                pages = file.checkpoint()
            if path.stat().st_size < pages * PAGE_BYTES:
                raise Damaged(path)
        except Damaged as error:
            from engagement_desktop.storage.diagnosis import diagnose  # only for a refused file

            file.release()
            raise diagnose(path, key) from error
        except BaseException:
            file.release()
            raise
        return file

    def connect(self, *, writes: bool, create: bool = False) -> DbConnection:
        """A keyed connection of its own, for one user at a time, from any thread."""
        connection = sqlcipher.connect(
            uri(self.path, "rwc" if create else "rw"),
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            self._prepare(connection, writes=writes, create=create)
        except BaseException:
            connection.close()
            raise
        return connection

    def checkpoint(self) -> int:
        """Bring the log into the file, and return how many pages the file must then have."""
        connection = self.connect(writes=True)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return int(connection.execute("PRAGMA page_count").fetchone()[0])
        finally:
            connection.close()

    def release(self) -> None:
        """Let others have the file; every connection is closed before."""
        self._lock.release()

    def _prepare(self, connection: DbConnection, *, writes: bool, create: bool) -> None:
        """Key the connection, then set what must be set on each."""
        give_key(connection, self._key)
        if create:
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        pragmas = [
            f"busy_timeout={_BUSY_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
            f"journal_size_limit={_WAL_LIMIT_BYTES}",
            f"wal_autocheckpoint={_WAL_LIMIT_BYTES // PAGE_BYTES}",
            f"cache_size=-{_WRITER_CACHE_KIB if writes else _READER_CACHE_KIB}",
        ]
        for pragma in pragmas if writes else [*pragmas, "query_only=ON"]:
            connection.execute(f"PRAGMA {pragma}").fetchall()


def give_back(connection: DbConnection) -> bool:
    """Give some free pages back to the disk; whether no more can be given."""
    count = "PRAGMA freelist_count"
    (before,) = connection.execute(count).fetchone()
    connection.execute(f"PRAGMA incremental_vacuum({_GIVEN_BACK_AT_ONCE})").fetchall()
    (left,) = connection.execute(count).fetchone()
    return bool(left in (0, before))


def empty_log(connection: DbConnection) -> bool:
    """Bring the log into the file and empty it; False where somebody reads an earlier moment."""
    connection.execute("PRAGMA busy_timeout=20").fetchall()  # who waits for us does not wait long
    (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def faults(connection: DbConnection) -> int:
    """How many pages and records do not fit together: SQLCipher's check, then SQLite's two."""
    found = 0
    for check in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
        try:
            rows = connection.execute(f"PRAGMA {check}").fetchall()
        except sqlcipher.DatabaseError:  # a page so wrong that the check itself cannot go on
            found += 1
        else:
            found += sum(row[0] != "ok" for row in rows)
    return found


def discard(path: Path) -> None:
    """Remove a file that was never finished, with all that SQLite and the lock put beside it.

    Raises:
        NoPermission, DiskTrouble.
    """
    with _told(path):
        for ending in ("", *_OF_SQLITE, ".in-use", ".lock"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def put_in_place(whole: Path, path: Path) -> None:
    """Give a finished, closed file its name, in place of a closed one that may be there.

    On the disk when it returns; stopped before, the earlier one is still there.

    Raises:
        NoPermission, DiskTrouble.
    """
    with _told(path):
        for ending in _OF_SQLITE:  # emptied when the earlier one was opened last
            path.with_name(path.name + ending).unlink(missing_ok=True)
        whole.replace(path)
        if os.name == "posix":  # Windows lets nobody open a folder
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    discard(whole)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the folder refuses into words."""
    try:
        yield
    except PermissionError as error:
        raise NoPermission(path) from error
    except OSError as error:
        raise DiskTrouble(path) from error


def give_key(connection: DbConnection, key: DataKey) -> None:
    """Key a connection that was just made."""
    form = key.raw_form()
    try:
        connection.set_key(form)
    finally:
        form[:] = bytes(len(form))
    connection.execute(f"PRAGMA cipher_page_size={PAGE_BYTES}")
    connection.execute("PRAGMA cipher_log_level=NONE")  # it would go to stderr


def uri(path: Path, mode: str) -> str:
    """The path as SQLite reads it, also `C:/…` and `//server/…` (three or four slashes)."""
    plain = path.absolute().as_posix()
    for sign, escaped in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        plain = plain.replace(sign, escaped)
    return f"file://{'' if plain.startswith('/') else '/'}{plain}?mode={mode}"
