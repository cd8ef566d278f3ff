"""Spelling in British English: the shipped list, the words of the field, and the school's names.

Hunspell reads the list (`resources/spelling`). What is looked for stays on this PC.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from hunspell import Hunspell
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process
from sqlalchemy import delete, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from engagement_desktop.errors import FieldProblem, InvalidInput
from engagement_desktop.models.records import (
    ClassGroup,
    Contact,
    KnownWord,
    Pupil,
    School,
    StaffMember,
    VocabularyWord,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.spelling import (
    WrittenWord,
    parts_of,
    plainly,
    without_possessive,
    words_in,
)
from engagement_desktop.paths import resource
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.plain_words import words_told
from engagement_desktop.services.workspace import Workspace

_MOST_OFFERED = 6
_LONGEST_OFFERED_FOR = 30  # letters; beyond that the list is searched for a long time, in vain
_LIKE_ENOUGH = 80.0  # of 100, by rapidfuzz
_KEPT_ANSWERS = 50_000

_NAMES: tuple[InstrumentedAttribute[str], ...] = (
    Pupil.preferred_name,
    Pupil.legal_first_name,
    Pupil.legal_last_name,
    Contact.name,
    StaffMember.name,
    ClassGroup.name,
    School.name,
    School.head_teacher,
    VocabularyWord.text,
)
"""Where the words stand that a school writes and no list has."""


class Speller:
    """Which words of a text are not known, and what may have been meant.

    A word that stands in `known` in small letters is known however it is written; one with a
    capital (a name) as it stands, and in capitals.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = {plainly(word) for word in known}

    def unknown_in(self, text: str) -> Iterator[WrittenWord]:
        """The words of `text` that are not known, in their order."""
        return (word for word in words_in(text) if not self.knows(word.text))

    def knows(self, word: str) -> bool:
        """Whether the word can stand as it is."""
        if _listed(word):
            return True
        plain = plainly(word)
        return self._is_known(plain) or (
            "-" in plain and all(self._is_known(each) or _listed(each) for each in parts_of(plain))
        )

    def leave(self, word: str) -> None:
        """Let the word stand for as long as this lasts."""
        self._known.add(plainly(word))

    def offers(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the likeliest first; it takes up to about 20 ms."""
        if len(word) > _LONGEST_OFFERED_FOR:
            return ()
        alike = process.extract(
            plainly(word),
            self._known | _field_words(),
            scorer=fuzz.ratio,
            processor=default_process,
            limit=_MOST_OFFERED,
            score_cutoff=_LIKE_ENOUGH,
        )
        listed = filter(self.knows, _list().suggest(plainly(word)))
        found = [*(each for each, *_ in alike), *listed]
        if word[0].isupper():
            found = [each[0].upper() + each[1:] for each in found]
        return tuple(dict.fromkeys(found))[:_MOST_OFFERED]

    def _is_known(self, plain: str) -> bool:
        bare = without_possessive(plain)
        return bare in self._known or bare.lower() in self._known


def read(work: Workspace) -> Speller:
    """What the school knows now, with the shipped list; the first time takes about 60 ms."""
    with work.database.read() as session:
        return speller(session)


def speller(session: Session) -> Speller:
    """As `read`, within a reading. A moderator's knows the names alone that they may read."""
    names = session.scalars(union(*map(select, _NAMES)))
    words = (word.text for text in (*names, *words_told(session)) for word in words_in(text))
    _list()
    return Speller((*words, *session.scalars(select(KnownWord.word))))


def words_added(work: Workspace) -> tuple[str, ...]:
    """The words that the school has added, by the alphabet."""
    with work.database.read() as session:
        return tuple(sorted(session.scalars(select(KnownWord.word)), key=str.casefold))


def add(work: Workspace, word: str) -> Saved[str]:
    """Let a word stand in this school from now on. The value is the word as it is kept.

    Raises:
        NotAllowed.
        InvalidInput: it is no word, or several.
    """
    found = [each.text for each in words_in(word)]
    if found != [word.strip()]:
        raise InvalidInput((FieldProblem("word", "Please write one word, with letters alone."),))
    kept = without_possessive(plainly(found[0]))
    with work.writing(Act.OBSERVE) as session:
        if session.get(KnownWord, kept) is None:
            session.add(KnownWord(word=kept))
    return Saved(kept, Changes.of(Kind.SPELLING, 0))


def take_away(work: Workspace, word: str) -> Saved[str]:
    """Let a word that the school added be looked at again; nothing happens if it is not there.

    Raises:
        NotAllowed.
    """
    with work.writing(Act.OBSERVE) as session:
        session.execute(delete(KnownWord).where(KnownWord.word == word))
    return Saved(word, Changes.of(Kind.SPELLING, 0))


def forget(session: Session, names: Iterable[str]) -> None:
    """Take out whatever was added of somebody's names, within an erasure."""
    words = {plainly(word.text).casefold() for name in names for word in words_in(name)}
    for row in session.scalars(select(KnownWord)):
        if row.word.casefold() in words:
            session.delete(row)


@cache
def _list() -> Hunspell:
    return Hunspell("en_GB", hunspell_data_dir=str(resource("spelling")))


@cache
def _field_words() -> frozenset[str]:
    lines = resource("spelling/field_words.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(_KEPT_ANSWERS)
def _listed(word: str) -> bool:
    """Whether the shipped words have it."""
    plain = plainly(word)
    bare = without_possessive(plain)
    ours = _field_words()
    known: bool = _list().spell(plain)
    return known or bare in ours or bare.lower() in ours
