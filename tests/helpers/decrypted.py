"""The pages of a school's file as they are inside the encryption: to see what is really there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.refusals import PAGE_BYTES

_IV, _MAC, _SALT = 16, 64, 16


def pages(path: Path, key: DataKey) -> Iterator[bytes]:
    """Every page of the file, free ones as well, decrypted as SQLCipher 4 lays them out."""
    content = path.read_bytes()
    for start in range(0, len(content), PAGE_BYTES):
        page = content[start : start + PAGE_BYTES]
        secret = page[_SALT if start == 0 else 0 : PAGE_BYTES - _IV - _MAC]
        iv = page[PAGE_BYTES - _IV - _MAC : PAGE_BYTES - _MAC]
        opened = Cipher(algorithms.AES(key.key), modes.CBC(iv)).decryptor()
        yield opened.update(secret) + opened.finalize()


def holds(path: Path, key: DataKey, words: bytes) -> bool:
    """Whether these words stand anywhere in the file."""
    return any(words in page for page in pages(path, key))
