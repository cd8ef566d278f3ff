"""Words of the profession that a family may not know, with plain words for them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from engagement_desktop.paths import resource

_LONG_SENTENCE = 15  # words; easy read keeps to fewer
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]?")


@cache
def shipped_words() -> Mapping[str, str]:
    """The words that come with the program, each with its plain words."""
    with resource("texts/plain_words.toml").open("rb") as file:
        return MappingProxyType(dict(tomllib.load(file)["plain"]))


@cache
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def jargon_in(text: str, words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each of `words` in `text`, as it stands there first, with its plain words."""
    if not words:
        return ()
    plain = {word.casefold(): (word, meaning) for word, meaning in words.items()}
    found: dict[str, tuple[str, str]] = {}
    for match in _any_of(frozenset(words)).finditer(text):
        word, meaning = plain[match[0].casefold()]
        if word.isupper() and match[0] != word:
            continue  # “move” is no abbreviation
        found.setdefault(word, (match[0], meaning))
    return tuple(found.values())


def long_sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text` that are too long for easy read."""
    sentences = (found.strip() for found in _SENTENCE.findall(text))
    return tuple(each for each in sentences if len(each.split()) > _LONG_SENTENCE)
