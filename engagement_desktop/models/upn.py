"""The unique pupil number: a check letter and twelve characters.

Source: DfE, “Unique pupil numbers (UPNs): a guide for schools”. A temporary UPN ends in a letter.
"""

from __future__ import annotations

import re

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SHAPE = re.compile(rf"[{_LETTERS}]\d{{11}}[\d{_LETTERS}]")


def check_letter(twelve: str) -> str:
    """The check letter for characters 2 to 13.

    Each character's value (a letter's is its place in the 23 letters) times its position (2 to 13),
    summed, modulo 23.
    """
    total = sum(
        (int(character) if character.isdigit() else _LETTERS.index(character)) * position
        for position, character in enumerate(twelve, start=2)
    )
    return _LETTERS[total % 23]


def tidy(text: str) -> str:
    """As typed, without spaces, in capitals."""
    return "".join(text.split()).upper()


def problem(text: str) -> str:
    """A sentence when `text` does not look like a UPN; empty when it does, or is empty.

    It is a warning: a school may have to keep a number as it was given.
    """
    upn = tidy(text)
    if not upn:
        return ""
    if not _SHAPE.fullmatch(upn):
        return (
            "A UPN is a letter and twelve more characters, like B801200005001. "
            "Please check it against the school’s records; you can save it as it is."
        )
    expected = check_letter(upn[1:])
    if upn[0] != expected:
        return (
            f"The first letter of this UPN would be {expected}, so a character may be mistyped. "
            "You can save it as it is."
        )
    return ""
