"""Which script words are written in, told by their letters alone.

A script is not a language: Arabic letters may be Urdu, Farsi or Arabic. So what is known of such
words is “undetermined, in Arabic script” (BCP 47: `und-Arab`), and nothing is guessed beyond it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

LATIN = "Latn"
_SCRIPTS = {
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "CYRILLIC": "Cyrl",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "LATIN": LATIN,
}
"""Those that the embedded fonts hold: the first word of a letter’s name in Unicode (ISO 15924)."""


def script_of(words: str) -> str:
    """The script of most letters of `words`; empty where no letter tells."""
    if words.isascii():
        return LATIN if any(map(str.isalpha, words)) else ""
    counted: Counter[str] = Counter()
    for sign, times in Counter(words).items():
        counted[_script(sign)] += times
    del counted[""]
    return max(counted, key=lambda script: (counted[script], script), default="")


@cache
def _script(sign: str) -> str:
    if not sign.isalpha():
        return ""
    return _SCRIPTS.get(unicodedata.name(sign, "").partition(" ")[0], "")
