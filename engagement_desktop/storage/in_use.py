"""One process at a time: a lock file beside the school's file, and a note of who holds it.

The operating system's own lock is taken directly: a library for it brings more into a start than
the rest of the file's opening together.
"""

from __future__ import annotations

import getpass
import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engagement_desktop.errors import AppError
from engagement_desktop.storage.refusals import DiskTrouble, NoPermission

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _computer() -> str:
        return os.environ.get("COMPUTERNAME", "another computer")

    _HELD_ELSEWHERE: type[OSError] = PermissionError
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _computer() -> str:
        return os.uname().nodename

    _HELD_ELSEWHERE: type[OSError] = BlockingIOError


@dataclass(frozen=True)
class Holder:
    """Who has the file open. The name is the PC's account, not a member of staff."""

    account: str
    computer: str
    since: datetime


class InUse(AppError):
    """Another process has the file open; `holder` is None if its note could not be read."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        self.holder = holder
        super().__init__(
            f"“{path.name}” is in use{_in_words(holder)}.",
            safe="Nothing was changed.",
            to_do="Close it there first, then open it here.",
        )


def _in_words(holder: Holder | None) -> str:
    if holder is None:
        return " elsewhere"
    since = holder.since.astimezone()
    return (
        f" by {holder.account} on {holder.computer} since {since:%H:%M} on "
        f"{since.day} {since:%B %Y}"
    )


class InUseLock:
    """The lock on one file; the system frees it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        # Windows lets nobody read a locked file, so the note is another file.
        self._note = path.with_name(path.name + ".in-use")

    def acquire(self) -> None:
        """Take the lock or refuse at once.

        Raises:
            InUse: another process holds it.
            NoPermission, DiskTrouble: the lock file cannot be made.
        """
        try:
            handle = os.open(
                self._path.with_name(self._path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o644
            )
        except PermissionError as error:
            raise NoPermission(self._path) from error
        except OSError as error:
            raise DiskTrouble(self._path) from error
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            if isinstance(error, _HELD_ELSEWHERE):
                raise InUse(self._path, _read(self._note)) from error
            raise DiskTrouble(self._path) from error
        self._handle = handle
        try:
            self._note.write_text(_as_json(_me()), encoding="utf-8")
        except OSError as error:
            self.release()
            raise DiskTrouble(self._path) from error

    def release(self) -> None:
        """Take the note away and give the lock back."""
        handle, self._handle = self._handle, None
        if handle is not None:
            self._note.unlink(missing_ok=True)
            os.close(handle)  # which ends the lock


def _me() -> Holder:
    try:
        account = getpass.getuser()
    except (OSError, KeyError, ImportError):
        account = "someone"
    return Holder(account, _computer(), datetime.now(UTC))


def _as_json(holder: Holder) -> str:
    return json.dumps(
        {
            "account": holder.account,
            "computer": holder.computer,
            "since": holder.since.isoformat(),
        }
    )


def _read(note: Path) -> Holder | None:
    try:
        found = json.loads(note.read_bytes())
        since = datetime.fromisoformat(found["since"])
        return Holder(str(found["account"]), str(found["computer"]), since)
    except (OSError, ValueError, TypeError, KeyError):
        return None
