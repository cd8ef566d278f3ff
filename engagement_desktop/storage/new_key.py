"""A school's file written out once more under another key, page by page, and looked through."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from engagement_desktop.progress import Progress
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.keyed_file import DbConnection, KeyedFile, discard, give_key, uri
from engagement_desktop.storage.refusals import Damaged, DiskFull, telling

_PAGES_AT_A_TIME = 512
_SPARE_BYTES = 16 * 2**20
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"


def write_under(file: KeyedFile, to: Path, key: DataKey, progress: Progress) -> None:
    """Write `file` to `to` under `key`, see that all of it is there, and bring it onto the disk.

    Nobody else may write meanwhile. Whatever stops it, nothing is left of `to`.

    Raises:
        DiskFull, DiskTrouble, Damaged: of the file as it is, or of what was written.
        Cancelled: the user stopped it.
    """
    discard(to)
    if shutil.disk_usage(file.path.parent).free < file.path.stat().st_size + _SPARE_BYTES:
        raise DiskFull(file.path)
    try:
        with telling(file.path):
            source = file.connect(writes=False)
            try:
                _copy(source, to, key, progress)
                progress.check()
                _look_through(source, to, key)
            finally:
                source.close()
        with to.open("rb+") as written:
            os.fsync(written.fileno())
    except BaseException:
        discard(to)
        raise


def _copy(source: DbConnection, to: Path, key: DataKey, progress: Progress) -> None:
    target = _open(to, key, "rwc")

    def tell(_status: int, remaining: int, total: int) -> None:
        progress.check()
        progress.report(total - remaining, total, "Writing the file under its new key")

    try:
        target.execute("PRAGMA journal_mode=OFF").fetchall()  # what is stopped is thrown away
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target, pages=_PAGES_AT_A_TIME, progress=tell)
    finally:
        target.close()


def _look_through(source: DbConnection, to: Path, key: DataKey) -> None:
    """Every page carries its code, every table its rows.

    Raises:
        Damaged.
    """
    written = _open(to, key, "rw")
    try:
        sound = not written.execute("PRAGMA cipher_integrity_check").fetchall()
        whole = written.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        if not (sound and whole and _rows(written) == _rows(source)):
            raise Damaged(to)
    finally:
        written.close()


def _rows(connection: DbConnection) -> dict[str, int]:
    """How many rows each table has."""
    tables = [name for (name,) in connection.execute(_TABLES)]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in tables
    }


def _open(path: Path, key: DataKey, mode: str) -> DbConnection:
    connection = sqlcipher.connect(uri(path, mode), uri=True, isolation_level=None)
    try:
        give_key(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
