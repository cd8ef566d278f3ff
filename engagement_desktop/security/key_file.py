"""The key file beside a school's file: wrapped keys of a few kilobytes, useless by themselves.

The demo school's key stands in it openly: it is invented data, and nobody is asked a password.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import uuid
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
from engagement_desktop.security.slots import PasswordSlot, WrongSecret, open_slot
from engagement_desktop.security.throttle import Tries, in_words

_DEVICE_CHECK_BYTES = 8


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
        super().__init__(
            "This password does not open the school’s file.",
            to_do=f"Check Caps Lock, and try again in {in_words(wait)}.",
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
            f"Nobody signs in to this school as “{name}”.", to_do="Choose a name from the list."
        )


class DemoSlot(BaseModel):
    """The data key of a demo school, for everyone to read."""

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    note: Literal["This is a demo school with invented pupils. Its key is not secret."] = (
        "This is a demo school with invented pupils. Its key is not secret."
    )
    staff_id: int
    data_key: bytes = Field(repr=False)


class KeyFile(BaseModel):
    """Everything in a key file. Later kinds of slot are added as further fields."""

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    format: Literal["engagement keys"] = "engagement keys"
    version: int = VERSION
    school_ref: str
    device_check: bytes = b""
    staff: tuple[PasswordSlot, ...] = ()
    demo: DemoSlot | None = None
    tries: Tries = Tries()


def read(path: Path) -> KeyFile:
    """Read a key file.

    Raises:
        KeyFileMissing, KeyFileUnreadable, KeyFileNewer.
    """
    content = read_bytes(path)
    try:
        if _Versioned.model_validate_json(content).version > VERSION:
            raise KeyFileNewer(path)
        return KeyFile.model_validate_json(content)
    except ValidationError as error:
        raise KeyFileUnreadable(path) from error


def write(path: Path, keys: KeyFile) -> None:
    """Write a key file, whole or not at all, and onto the disk before returning.

    Raises:
        KeyFileNotWritten: the file that was there stays.
    """
    fresh = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(keys.model_dump_json(indent=2).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise KeyFileNotWritten(path) from error


def device_check(device_secret: bytes) -> bytes:
    """What tells whether a device secret is this school's, without telling anything of it."""
    message = b"engagement device check"
    return hmac.digest(device_secret, message, hashlib.sha256)[:_DEVICE_CHECK_BYTES]


def unlock(
    path: Path, *, password: str, device_secret: bytes, now: datetime, sign_in_name: str = ""
) -> tuple[int, bytes]:
    """The id of who signed in and the data key.

    Each try is counted in the file before its password is looked at. `sign_in_name` may be left
    empty while only one person signs in.

    Raises:
        WrongPassword, TooSoon, WrongDevice, NoSuchPerson, KeyFileMissing, KeyFileUnreadable,
        KeyFileNewer, KeyFileNotWritten.
    """
    keys = read(path)
    slot = _slot(keys, sign_in_name)
    if not hmac.compare_digest(device_check(device_secret), keys.device_check):
        raise WrongDevice
    tries = keys.tries.checked(now).one_more(now)
    write(path, keys.model_copy(update={"tries": tries}))
    try:
        data_key = open_slot(
            slot, school_ref=keys.school_ref, password=password, device_secret=device_secret
        )
    except WrongSecret as error:
        raise WrongPassword(tries, now) from error
    write(path, keys.model_copy(update={"tries": Tries()}))
    return slot.staff_id, data_key


class _Versioned(BaseModel):
    version: int


def _slot(keys: KeyFile, sign_in_name: str) -> PasswordSlot:
    for slot in keys.staff:
        if slot.sign_in_name == sign_in_name or (not sign_in_name and len(keys.staff) == 1):
            return slot
    raise NoSuchPerson(sign_in_name)


def _sync_folder(folder: Path) -> None:
    """Make a rename durable where the system lets a folder be opened (not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
