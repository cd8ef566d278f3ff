"""A new key for the whole file, after somebody left or a PC was lost.

The key file holds both keys until the file that the new one opens is in place; the first bytes of
the school's file tell which of them is its own. So whenever the program is stopped, exactly one
key opens the file, and it is in the key file.
"""

from __future__ import annotations

from pathlib import Path

from engagement_desktop.security import key_file, key_front
from engagement_desktop.security.key_file import KeyFile
from engagement_desktop.storage.data_key import DataKey, salt_of
from engagement_desktop.storage.keyed_file import discard


def key_of(path: Path, data_keys: tuple[bytes, ...]) -> DataKey:
    """Which of the keys is that of the file as it lies there."""
    keys = [DataKey.from_bytes(each) for each in data_keys]
    salt = salt_of(path)
    return next((key for key in keys if key.salt == salt), keys[0])


def settle(path: Path, data_keys: tuple[bytes, ...]) -> None:
    """Clear up after a change of key that was stopped; the file has just been opened."""
    if len(data_keys) > 1:
        changed = key_of(path, data_keys).to_bytes() != data_keys[0]
        key_file.change(key_front.beside(path), lambda keys: _with_one_key(keys, changed))
    if copy_of(path).exists():
        discard(copy_of(path))


def copy_of(path: Path) -> Path:
    """Where the file under its new key grows, beside the school's file."""
    return path.with_name(path.name + ".new-key")


def _with_one_key(keys: KeyFile, changed: bool) -> KeyFile:
    staff = tuple(
        slot.model_copy(
            update={
                "sealed_data_key": slot.next_data_key if changed else slot.sealed_data_key,
                "next_data_key": b"",
            }
        )
        for slot in keys.staff
        if slot.next_data_key or not changed
    )
    return keys.model_copy(update={"staff": staff})
