"""The school's key on paper: twelve groups of letters, each with its own check.

A wrong letter is found in the group in which it stands, and so are two groups in each other's
place. The same letters, without gaps, stand in the sheet's QR code.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from engagement_desktop.errors import AppError
from engagement_desktop.security.device_secret import LOOKALIKES

GROUPS = 12
_LETTERS = 8
_DATA_BYTES = 4
KEY_BYTES = GROUPS * _DATA_BYTES
"""Key and salt of the school's file."""


class BadRecoveryCode(AppError):
    """What was typed is not on any recovery sheet; `groups` are those to look at, from 1."""

    def __init__(self, groups: tuple[int, ...] = ()) -> None:
        self.groups = groups
        if not groups:
            happened = f"This is not the whole code: it has {GROUPS} groups of {_LETTERS} letters."
        elif len(groups) == 1:
            happened = f"Group {groups[0]} is not as it stands on the sheet."
        else:
            *others, last = map(str, groups)
            happened = f"Groups {', '.join(others)} and {last} are not as they stand on the sheet."
        super().__init__(happened, to_do="Compare them letter by letter with the sheet.")


def in_groups(data_key: bytes) -> tuple[str, ...]:
    """The groups of a key, in the order of the sheet."""
    if len(data_key) != KEY_BYTES:
        raise ValueError("a recovery sheet holds a key and its salt")
    return tuple(_group(number, data_key) for number in range(1, GROUPS + 1))


def from_typed(typed: str) -> bytes:
    """The key from a code as typed or scanned: any case, any gaps, 0 for O, 1 for I, 8 for B.

    Raises:
        BadRecoveryCode.
    """
    letters = typed.upper().translate(LOOKALIKES)
    if len(letters) != GROUPS * _LETTERS:
        raise BadRecoveryCode
    key, wrong = b"", []
    for number in range(1, GROUPS + 1):
        piece = _piece(number, letters[(number - 1) * _LETTERS : number * _LETTERS])
        key += piece
        if not piece:
            wrong.append(number)
    if wrong:
        raise BadRecoveryCode(tuple(wrong))
    return key


def agrees(typed: str, group: str) -> bool:
    """Whether a group was read as it stands on the sheet."""
    return typed.upper().translate(LOOKALIKES) == group


def _group(number: int, data_key: bytes) -> str:
    data = data_key[(number - 1) * _DATA_BYTES : number * _DATA_BYTES]
    return base64.b32encode(data + _check(number, data)).decode("ascii")


def _piece(number: int, letters: str) -> bytes:
    """The bytes of a group, or none if it is not right."""
    try:
        decoded = base64.b32decode(letters)
    except (binascii.Error, ValueError):
        return b""
    data, check = decoded[:_DATA_BYTES], decoded[_DATA_BYTES:]
    return data if check == _check(number, data) else b""


def _check(number: int, data: bytes) -> bytes:
    message = b"engagement recovery sheet" + bytes([number]) + data
    return hashlib.sha256(message).digest()[:1]
