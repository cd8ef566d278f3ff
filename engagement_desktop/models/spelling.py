"""Which words of a text a spelling check looks at, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST = 60  # letters; whatever is longer is no word
_LETTER = r"[^\W\d_][̀-ͯ]*"
_TOKEN = re.compile(
    rf"""(?: https?:// | www\. )\S+             # an address
    | \S+@\S+                                   # another
    | (?P<word> (?> (?:{_LETTER})+ (?: ['’\-‐‑] (?:{_LETTER})+ )* ) ) (?! [\d_] )
    | \w+                                       # 3rd, Year4: no word of a list
    """,
    re.VERBOSE,
)
_HYPHENS = re.compile("[-‐‑]")
_PREFIXES = frozenset(
    {"anti", "co", "de", "ex", "inter", "mid", "mini", "multi", "non", "over", "post", "pre"}
    | {"re", "self", "semi", "sub", "un", "under"}
)
_LAST_LATIN = "ɏ"


@dataclass(frozen=True)
class WrittenWord:
    """A word as it stands in a text. `start` counts the characters before it."""

    start: int
    text: str


def words_in(text: str) -> Iterator[WrittenWord]:
    """The words of `text` that a list of English words can tell about.

    Left out: addresses, whatever has a digit in it, abbreviations and names of things with a
    capital inside (“PMLD”, “iPad”), and words in other scripts.
    """
    for found in _TOKEN.finditer(text):
        word = found["word"]
        if word is not None and len(word) <= _LONGEST and _may_be_english(word):
            yield WrittenWord(found.start(), word)


def plainly(word: str) -> str:
    """The word with the apostrophes and hyphens of a keyboard, and no accents."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", _HYPHENS.sub("-", word.replace("’", "'")))
    return "".join(each for each in parts if not unicodedata.combining(each))


def parts_of(word: str) -> tuple[str, ...]:
    """What a word with hyphens is made of, without what may be put before any word (“re-”)."""
    return tuple(each for each in word.split("-") if each.casefold() not in _PREFIXES)


def without_possessive(word: str) -> str:
    """“Amara” of “Amara's” and of “James'”."""
    return word.removesuffix("'s").removesuffix("'")


def _may_be_english(word: str) -> bool:
    if len(word) == 1:
        return False
    if word[1:].isalpha() and word[1:].islower() and word.isascii():
        return True  # as most are
    plain = plainly(word)
    inside = any(part[1:] != part[1:].lower() for part in re.split("['-]", plain))
    return not inside and all(each <= _LAST_LATIN for each in plain)
