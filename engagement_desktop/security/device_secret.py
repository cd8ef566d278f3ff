"""The secret of one PC for one school: kept by the system's credential store, never in a file.

It goes into the opening of every password, so a stolen file cannot be guessed at without the PC.
Another PC is enrolled by typing the set-up code, which is this secret in letters.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import chainer
from keyring.errors import KeyringError, KeyringLocked

from engagement_desktop.errors import AppError

SECRET_BYTES = 32
_SERVICE = "Engagement Desktop"
_CHECK_BYTES = 2
_GROUP = 5
_CODE_LETTERS = 55
_TRUSTED = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)
LOOKALIKES = str.maketrans("018", "OIB", " -–\t\r\n")


class NoCredentialStore(AppError):
    """This PC has no safe place for the device secret."""

    def __init__(self) -> None:
        super().__init__(
            "This PC has no credential store that can keep the school’s device secret.",
            safe="Nothing was written.",
            to_do="Type the set-up code each time you sign in on this PC.",
        )


class CredentialStoreLocked(AppError):
    """The credential store is there, but the user did not unlock it."""

    def __init__(self) -> None:
        super().__init__(
            "This PC’s credential store is locked.",
            safe="Nothing was changed.",
            to_do="Unlock it (it asks for the PC’s own password), then try again.",
        )


class CredentialStoreFailed(AppError):
    """The credential store answered with an error."""

    def __init__(self) -> None:
        super().__init__(
            "This PC’s credential store did not answer.",
            safe="Nothing was changed.",
            to_do="Try again, or type the set-up code instead.",
        )


class BadSetUpCode(AppError):
    """What was typed is not a set-up code."""

    def __init__(self) -> None:
        super().__init__(
            "This is not a set-up code as it was written down.",
            to_do="Check each group of five letters and digits, then try again.",
        )


class DeviceSecrets:
    """The device secrets of this PC, by the school's reference.

    `backend` is the credential store; without one the system's own is used, if it is one that
    keeps secrets safe.
    """

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._backend = backend

    def find(self, school_ref: str) -> bytes | None:
        """The secret for a school, or None if this PC is not enrolled.

        Raises:
            NoCredentialStore, CredentialStoreLocked, CredentialStoreFailed.
        """
        backend = self._store()
        try:
            text = backend.get_password(_SERVICE, school_ref)
        except KeyringLocked as error:
            raise CredentialStoreLocked from error
        except (KeyringError, OSError) as error:
            raise CredentialStoreFailed from error
        if text is None:
            return None
        try:
            secret = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            return None
        return secret if len(secret) == SECRET_BYTES else None

    def keep(self, school_ref: str, secret: bytes) -> None:
        """Keep a school's secret on this PC (44 characters), and see that it stays.

        Raises:
            NoCredentialStore, CredentialStoreLocked, CredentialStoreFailed.
        """
        backend = self._store()
        try:
            backend.set_password(_SERVICE, school_ref, base64.b64encode(secret).decode("ascii"))
        except KeyringLocked as error:
            raise CredentialStoreLocked from error
        except (KeyringError, OSError) as error:
            raise CredentialStoreFailed from error
        if self.find(school_ref) != secret:
            raise CredentialStoreFailed

    def _store(self) -> KeyringBackend:
        if self._backend is not None:
            return self._backend
        found = keyring.get_keyring()
        chained = found.backends if isinstance(found, chainer.ChainerBackend) else [found]
        for backend in chained:
            if type(backend).__module__.startswith(_TRUSTED):
                return backend
        raise NoCredentialStore


def new_secret() -> bytes:
    """A fresh device secret."""
    return os.urandom(SECRET_BYTES)


def set_up_code(secret: bytes) -> str:
    """The secret as 11 groups of five letters and digits, with a check in the last."""
    letters = base64.b32encode(secret + _check(secret)).decode("ascii").rstrip("=")
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def from_set_up_code(typed: str) -> bytes:
    """The secret from a code as typed: any case, with or without dashes, 0 for O, 1 for I, 8 for B.

    Raises:
        BadSetUpCode: it is too short or long, or a letter is wrong.
    """
    letters = typed.upper().translate(LOOKALIKES)
    if len(letters) != _CODE_LETTERS:
        raise BadSetUpCode
    try:
        decoded = base64.b32decode(letters + "=")
    except (binascii.Error, ValueError) as error:
        raise BadSetUpCode from error
    secret, check = decoded[:SECRET_BYTES], decoded[SECRET_BYTES:]
    if check != _check(secret):
        raise BadSetUpCode
    return secret


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"engagement set-up code" + secret).digest()[:_CHECK_BYTES]
