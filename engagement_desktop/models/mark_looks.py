"""How a response is marked, on the screen and on paper: the fill and the letter of its mark.

The fill tells how established, the letter what it shows; both are words in the legend, and neither
ever moves a mark up or down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from engagement_desktop.models.vocabularies import Word

_SMALL_WORDS = frozenset({"a", "an", "the", "in", "on", "of", "to"})


class MarkLook(Enum):
    """How a mark looks: the four shipped words, a school's own word, and nothing said yet."""

    NOT_SEEN = "dashed outline"
    EMERGING = "outline"
    DEVELOPING = "half filled"
    ESTABLISHED = "filled"
    OWN_WORD = "outline with a dot"
    NOT_SAID = "small"


_LOOKS = {
    "how_established.not_seen": MarkLook.NOT_SEEN,
    "how_established.emerging": MarkLook.EMERGING,
    "how_established.developing": MarkLook.DEVELOPING,
    "how_established.established": MarkLook.ESTABLISHED,
}


def look_of(established: str | None) -> MarkLook:
    """The look for the key of a word for how established."""
    if established is None:
        return MarkLook.NOT_SAID
    return _LOOKS.get(established, MarkLook.OWN_WORD)


def letters(words: Sequence[Word]) -> dict[str, str]:
    """A letter of its own for the key of each word: the first free one of its initials, else of
    all its letters. A word is left out when none is free."""
    found: dict[str, str] = {}
    for word in words:
        free = (letter for letter in _letters(word.text) if letter not in found.values())
        letter = next(free, "")
        if letter:
            found[word.key] = letter
    return found


def _letters(text: str) -> Iterator[str]:
    parts = [part for part in text.casefold().split() if part not in _SMALL_WORDS]
    initials = [part[0] for part in parts]
    return (letter.upper() for letter in (*initials, *"".join(parts)) if letter.isalpha())
