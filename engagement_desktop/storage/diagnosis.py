"""What is the matter with a file that SQLCipher does not take for a database.

SQLite says “file is not a database” for a wrong key, a wrong page size, a damaged first page and
a holiday photo alike; the bytes tell which it is.
"""

from __future__ import annotations

import hashlib
import hmac
import zlib
from pathlib import Path

from engagement_desktop.errors import AppError
from engagement_desktop.storage.data_key import SALT_BYTES, DataKey
from engagement_desktop.storage.refusals import (
    PAGE_BYTES,
    Damaged,
    DiskTrouble,
    NotASchoolFile,
    WrongKey,
)

_HMAC_BYTES = 64
_SAMPLED_PAGES = 64


def diagnose(path: Path, key: DataKey) -> AppError:
    """Why SQLCipher does not take `path` for a database under `key`."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            first = file.read(PAGE_BYTES)
            ours = first[:SALT_BYTES] == key.salt or any(
                _authentic(file.read(PAGE_BYTES), number, key)
                for number in range(2, 2 + min(_SAMPLED_PAGES, size // PAGE_BYTES))
            )
    except OSError:
        return DiskTrouble(path)
    if ours:
        return Damaged(path)
    looks_encrypted = size % PAGE_BYTES == 0 and len(zlib.compress(first, 1)) >= len(first)
    return WrongKey(path) if looks_encrypted else NotASchoolFile(path)


def _authentic(page: bytes, number: int, key: DataKey) -> bool:
    """Whether page `number` (from 1) carries the code that SQLCipher 4 gives under `key`.

    Source: SQLCipher design, “Per-Page HMAC”: HMAC-SHA512 over the encrypted content, the
    initialisation vector and the little-endian page number.
    """
    if len(page) != PAGE_BYTES:
        return False
    hmac_salt = bytes(byte ^ 0x3A for byte in key.salt)
    hmac_key = hashlib.pbkdf2_hmac("sha512", key.key, hmac_salt, 2, 32)
    body, code = page[:-_HMAC_BYTES], page[-_HMAC_BYTES:]
    wanted = hmac.digest(hmac_key, body + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(wanted, code)
