"""A new key for the whole file, after somebody left or a PC was lost.

The file is written out once more beside itself, looked through, and put in the place of the other.
The key file holds the keys to both from before that step until after it, and the first bytes of
the school's file tell to which it belongs. So whenever the program is stopped, the file opens with
exactly one key, and that key is in the key file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from engagement_desktop.progress import Progress
from engagement_desktop.security import key_file, key_front, passwords, slots
from engagement_desktop.security.device_secret import DeviceSecrets, from_set_up_code
from engagement_desktop.security.key_file import KeyFile, NextKeys
from engagement_desktop.security.school_keys import SchoolKeys
from engagement_desktop.security.slots import PasswordSlot
from engagement_desktop.services import this_pc
from engagement_desktop.services.arrival import Arrival, arrive, utc_now
from engagement_desktop.storage import new_key
from engagement_desktop.storage.data_key import DataKey, salt_of
from engagement_desktop.storage.in_use import InUseLock
from engagement_desktop.storage.keyed_file import KeyedFile, discard, put_in_place


@dataclass(frozen=True)
class StartPassword:
    """What somebody signs in with until they choose their own."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Rekeyed:
    """A school that has its new key; `start_passwords` are to be handed out."""

    arrival: Arrival
    start_passwords: tuple[StartPassword, ...]


@dataclass(frozen=True)
class KeyWish:
    """A change of key that an administrator asked for, with their password.

    With `new_set_up_code`, written down before, every PC must be set up again.
    """

    password: str = field(repr=False)
    new_set_up_code: str = field(default="", repr=False)


def settle(path: Path) -> KeyFile:
    """Clear up after a change of key that was stopped; the file's lock is held.

    Raises:
        What `key_file.change` raises.
    """
    keys_path = key_front.beside(path)
    keys = key_file.read(keys_path)
    if keys.next is not None:
        salt = salt_of(path)
        keys = key_file.change(keys_path, lambda now: now.settled(salt))
    discard(_copy_of(path))
    return keys


def change_key(
    path: Path,
    keys: SchoolKeys,
    wish: KeyWish,
    progress: Progress,
    *,
    devices: DeviceSecrets | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Rekeyed:
    """Give the closed file of a school a new key, and open it with that.

    Whoever has a slot keeps their password; whoever has none, or holds only the earlier key, opens
    nothing of the file any more. Where PCs must be set up again, the others get start passwords.

    Raises:
        WrongPassword, TooSoon: it is not the password of whoever is signed in.
        InUse, DiskFull, DiskTrouble, Damaged, KeyFileNotWritten: the earlier key still opens it.
        Cancelled: as before; possible until the new file is whole.
    """
    clock = clock or utc_now
    lock = InUseLock(path)
    lock.acquire()
    try:
        settle(path)
        keys.confirm(wish.password, clock())
        data_key = DataKey.random()
        secret = (
            from_set_up_code(wish.new_set_up_code) if wish.new_set_up_code else keys.device_secret
        )
        held = replace(keys, device_secret=secret, data_key=data_key.to_bytes())
        file = KeyedFile.open(path, DataKey.from_bytes(keys.data_key), lock)
        new_key.write_under(file, _copy_of(path), data_key, progress)
        staff, start_passwords = (
            _made_anew(keys, held, wish.password, progress)
            if wish.new_set_up_code
            else (_resealed(held), ())
        )
        check = key_file.device_check(secret)
        after = NextKeys(salt=data_key.salt, device_check=check, staff=staff)
        salt = salt_of(path)
        key_file.change(keys.path, lambda now: now.model_copy(update={"salt": salt, "next": after}))
        put_in_place(_copy_of(path), path)
        settle(path)
        if wish.new_set_up_code:
            this_pc.keep(keys.school_ref, secret, devices or DeviceSecrets())
        arrived = arrive(path, data_key, keys.staff_id, keys=held, clock=clock, lock=lock)
    except BaseException:
        lock.release()
        raise
    return Rekeyed(arrived, start_passwords)


def _resealed(held: SchoolKeys) -> tuple[PasswordSlot, ...]:
    """Everybody's slot with the new key in it; their passwords stay."""
    return tuple(
        slots.resealed(slot, held.data_key, held.school_ref)
        for slot in key_file.read(held.path).staff
    )


def _made_anew(
    keys: SchoolKeys, held: SchoolKeys, password: str, progress: Progress
) -> tuple[tuple[PasswordSlot, ...], tuple[StartPassword, ...]]:
    """Slots under a new device secret: one's own password stays, the others get start passwords."""
    made: list[PasswordSlot] = []
    given: list[StartPassword] = []
    holders = keys.holders()
    for done, holder in enumerate(holders):
        progress.check()
        progress.report(done, len(holders), "Making start passwords")
        mine = holder.staff_id == keys.staff_id
        if not mine:
            given.append(StartPassword(holder.name, passwords.new_start_password()))
        made.append(
            held.slot(
                holder.staff_id,
                holder.name,
                password if mine else given[-1].password,
                is_start=not mine,
            )
        )
    return tuple(made), tuple(given)


def _copy_of(path: Path) -> Path:
    """Where the file under its new key grows, beside the school's file."""
    return path.with_name(path.name + ".new-key")
