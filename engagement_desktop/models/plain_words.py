"""Words of the profession that a family may not know, with plain words for them."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from engagement_desktop.paths import resource

_LONG_SENTENCE = 15  # words; easy read keeps to fewer
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]?")


@cache
def _plain_words() -> dict[str, str]:
    with resource("texts/plain_words.toml").open("rb") as file:
        return dict(tomllib.load(file)["plain"])


@cache
def _any_of_them() -> re.Pattern[str]:
    words = sorted(_plain_words(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def jargon_in(text: str) -> tuple[tuple[str, str], ...]:
    """Each such word in `text`, as it stands there first, with its plain words."""
    plain = {word.casefold(): (word, meaning) for word, meaning in _plain_words().items()}
    found: dict[str, tuple[str, str]] = {}
    for match in _any_of_them().finditer(text):
        word, meaning = plain[match[0].casefold()]
        if word.isupper() and match[0] != word:
            continue  # “move” is no abbreviation
        found.setdefault(word, (match[0], meaning))
    return tuple(found.values())


def long_sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text` that are too long for easy read."""
    sentences = (found.strip() for found in _SENTENCE.findall(text))
    return tuple(each for each in sentences if len(each.split()) > _LONG_SENTENCE)
