"""A letter for each word for what a response shows, so that a mark can carry it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engagement_desktop.models.vocabularies import Word

_SMALL_WORDS = frozenset({"a", "an", "the", "in", "on", "of", "to"})


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
