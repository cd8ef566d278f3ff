"""One process at a time: a lock file beside the school's file, and a note of who holds it."""

from __future__ import annotations

import getpass
import platform
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ValidationError

from engagement_desktop.errors import AppError
from engagement_desktop.storage.refusals import DiskTrouble, NoPermission


class Holder(BaseModel):
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
        self._lock = FileLock(path.with_name(path.name + ".lock"), timeout=0, thread_local=False)
        # Windows lets nobody read a locked file, so the note is another file.
        self._note = path.with_name(path.name + ".in-use")

    def acquire(self) -> None:
        """Take the lock or refuse at once.

        Raises:
            InUse: another process holds it.
            NoPermission, DiskTrouble: the lock file cannot be made.
        """
        try:
            self._lock.acquire()
        except Timeout as error:
            raise InUse(self._path, self._holder()) from error
        except PermissionError as error:
            raise NoPermission(self._path) from error
        except OSError as error:
            raise DiskTrouble(self._path) from error
        holder = Holder(account=_account(), computer=platform.node(), since=datetime.now(UTC))
        try:
            self._note.write_text(holder.model_dump_json(), encoding="utf-8")
        except OSError as error:
            self.release()
            raise DiskTrouble(self._path) from error

    def release(self) -> None:
        """Give the lock back and take the note away."""
        self._note.unlink(missing_ok=True)
        self._lock.release()

    def _holder(self) -> Holder | None:
        try:
            return Holder.model_validate_json(self._note.read_bytes())
        except (OSError, ValidationError):
            return None


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"
