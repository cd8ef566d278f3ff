"""This PC and a school's device secret: set up for it, not yet, or without a place to keep it."""

from __future__ import annotations

from pathlib import Path

from engagement_desktop.errors import AppError
from engagement_desktop.security import key_file, key_front
from engagement_desktop.security.device_secret import (
    BadSetUpCode,
    CredentialStoreFailed,
    CredentialStoreLocked,
    DeviceSecrets,
    NoCredentialStore,
    new_secret,
    set_up_code,
)
from engagement_desktop.security.school_keys import KeyHolder
from engagement_desktop.services.arrival import NotEnrolled


def new_set_up_code() -> str:
    """A fresh set-up code, to be written down before it is used where no PC keeps it."""
    return set_up_code(new_secret())


def secret_of(school_ref: str, devices: DeviceSecrets) -> bytes:
    """What this PC keeps for a school.

    Raises:
        NotEnrolled, CredentialStoreLocked, CredentialStoreFailed.
    """
    try:
        secret = devices.find(school_ref)
    except NoCredentialStore as error:
        raise NotEnrolled from error
    if secret is None:
        raise NotEnrolled
    return secret


def keep(school_ref: str, secret: bytes, devices: DeviceSecrets, *, needed: bool = False) -> None:
    """Keep the secret on this PC; where it is also on paper, a PC that cannot keep it is no matter.

    Raises:
        NoCredentialStore, CredentialStoreLocked, CredentialStoreFailed: and it is `needed`.
    """
    try:
        devices.keep(school_ref, secret)
    except (NoCredentialStore, CredentialStoreLocked, CredentialStoreFailed):
        if needed:
            raise


def names_here(path: Path, devices: DeviceSecrets | None = None) -> tuple[KeyHolder, ...]:
    """Who signs in to a school, by name; nobody on a PC that is not set up for it."""
    try:
        keys = key_file.read(key_front.beside(path))
        secret = secret_of(keys.school_ref, devices or DeviceSecrets())
    except AppError:  # it is told when somebody tries to sign in
        return ()
    found = key_file.names(keys, secret)
    people = (
        KeyHolder(slot.staff_id, found[slot.staff_id], slot.is_start)
        for slot in keys.staff
        if slot.staff_id in found
    )
    return tuple(sorted(people, key=lambda each: each.name.casefold()))


def code_helps(refusal: AppError) -> bool:
    """Whether typing the set-up code is a way on: the PC's own store cannot give what is needed."""
    return isinstance(
        refusal,
        NotEnrolled
        | key_file.WrongDevice
        | CredentialStoreLocked
        | CredentialStoreFailed
        | BadSetUpCode,
    )
