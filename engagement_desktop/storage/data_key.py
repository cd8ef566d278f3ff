"""The key of one school's file, as an argument that never shows itself."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from engagement_desktop.storage.refusals import DiskTrouble

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True)
class DataKey:
    """A raw 256-bit key and the salt that stands in the first 16 bytes of the file."""

    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES or len(self.salt) != SALT_BYTES:
            raise ValueError("a data key is 32 bytes of key and 16 bytes of salt")

    @classmethod
    def random(cls) -> DataKey:
        """A fresh key for a new file."""
        return cls(os.urandom(KEY_BYTES), os.urandom(SALT_BYTES))

    @classmethod
    def from_bytes(cls, secret: bytes) -> DataKey:
        """The key from the 48 bytes that `to_bytes` gave."""
        return cls(bytes(secret[:KEY_BYTES]), bytes(secret[KEY_BYTES:]))

    def to_bytes(self) -> bytes:
        """Key and salt as 48 bytes, for sealing in a key file."""
        return self.key + self.salt

    def raw_form(self) -> bytearray:
        """SQLCipher's `x'…'` form, as bytes that its caller can overwrite after use."""
        form = bytearray(b"x'")
        form += self.key.hex().encode("ascii")
        form += self.salt.hex().encode("ascii")
        form += b"'"
        return form


def salt_of(path: Path) -> bytes:
    """The salt in a school's file, which tells without any key which one it was written with.

    Raises:
        DiskTrouble.
    """
    try:
        with path.open("rb") as file:
            return file.read(SALT_BYTES)
    except OSError as error:
        raise DiskTrouble(path) from error
