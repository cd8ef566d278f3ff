"""Names of others in a pupil's record: how each can be written, and what stands in their place.

A name that is not known to the school's file cannot be found here, nor one that is misspelled: what
leaves is read by somebody before it does.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from engagement_desktop.paths import resource

_TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Sir", "Prof")
_TITLED = re.compile(rf"^(?:{'|'.join(_TITLES)})\.?\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;\n&/()]|\band\b|\bwith\b")
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "den", "der", "el", "ibn", "la", "le", "van", "von")
)
_ADDRESS = re.compile(r"[^\s@,;:<>()“”\"]+@[^\s@,;:<>()“”\"]*\w")
_SHORTEST_IN_ADDRESS = 3  # letters of a name within another word: “spugh@” tells of Pugh
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?…:]\s+|\n\s*)[“‘\"']?$")


class NameGroup(StrEnum):
    """Who somebody is to the pupil; the value stands in the place of a name that is withheld."""

    PUPIL = "another pupil"
    FAMILY = "a family member"
    STAFF = "a member of staff"
    PROFESSIONAL = "a professional"
    OTHER = "another person"

    @property
    def given_in_role(self) -> bool:
        """Whether they are named for what they do by profession, in health, education or care."""
        return self in (NameGroup.STAFF, NameGroup.PROFESSIONAL)


@dataclass(frozen=True)
class Person:
    """Somebody other than the pupil. `key` tells them apart; `spellings` as `spellings_of`."""

    key: str
    name: str
    group: NameGroup
    spellings: tuple[str, ...]


def spellings_of(first: str, last: str, *others: str) -> tuple[str, ...]:
    """How somebody may be written: in full, by a first name, by a title and the last name."""
    firsts = [each for each in (first, *others) if _is_name(each)]
    written = [f"{each} {last}" for each in firsts if last] + firsts
    if _is_name(last):
        written += [f"{title} {last}" for title in _TITLES]
    return tuple(dict.fromkeys(each.strip() for each in written if each.strip()))


def spellings_of_whole(name: str) -> tuple[str, ...]:
    """As `spellings_of`, of a name typed as a whole: “Jo Field”, “Mrs R. Patel”, “Isla’s aunt”."""
    name = name.strip()
    bare = _TITLED.sub("", name)
    first, _, rest = bare.partition(" ")
    last = rest.split()[-1] if rest.strip() else ""
    written = [name, bare] if _is_name(bare) else []
    if bare != name and not last:
        written = [name, *spellings_of("", bare)]  # “Mr Okafor”: of his name only the last
    elif last[:1].isupper() and not first.endswith(("’s", "'s")):
        written += spellings_of(first, last)
    return tuple(dict.fromkeys(written))


def names_in(typed: str) -> tuple[str, ...]:
    """The names in a field that says who: “Ngozi Okafor, mother, and Mr Okafor” has two."""
    parts = (part.strip(" .") for part in _BETWEEN.split(typed))
    return tuple(dict.fromkeys(part for part in parts if _is_somebodys(part)))


def _is_somebodys(part: str) -> bool:
    """Whether this is a name, and not a word for who somebody is (“Mum”, “Class teacher”)."""
    words = [word for word in part.split() if word not in _PARTICLES]
    named = any(word.casefold() not in _listed("words_that_are_no_names") for word in words)
    return named and len(part) > 1 and all(word[0].isupper() for word in words)


class Withholder:
    """Puts words in the place of names; the pupil's own are never taken for somebody else's."""

    def __init__(
        self, people: Iterable[Person], own: Iterable[str] = (), *, instead: str = ""
    ) -> None:
        """`own` are the pupil's spellings; `instead` stands for whoever, in place of the group."""
        self.people = tuple(people)
        self._instead = instead
        self._of: dict[str, Person | None] = {}
        for person in self.people:
            for spelling in person.spellings:
                self._of.setdefault(_plain(spelling), person)
        self._of.update({_plain(spelling): None for spelling in own if spelling.strip()})
        written = sorted(self._of, key=lambda each: (-len(each), each))
        either = "|".join(map(_pattern, written))
        self._names = (
            re.compile(rf"(?<![\w])(?:{either})(?!\w|-\w)", re.IGNORECASE) if written else None
        )

    def __call__(self, text: str) -> str:
        """`text` without the names."""
        if self._names is None or not text:
            return text
        text = unicodedata.normalize("NFC", text)

        def instead(found: re.Match[str]) -> str:
            person = self._of[_plain(found[0])]
            if person is None:
                return found[0]
            words = self._instead or person.group.value
            begins = _SENTENCE_BEGINS.search(text, 0, found.start())
            return words[0].upper() + words[1:] if begins else words

        return self._names.sub(instead, _ADDRESS.sub(self._address, text))

    def _address(self, found: re.Match[str]) -> str:
        """An e-mail address, or whose it is where a name is in it: half of one tells the rest."""
        parts = re.findall(r"[^\W\d_]+", found[0].partition("@")[0].casefold())
        for spelling, person in self._of.items():
            if person is None:
                continue
            *_, last = spelling.split()
            within = len(last) > _SHORTEST_IN_ADDRESS
            if any(part == last or (within and part.endswith(last)) for part in parts):
                return self._instead or person.group.value
        return found[0]

    def first(self, text: str, key: str) -> int:
        """Where somebody is named first in `text`, as a number of letters; 0 where they are not."""
        return next((place for place, person in self._named_in(text) if person.key == key), 0)

    def found(self, text: str) -> Counter[str]:
        """Who is named in `text`, by key, and how often."""
        return Counter(person.key for _, person in self._named_in(text))

    def _named_in(self, text: str) -> Iterator[tuple[int, Person]]:
        """Whoever is named in `text`, each time, and where."""
        if self._names is None:
            return
        for match in self._names.finditer(unicodedata.normalize("NFC", text)):
            person = self._of[_plain(match[0])]
            if person is not None:
                yield match.start(), person


@cache
def _listed(name: str) -> frozenset[str]:
    """The words of a shipped list."""
    lines = resource(f"texts/{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if not line.startswith("#"))


def _plain(spelling: str) -> str:
    return " ".join(unicodedata.normalize("NFC", spelling).casefold().split())


def _pattern(spelling: str) -> str:
    """Any white space between the parts; a name that is a word only with its capital."""
    if spelling in _listed("names_that_are_words"):
        return f"(?-i:{re.escape(spelling.capitalize())}|{re.escape(spelling.upper())})"
    return r"\s+".join(map(re.escape, spelling.split()))


def _is_name(part: str) -> bool:
    return len(part.strip(" .")) > 1
