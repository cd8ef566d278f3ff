"""The first steps into a school: its file unlocked, its pupils shown, the rest still to come.

Nothing here needs SQLAlchemy, so the pupil list stands on the screen before that is loaded.
`school_file.move_in` makes the whole `Workspace` of an arrival; `school_file.unlock` makes an
arrival of a password.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engagement_desktop.errors import AppError
from engagement_desktop.security import key_front
from engagement_desktop.storage import first_list
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.first_list import FirstList
from engagement_desktop.storage.keyed_file import KeyedFile
from engagement_desktop.storage.refusals import check_existing

if TYPE_CHECKING:
    from engagement_desktop.security.school_keys import SchoolKeys
    from engagement_desktop.storage.in_use import InUseLock

SUFFIX = ".engagement"
"""How a school's file ends."""


class NotEnrolled(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """This PC does not hold the school's device secret; the set-up code must be typed."""

    def __init__(self) -> None:
        super().__init__(
            "This PC is not set up for this school yet.",
            safe="Nothing was opened.",
            to_do="Type the set-up code. It stands on the school’s recovery sheet.",
        )


class NotADemo(AppError):  # noqa: N818 - as above
    """Asked to open without a password what needs one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is not a demo school.",
            safe="Nothing was opened.",
            to_do="Open it with a password.",
        )


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Arrival:
    """Somebody whose key has opened a school's file, which this process holds from now on.

    It ends in `school_file.move_in`, or with `leave`.
    """

    file: KeyedFile = field(repr=False)
    staff_id: int
    clock: Callable[[], datetime] = field(repr=False)
    keys: SchoolKeys | None = field(repr=False)
    """What they hold of the school's keys; None in a demo school."""
    first: FirstList | None = field(repr=False)
    """The pupils to show at once; None where the file must be brought up to date first."""

    @property
    def is_demo(self) -> bool:
        """Whether nobody was asked for a password."""
        return self.keys is None

    @property
    def path(self) -> Path:
        """The school's file."""
        return self.file.path

    def today(self) -> date:
        """The day it is on this PC."""
        return _today(self.clock)

    def leave(self) -> None:
        """Let go of the file again."""
        self.file.release()


def arrive(
    path: Path,
    data_key: DataKey,
    staff_id: int,
    *,
    keys: SchoolKeys | None,
    clock: Callable[[], datetime] | None = None,
    lock: InUseLock | None = None,
) -> Arrival:
    """Take a school's file in hand with its key, and read its pupils.

    Without `keys` it is a demo school; a `lock` taken before is given back with the file.

    Raises:
        What `KeyedFile.open` and `first_list.read` raise; the file is then let go.
    """
    clock = clock or utc_now
    file = KeyedFile.open(path, data_key, lock)
    try:
        first = first_list.read(file, staff_id, _today(clock))
    except BaseException:
        file.release()
        raise
    return Arrival(file, staff_id, clock, keys, first)


def arrive_at_demo(path: Path, *, clock: Callable[[], datetime] | None = None) -> Arrival:
    """Unlock a demo school, without a password.

    Raises:
        NotADemo, and what `key_front.read` and `arrive` raise.
    """
    check_existing(path)
    keys_path = key_front.beside(path)
    demo = key_front.read(keys_path).demo
    if demo is None:
        raise NotADemo(path)
    try:
        data_key = DataKey.from_bytes(demo.data_key)
    except ValueError as error:
        raise key_front.KeyFileUnreadable(keys_path) from error
    return arrive(path, data_key, demo.staff_id, keys=None, clock=clock)


def is_demo(path: Path) -> bool:
    """Whether `path` is a demo school; False if it cannot be told."""
    try:
        return key_front.read(key_front.beside(path)).demo is not None
    except AppError:
        return False


def people(path: Path) -> int:
    """How many sign in to a school's file; who they are, only its own PCs can tell.

    Raises:
        KeyFileMissing, KeyFileUnreadable, KeyFileNewer.
    """
    return key_front.read(key_front.beside(path)).people


def _today(clock: Callable[[], datetime]) -> date:
    return clock().astimezone().date()
