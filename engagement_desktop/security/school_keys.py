"""What whoever is signed in holds of a school's keys while its file is open, and does with it.

Made by signing in. A person gets a key, loses it, or gets a new one without anyone else's password.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from engagement_desktop.errors import AppError
from engagement_desktop.security import key_file
from engagement_desktop.security.device_secret import set_up_code
from engagement_desktop.security.key_file import KeyFile
from engagement_desktop.security.slots import Effort, PasswordSlot, calibrated, make_slot, seal_name


class NameTaken(AppError):
    """Two people cannot sign in under one name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Somebody signs in to this school as “{name}” already.",
            to_do="Add a second name or an initial, so that each can be told from the other.",
        )


@dataclass(frozen=True)
class KeyHolder:
    """Somebody who can sign in. `is_start`: with a start password that was never used yet."""

    staff_id: int
    name: str
    is_start: bool


@dataclass(frozen=True)
class SchoolKeys:
    """The keys of the open file, in the hands of the person `staff_id`.

    `path` is the key file. Only whoever holds the school's file may use it: that file's lock
    guards the key file, too.
    """

    path: Path
    school_ref: str
    staff_id: int
    device_secret: bytes = field(repr=False)
    data_key: bytes = field(repr=False)

    def confirm(self, password: str, now: datetime) -> None:
        """See that this is the password of whoever is signed in; tries count as at signing in.

        Raises:
            WrongPassword, TooSoon, and what `key_file.change` raises.
        """
        key_file.unlock_slot(
            self.path,
            self.staff_id,
            password=password,
            device_secret=self.device_secret,
            now=now,
        )

    def holders(self) -> tuple[KeyHolder, ...]:
        """Everybody who can sign in."""
        keys = key_file.read(self.path)
        names = key_file.names(keys, self.device_secret)
        return tuple(
            KeyHolder(slot.staff_id, names.get(slot.staff_id, ""), slot.is_start)
            for slot in keys.staff
        )

    def give(self, staff_id: int, name: str, password: str, *, is_start: bool) -> None:
        """Let somebody sign in with this password, whatever theirs was before.

        Raises:
            NameTaken, and what `key_file.change` raises.
        """
        slot = self.slot(staff_id, name, password, is_start=is_start)
        key_file.change(self.path, lambda keys: self._named(keys, staff_id, name).with_slot(slot))

    def slot(self, staff_id: int, name: str, password: str, *, is_start: bool) -> PasswordSlot:
        """A slot for somebody, not yet in the key file."""
        return make_slot(
            school_ref=self.school_ref,
            staff_id=staff_id,
            sign_in_name=name,
            password=password,
            device_secret=self.device_secret,
            data_key=self.data_key,
            effort=self._effort(),
            is_start=is_start,
        )

    def rename(self, staff_id: int, name: str) -> None:
        """Let somebody sign in under another name; nothing happens to who has no key.

        Raises:
            NameTaken, and what `key_file.change` raises.
        """

        def renamed(keys: KeyFile) -> KeyFile:
            slot = self._named(keys, staff_id, name).slot_of(staff_id)
            if slot is None:
                return keys
            sealed = seal_name(name, self.school_ref, staff_id, self.device_secret)
            return keys.with_slot(slot.model_copy(update={"sealed_name": sealed}))

        key_file.change(self.path, renamed)

    def take_away(self, staff_id: int) -> None:
        """Let somebody sign in no more; raises what `key_file.change` raises."""
        key_file.change(self.path, lambda keys: keys.without(staff_id))

    def code(self) -> str:
        """The set-up code that enrols another PC."""
        return set_up_code(self.device_secret)

    def _effort(self) -> Effort:
        """As much work as the person signed in has to do, which was measured on the school's PC."""
        slot = key_file.read(self.path).slot_of(self.staff_id)
        return slot.effort if slot is not None else calibrated()

    def _named(self, keys: KeyFile, staff_id: int, name: str) -> KeyFile:
        """The same key file, if nobody else signs in under this name."""
        wanted = key_file.as_compared(name)
        for other, taken in key_file.names(keys, self.device_secret).items():
            if other != staff_id and key_file.as_compared(taken) == wanted:
                raise NameTaken(taken)
        return keys
