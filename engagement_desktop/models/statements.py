"""Statements of other frameworks, such as Routes for Learning (4.4): tags of an observation.

A statement is a tag and never a score: nothing counts how many were met, and there are no levels.
Its code (“RfL 12”) may hold digits, as the page of a book may: it is the framework's own reference,
by which staff find the statement again, and says nothing of any pupil.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 2000
"""The most statements of one framework."""
LONGEST_NAME = 80
LONGEST_CODE = 40
LONGEST_HEADING = 160
LONGEST_WORDING = 600

RATING_REFUSED = (
    "It rates the pupil by a number, a level or a score, which the engagement model does not use "
    "(guidance 5.1)."
)
_RATES = re.compile(
    r"%|\bper ?cent(age)?\b|\bscor(e|es|ed|ing)\b|\b(level|grade|band|p ?scale)s? ?-?\d"
    r"|\d+ ?(/|out of|in every) ?\d|\bout of (ten|five|four|three|a hundred)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class StatementText:
    """A statement as its framework words it: its code, what it stands under, and the wording."""

    code: str
    heading: str
    wording: str

    @property
    def title(self) -> str:
        """The code and the wording, as it is shown wherever it was chosen."""
        return f"{self.code} {self.wording}".strip()

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others of its framework, however it is spelled."""
        return _folded(self.code), _folded(self.wording)


@dataclass(frozen=True)
class Difference:
    """What a list would change in a framework: what is new, what is there already, and what of the
    framework is worded otherwise in the list and would no longer be offered."""

    new: tuple[StatementText, ...]
    known: tuple[StatementText, ...]
    superseded: tuple[StatementText, ...]


def rates(wording: str) -> bool:
    """Whether a statement brings a score, percentage or level with it.

    A number alone does not: “chooses between two cups” is something that somebody does.
    """
    return _RATES.search(wording) is not None


def compare(there: Sequence[StatementText], coming: Sequence[StatementText]) -> Difference:
    """What bringing these in would change, where these are there.

    A code that comes with another wording is another statement: observations that were tagged with
    the old one keep it word for word.
    """
    before, after = {each.key for each in there}, {each.key for each in coming}
    codes = {_folded(each.code) for each in coming if each.code}
    return Difference(
        new=tuple(each for each in coming if each.key not in before),
        known=tuple(each for each in coming if each.key in before),
        superseded=tuple(
            each for each in there if each.key not in after and _folded(each.code) in codes
        ),
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
