"""The school's words: reworded, added to, retired; taken over from another school (`sharing`).

No word may be a number, score or level (guidance 5.1): that is refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.records import VocabularyWord
from engagement_desktop.models.roles import Act
from engagement_desktop.models.vocabularies import NUMBER_REFUSED, Vocabulary, Word, holds_number
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace

LONGEST = 80
"""The longest word, in letters."""


def reword(work: Workspace, key: str, text: str) -> Saved[str]:
    """Word it otherwise, on every page and in every record. The value is how it was, for undo.

    Raises:
        InvalidInput: empty, too long, a number, or there already.
    """
    with work.writing(Act.SCHOOL) as session:
        row = _row(session, key)
        tidy = _checked(session, row.vocabulary, text, key)
        before, row.text = row.text, tidy
    return Saved(before, Changes.of(Kind.VOCABULARY, 0))


def add(work: Workspace, vocabulary: Vocabulary, text: str) -> Saved[str]:
    """Offer one more word, after the others. The value is its key.

    Raises:
        InvalidInput: empty, too long, a number, or there already.
    """
    with work.writing(Act.SCHOOL) as session:
        tidy = _checked(session, vocabulary, text)
        key = _free_key(session, vocabulary, tidy)
        session.add(
            VocabularyWord(
                key=key, vocabulary=vocabulary, text=tidy, position=_end(session, vocabulary)
            )
        )
    return Saved(key, Changes.of(Kind.VOCABULARY, 0))


def retire(work: Workspace, key: str, *, retired: bool = True) -> Saved[None]:
    """Offer a word no longer, or again; records that hold it keep it."""
    with work.writing(Act.SCHOOL) as session:
        _row(session, key).retired = retired
    return Saved(None, Changes.of(Kind.VOCABULARY, 0))


def take_over(
    session: Session, shared: Iterable[tuple[str, Vocabulary, str, bool]]
) -> tuple[int, int]:
    """Take over words that another school shared: key, vocabulary, text, and whether retired there.

    Returns how many were added, and how many were reworded; words that are only here stay.
    """
    added = reworded = 0
    for key, of, text, retired in shared:
        row, tidy = session.get(VocabularyWord, key), " ".join(text.split())
        if row is None:
            added += 1
            session.add(
                VocabularyWord(
                    key=key,
                    vocabulary=of,
                    text=tidy,
                    position=_end(session, of),
                    retired=retired,
                )
            )
            session.flush()
        else:
            reworded += row.text != tidy
            row.text, row.retired = tidy, retired
    return added, reworded


def _checked(session: Session, vocabulary: Vocabulary, text: str, key: str = "") -> str:
    tidy = " ".join(text.split())
    sentence = ""
    if not tidy:
        sentence = "Please write the word."
    elif len(tidy) > LONGEST:
        sentence = "Please say it in fewer words: it stands on a small button."
    elif holds_number(tidy):
        sentence = NUMBER_REFUSED
    else:
        others = session.scalars(
            select(VocabularyWord.text).where(
                VocabularyWord.vocabulary == vocabulary, VocabularyWord.key != key
            )
        )
        if tidy.casefold() in {other.casefold() for other in others}:
            sentence = "This word is there already."
    if sentence:
        raise InvalidInput((FieldProblem("text", sentence),))
    return tidy


def _free_key(session: Session, vocabulary: Vocabulary, text: str) -> str:
    name = re.sub(r"[^a-z]+", "_", text.lower()).strip("_")[:40] or "word"
    key, number = f"{vocabulary.value}.own_{name}", 2
    while session.get(VocabularyWord, key) is not None:
        key, number = f"{vocabulary.value}.own_{name}_{number}", number + 1
    return key


def _end(session: Session, vocabulary: Vocabulary) -> int:
    last = session.scalar(
        select(func.max(VocabularyWord.position)).where(VocabularyWord.vocabulary == vocabulary)
    )
    return 0 if last is None else last + 1


def _row(session: Session, key: str) -> VocabularyWord:
    row = session.get(VocabularyWord, key)
    if row is None:
        raise AppError("This word is no longer there.", to_do="The page shows what is there now.")
    return row


def by_vocabulary(work: Workspace) -> dict[Vocabulary, tuple[Word, ...]]:
    """All words, retired ones too, in the order in which they are offered."""
    words = work.words().all
    return {
        vocabulary: tuple(word for word in words if word.vocabulary is vocabulary)
        for vocabulary in Vocabulary
    }
