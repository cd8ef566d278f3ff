"""What makes a password good enough, said while it is typed."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from zxcvbn import zxcvbn

LONG, SHORTEST = 12, 8
_START_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_START_GROUPS, _START_GROUP = 3, 5
_READ_BY_ZXCVBN = 72


@dataclass(frozen=True)
class PasswordView:
    """How a password stands: whether it may be used, and a sentence to show beside the field."""

    accepted: bool
    sentence: str


def look_at(password: str, known: tuple[str, ...] = ()) -> PasswordView:
    """Judge a new password; `known` are words that others could guess (school, own name).

    At least 12 characters that are not a common phrase, or at least 8 that are hard to guess.
    """
    clean = normalised(password)
    if len(clean) < SHORTEST:
        return PasswordView(False, "Please use at least 12 characters: three words are easy.")
    words = [part for name in known for part in (name, *name.split())]
    strength = int(zxcvbn(clean[:_READ_BY_ZXCVBN], user_inputs=words)["score"])
    if strength >= (2 if len(clean) >= LONG else 3):
        return PasswordView(True, "Strong." if strength == 4 else "Good enough.")
    if len(clean) >= LONG:
        return PasswordView(False, "This is easy to guess. Three unusual words work well.")
    return PasswordView(False, "Please make it longer: 12 characters, or three words.")


def new_start_password() -> str:
    """A password to hand out, “k7mqp-w3xzt-8hnrc”: 74 bits, no letter that looks like another."""
    groups = (
        "".join(secrets.choice(_START_LETTERS) for _ in range(_START_GROUP))
        for _ in range(_START_GROUPS)
    )
    return "-".join(groups)


def normalised(password: str) -> str:
    """The same password however a keyboard composes its accents."""
    return unicodedata.normalize("NFKC", password)
