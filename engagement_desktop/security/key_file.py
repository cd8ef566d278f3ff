"""The key file beside a school's file: wrapped keys of a few kilobytes, useless by themselves.

No name stands in it openly (docs/decisions/008). It belongs to whoever holds the school's file: it
is changed only under that file's lock. The demo school's key stands in it openly: it is invented
data, and nobody is asked a password.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engagement_desktop.errors import AppError
from engagement_desktop.security.key_front import (
    VERSION,
    KeyFileNewer,
    KeyFileUnreadable,
    read_bytes,
)
from engagement_desktop.security.slots import (
    PasswordSlot,
    WrongSecret,
    name_of,
    open_slot,
    seal_name,
)
from engagement_desktop.security.throttle import Tries, in_words

_DEVICE_CHECK_BYTES = 8
_A_MOMENT = 2
_one_change_at_a_time = threading.Lock()


class KeyFileNotWritten(AppError):
    """The disk or the permissions did not allow it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The key file “{path.name}” could not be written in {path.parent}.",
            safe="The key file that was there is unchanged.",
            to_do="Check that the disk has room and that you may write to the folder.",
        )


class WrongPassword(AppError):
    """The password did not open the slot; `seconds` until the next try is looked at."""

    def __init__(self, tries: Tries, now: datetime) -> None:
        wait = tries.wait(now)
        self.seconds = wait.total_seconds()
        when = "" if self.seconds <= _A_MOMENT else f" in {in_words(wait)}"
        forgotten = "" if tries.wrong < 3 else " An administrator can give you a new one."
        super().__init__(
            "This is not your password.", to_do=f"Check Caps Lock, and try again{when}.{forgotten}"
        )


class WrongDevice(AppError):
    """The device secret is not this school's."""

    def __init__(self) -> None:
        super().__init__(
            "This PC is not set up for this school’s file, or the set-up code is another school’s.",
            safe="Nothing was opened.",
            to_do="Type the set-up code that belongs to this school.",
        )


class NoSuchPerson(AppError):
    """Nobody of this name signs in to this school."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Nobody signs in to this school as “{name}”."
            if name
            else "Several people sign in to this school.",
            to_do="Say who you are, as your school writes your name.",
        )


class DemoSlot(BaseModel):
    """The data key of a demo school, for everyone to read."""

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    note: Literal["This is a demo school with invented pupils. Its key is not secret."] = (
        "This is a demo school with invented pupils. Its key is not secret."
    )
    staff_id: int
    data_key: bytes = Field(repr=False)


class NextKeys(BaseModel):
    """What the key file will hold once the school's file has its new key."""

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    salt: bytes
    device_check: bytes
    staff: tuple[PasswordSlot, ...]


class WrittenUpTo(BaseModel):
    """The newest entry of who did what in the school's file: the outside anchor of its chain."""

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    number: int
    head: bytes
    at: datetime


class KeyFile(BaseModel):
    """Everything in a key file. Later kinds of slot are added as further fields.

    `salt` is that of the school's file; `next` is there while that is being given a new key.
    """

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    format: Literal["engagement keys"] = "engagement keys"
    version: int = VERSION
    school_ref: str
    salt: bytes = b""
    device_check: bytes = b""
    staff: tuple[PasswordSlot, ...] = ()
    demo: DemoSlot | None = None
    written_up_to: WrittenUpTo | None = None
    next: NextKeys | None = None

    def settled(self, salt: bytes) -> KeyFile:
        """The key file once it is known with which salt the school's file lies there.

        A change of key that was stopped before the file was in place never happened; one that was
        stopped after it has happened. A salt that is neither's (a damaged file) settles nothing.
        """
        if self.next is None or salt not in (self.salt, self.next.salt):
            return self
        taken = dict(self.next) if salt == self.next.salt else {}
        return self.model_copy(update={**taken, "next": None})

    def slot_of(self, staff_id: int) -> PasswordSlot | None:
        """The slot of one person, if they have one."""
        return next((slot for slot in self.staff if slot.staff_id == staff_id), None)

    def with_slot(self, slot: PasswordSlot) -> KeyFile:
        """The key file with this slot, in place of an earlier one of the same person."""
        kept = tuple(slot if each.staff_id == slot.staff_id else each for each in self.staff)
        staff = kept if self.slot_of(slot.staff_id) else (*self.staff, slot)
        return self.model_copy(update={"staff": staff})

    def without(self, staff_id: int) -> KeyFile:
        """The key file without one person's slot."""
        left = tuple(slot for slot in self.staff if slot.staff_id != staff_id)
        return self.model_copy(update={"staff": left})


@dataclass(frozen=True)
class Unlocked:
    """Whose password it was, and what it opened."""

    staff_id: int
    is_start: bool
    data_key: bytes = field(repr=False)


def read(path: Path) -> KeyFile:
    """Read a key file.

    Raises:
        KeyFileMissing, KeyFileUnreadable, KeyFileNewer.
    """
    content = read_bytes(path)
    try:
        if _Versioned.model_validate_json(content).version > VERSION:
            raise KeyFileNewer(path)
        return KeyFile.model_validate_json(content).model_copy(update={"version": VERSION})
    except ValidationError as error:
        raise KeyFileUnreadable(path) from error


def write(path: Path, keys: KeyFile) -> None:
    """Write a key file, whole or not at all, and onto the disk before returning.

    Raises:
        KeyFileNotWritten: the file that was there stays.
    """
    fresh = path.with_name(f"{path.name}.new")  # what a killed writing left is written over
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(keys.model_dump_json(indent=2).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise KeyFileNotWritten(path) from error


def change(path: Path, how: Callable[[KeyFile], KeyFile]) -> KeyFile:
    """Read, change and write a key file, one change at a time; what stands there now.

    Raises:
        What `read`, `write` and `how` raise.
    """
    with _one_change_at_a_time:
        keys = how(read(path))
        write(path, keys)
        return keys


def device_check(device_secret: bytes) -> bytes:
    """What tells whether a device secret is this school's, without telling anything of it."""
    message = b"engagement device check"
    return hmac.digest(device_secret, message, hashlib.sha256)[:_DEVICE_CHECK_BYTES]


def belongs(keys: KeyFile, device_secret: bytes) -> bool:
    """Whether a device secret is this school's."""
    return hmac.compare_digest(device_check(device_secret), keys.device_check)


def names(keys: KeyFile, device_secret: bytes) -> dict[int, str]:
    """Who signs in, by their ids; nobody where the device secret is another's."""
    if not belongs(keys, device_secret):
        return {}
    return {
        slot.staff_id: name_of(slot, school_ref=keys.school_ref, device_secret=device_secret)
        for slot in keys.staff
    }


def unlock(
    path: Path, *, password: str, device_secret: bytes, now: datetime, sign_in_name: str = ""
) -> Unlocked:
    """What this person's password opens.

    Each try is counted in the file before its password is looked at. `sign_in_name` may be left
    empty while only one person signs in.

    Raises:
        WrongPassword, TooSoon, WrongDevice, NoSuchPerson, KeyFileMissing, KeyFileUnreadable,
        KeyFileNewer, KeyFileNotWritten.
    """
    keys = read(path)
    if not belongs(keys, device_secret):
        raise WrongDevice
    return unlock_slot(
        path,
        _find(keys, device_secret, sign_in_name),
        password=password,
        device_secret=device_secret,
        now=now,
    )


def unlock_slot(
    path: Path, staff_id: int, *, password: str, device_secret: bytes, now: datetime
) -> Unlocked:
    """As `unlock`, for somebody whose id is known.

    Raises:
        WrongPassword, TooSoon, NoSuchPerson, KeyFileMissing, KeyFileUnreadable, KeyFileNotWritten.
    """

    def by_this_clock(keys: KeyFile) -> KeyFile:
        slot = _required(keys, staff_id)
        return keys.with_slot(slot.model_copy(update={"tries": slot.tries.by_this_clock(now)}))

    def one_more(keys: KeyFile) -> KeyFile:
        slot = _required(keys, staff_id)
        tries = slot.tries.checked(now).one_more(now)
        return keys.with_slot(slot.model_copy(update={"tries": tries}))

    before = read(path)
    if by_this_clock(before) != before:
        change(path, by_this_clock)  # by itself: it stays where the try is refused
    keys = change(path, one_more)
    slot = _required(keys, staff_id)
    try:
        data_key = open_slot(
            slot, school_ref=keys.school_ref, password=password, device_secret=device_secret
        )
    except WrongSecret as error:
        raise WrongPassword(slot.tries, now) from error
    change(path, lambda keys: _welcomed(keys, staff_id, device_secret))
    return Unlocked(staff_id, slot.is_start, data_key)


class _Versioned(BaseModel):
    version: int


def _required(keys: KeyFile, staff_id: int) -> PasswordSlot:
    slot = keys.slot_of(staff_id)
    if slot is None:
        raise NoSuchPerson("")
    return slot


def _find(keys: KeyFile, device_secret: bytes, sign_in_name: str) -> int:
    wanted = as_compared(sign_in_name)
    for staff_id, name in names(keys, device_secret).items():
        if as_compared(name) == wanted or (not wanted and len(keys.staff) == 1):
            return staff_id
    raise NoSuchPerson(sign_in_name.strip())


def as_compared(name: str) -> str:
    """A sign-in name however it is typed: capitals and spaces are no matter."""
    return " ".join(name.split()).casefold()


def _welcomed(keys: KeyFile, staff_id: int, device_secret: bytes) -> KeyFile:
    """No try is counted any more; names that stood openly in an older file are sealed."""
    slot = _required(keys, staff_id)
    keys = keys.with_slot(slot.model_copy(update={"tries": Tries()}))
    for each in keys.staff:
        if each.sign_in_name:
            sealed = seal_name(each.sign_in_name, keys.school_ref, each.staff_id, device_secret)
            hidden = {"sign_in_name": "", "sealed_name": sealed}
            keys = keys.with_slot(each.model_copy(update=hidden))
    return keys


def _sync_folder(folder: Path) -> None:
    """Make a rename durable where the system lets a folder be opened (not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
