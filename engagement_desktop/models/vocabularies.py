"""The vocabularies: words a school can reword, add to and retire, but never turn into numbers.

The shipped words stand in `resources/texts/vocabularies.toml`; a school's file holds its own copy.
A word's key (`support.independent`) is what records hold, so rewording changes every page at once.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from engagement_desktop.paths import resource


class Vocabulary(StrEnum):
    """The kinds of words; the value is the first part of every key."""

    HOW_ESTABLISHED = "how_established"
    WHAT_THIS_SHOWS = "what_this_shows"
    SUPPORT = "support"
    CONSISTENCY = "consistency"
    CONFIDENCE = "confidence"
    SUBTLE_RESPONSE = "subtle_response"
    CONTEXT = "context"
    WHY_ACTIVITY = "why_activity"
    NEXT_ACTION = "next_action"
    WHO_OBSERVED = "who_observed"
    PLAN_KIND = "plan_kind"

    @property
    def title(self) -> str:  # type: ignore[override]  # str.title is of no use on an enum
        """What the words are for, as a heading: “How established”."""
        return _TITLES.get(self, self.value.replace("_", " ").capitalize())


_TITLES = {
    Vocabulary.SUBTLE_RESPONSE: "Subtle responses",
    Vocabulary.CONFIDENCE: "Confidence and accuracy",
    Vocabulary.WHY_ACTIVITY: "Why this activity",
    Vocabulary.PLAN_KIND: "Kind of plan",
}


@dataclass(frozen=True)
class Word:
    """One word of a vocabulary: its key, its text as shown, and whether it is still offered."""

    key: str
    vocabulary: Vocabulary
    text: str
    retired: bool = False


@cache
def shipped_words() -> tuple[Word, ...]:
    """The default words, in the order in which they are offered."""
    with resource("texts/vocabularies.toml").open("rb") as file:
        tables = tomllib.load(file)
    return tuple(
        Word(f"{vocabulary}.{name}", Vocabulary(vocabulary), text)
        for vocabulary, words in tables.items()
        for name, text in words.items()
    )


_NUMBER = re.compile(
    r"\d|[%‰★☆⭐]"
    r"|\b(zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozen|hundred"
    r"|per ?cent|percentage|scores?|levels?|grades?|ratings?|ranks?|rankings?)\b",
    re.IGNORECASE,
)


NUMBER_REFUSED = (
    "The engagement model uses no numerical scale and no score: what these pupils do cannot be "
    "described by a single number (guidance 5.1). Please use a word."
)
"""Why a number is no word of a vocabulary."""


def holds_number(text: str) -> bool:
    """Whether `text` would bring a number, score or level into a vocabulary (guidance 5.1)."""
    return _NUMBER.search(text) is not None or any(letter.isnumeric() for letter in text)


@dataclass(frozen=True)
class Words:
    """A school's vocabularies at a moment: look up by key, list what is offered."""

    all: tuple[Word, ...]

    def text(self, key: str | None) -> str:
        """The word's text; empty for None; the bare end of the key if the word is unknown."""
        if not key:
            return ""
        for word in self.all:
            if word.key == key:
                return word.text
        return key.rpartition(".")[2].replace("_", " ")

    def offered(self, vocabulary: Vocabulary, keep: tuple[str, ...] = ()) -> tuple[Word, ...]:
        """The words of a vocabulary still offered, and those in `keep` although retired."""
        return tuple(
            word
            for word in self.all
            if word.vocabulary is vocabulary and (not word.retired or word.key in keep)
        )
