"""The school's words: reworded, added to, retired; kept in a file to share with another school.

No word may be a number, score or level (guidance 5.1): that is refused with the reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.records import VocabularyWord
from engagement_desktop.models.roles import Act
from engagement_desktop.models.vocabularies import NUMBER_REFUSED, Vocabulary, Word, holds_number
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace

_FORMAT = "engagement-desktop-words"
_LONGEST = 80
_LARGEST_FILE = 1_000_000


@dataclass(frozen=True)
class Brought:
    """What a file of words changed: how many were new, and how many were worded otherwise."""

    added: int
    reworded: int


class _Shared(BaseModel):
    """One word in a shared file."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    key: str
    vocabulary: Vocabulary
    text: str
    retired: bool = False


class _SharedFile(BaseModel):
    """A file of words."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    format: str
    words: tuple[_Shared, ...]


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


def shared_words(work: Workspace) -> bytes:
    """The school's words as a file; nothing of any pupil or person is in it."""
    words = [
        {"key": w.key, "vocabulary": w.vocabulary.value, "text": w.text, "retired": w.retired}
        for w in work.words().all
    ]
    content = {"format": _FORMAT, "words": words}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_file(path: Path) -> bytes:
    """The content of a file that somebody chose.

    Raises:
        AppError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise AppError(
            f"“{path.name}” could not be read.",
            safe="Nothing was changed.",
            to_do="Check that it is still there, then try again.",
        ) from error


def bring_in(work: Workspace, content: bytes) -> Saved[Brought]:
    """Take over the words of another school's file: new ones are added, known ones reworded.

    Nothing is removed; words that are only here stay as they are.

    Raises:
        AppError: it is no file of words, or one of them is a number; nothing was changed.
    """
    shared = _read(content)
    added = reworded = 0
    with work.writing(Act.SCHOOL) as session:
        for word in shared.words:
            row = session.get(VocabularyWord, word.key)
            text = " ".join(word.text.split())
            if row is None:
                added += 1
                session.add(
                    VocabularyWord(
                        key=word.key,
                        vocabulary=word.vocabulary,
                        text=text,
                        position=_end(session, word.vocabulary),
                        retired=word.retired,
                    )
                )
                session.flush()
            else:
                reworded += row.text != text
                row.text, row.retired = text, word.retired
    return Saved(Brought(added, reworded), Changes.of(Kind.VOCABULARY, 0))


def _read(content: bytes) -> _SharedFile:
    refused = AppError(
        "This is no file of words from Engagement Desktop.",
        safe="Nothing was changed.",
        to_do="Please choose a file that a school saved from this page.",
    )
    if len(content) > _LARGEST_FILE:
        raise refused
    try:
        shared = _SharedFile.model_validate_json(content)
    except ValidationError:
        raise refused from None
    if shared.format != _FORMAT or not all(_fits(word) for word in shared.words):
        raise refused
    numbers = [word.text for word in shared.words if holds_number(word.text)]
    if numbers:
        raise AppError(
            f"“{numbers[0]}” holds a number. {NUMBER_REFUSED}", safe="Nothing was changed."
        )
    return shared


def _fits(word: _Shared) -> bool:
    key = re.fullmatch(rf"{word.vocabulary.value}\.[a-z0-9_]{{1,60}}", word.key)
    return key is not None and 0 < len(word.text.strip()) <= _LONGEST


def _checked(session: Session, vocabulary: Vocabulary, text: str, key: str = "") -> str:
    tidy = " ".join(text.split())
    sentence = ""
    if not tidy:
        sentence = "Please write the word."
    elif len(tidy) > _LONGEST:
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
