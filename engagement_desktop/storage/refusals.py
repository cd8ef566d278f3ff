"""Why a school's file cannot be opened or written, each case told apart in words.

What SQLite itself cannot tell apart, `diagnosis` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from engagement_desktop.errors import AppError

PAGE_BYTES = 16384
"""SQLCipher's page size in every school's file."""

_PLAIN_SQLITE = b"SQLite format 3\x00"


class FileMissing(AppError):
    """There is no file at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no school file “{path.name}” in {path.parent}.",
            to_do="Check the folder, or restore the file from a backup.",
        )


class FolderMissing(AppError):
    """The folder for a new file does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The folder {path.parent} does not exist.",
            to_do="Choose a folder that exists, or make it first.",
        )


class FileEmpty(AppError):
    """The file has no bytes at all."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is empty, so there is no school in it.",
            safe="It was not changed.",
            to_do="Restore the school from a backup, or choose another file.",
        )


class AlreadyThere(AppError):
    """A new school would overwrite something."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is already a file “{path.name}” in {path.parent}.",
            safe="It was not changed.",
            to_do="Choose another name or folder.",
        )


class NotASchoolFile(AppError):
    """Some other kind of file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is not a school file of Engagement Desktop.",
            safe="It was not changed.",
            to_do="Choose a file that ends in .engagement.",
        )


class WrongKey(AppError):
    """An encrypted file, but this key belongs to another."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” does not belong to the key file beside it.",
            safe="It was not changed.",
            to_do=(
                "If the file or its key file was copied or renamed, put the two that belong "
                "together side by side."
            ),
        )


class Damaged(AppError):
    """The file is ours and the key is right, but some of its bytes have changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is damaged: part of it cannot be read.",
            safe="Nothing was changed, and your backups are not touched.",
            to_do="Restore the latest backup, or ask for help to recover what is readable.",
        )


class NewerVersion(AppError):
    """The file was last used with a newer release of the program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” was last opened with a newer version of Engagement Desktop.",
            safe="It was not changed.",
            to_do="Install the newer version on this PC, then open it again.",
        )


class NoPermission(AppError):
    """The file or its folder may not be written by this user."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"This PC’s user may not write to “{path.name}” or to its folder {path.parent}.",
            safe="Nothing was changed.",
            to_do="Ask whoever looks after the PC for permission to write there.",
        )


class DiskFull(AppError):
    """No room left."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The disk with “{path.name}” is full, so this was not saved.",
            safe="Everything saved before is kept.",
            to_do="Make room on the disk, then try again.",
        )


class DiskTrouble(AppError):
    """The disk refused to read or write."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The disk with “{path.name}” could not be read or written.",
            safe="Everything saved before is kept.",
            to_do=(
                "Check that the disk is connected and has room. A USB stick formatted as FAT32 "
                "cannot hold a file over 4 GB."
            ),
        )


class FileClosed(AppError):
    """The school was closed or locked while this was going on."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” has been closed.",
            safe="Everything saved before is kept.",
            to_do="Sign in again to go on.",
        )


def check_existing(path: Path) -> None:
    """Refuse what cannot be a school's file before SQLite sees it (it would create one)."""
    try:
        if not path.is_file():
            raise FileMissing(path)
        if path.stat().st_size == 0:
            raise FileEmpty(path)
        with path.open("r+b") as file:
            start = file.read(len(_PLAIN_SQLITE))
    except PermissionError as error:
        raise NoPermission(path) from error
    except OSError as error:
        raise DiskTrouble(path) from error
    if start == _PLAIN_SQLITE:
        raise NotASchoolFile(path)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what the disk does to us into a refusal; anything else passes as the bug it is."""
    try:
        yield
    except sqlcipher.DatabaseError as error:
        refusal = refusal_of(error, path)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(error: BaseException | None, path: Path) -> AppError | None:
    """The refusal for an error of SQLite's; None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int) or code == _WRITE_IN_READ:
        return None
    kind = _REFUSALS.get(code & 0xFF)
    return None if kind is None else kind(path)


_WRITE_IN_READ = 8
"""SQLITE_READONLY without a reason: our own code wrote in a reading session, which is a bug."""


_REFUSALS: dict[int, Callable[[Path], AppError]] = {
    3: NoPermission,  # SQLITE_PERM
    8: NoPermission,  # SQLITE_READONLY
    10: DiskTrouble,  # SQLITE_IOERR
    11: Damaged,  # SQLITE_CORRUPT
    13: DiskFull,  # SQLITE_FULL
    14: NoPermission,  # SQLITE_CANTOPEN
    26: Damaged,  # SQLITE_NOTADB
}
