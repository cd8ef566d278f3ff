"""Words of the profession and their plain words: those shipped, and what the school changed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.errors import FieldProblem, InvalidInput
from engagement_desktop.models.plain_words import shipped_words
from engagement_desktop.models.records import PlainWord
from engagement_desktop.models.roles import Act
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace

MOST = 2000
"""How many words a list can have that comes from another school."""
_LONGEST = 120


@dataclass(frozen=True)
class PlainWordView:
    """One word as the page shows it; `told` is False where the school does not want the hint."""

    word: str
    plain: str
    told: bool = True
    own: bool = False
    """Whether the school says it otherwise than it was shipped."""


def words_told(session: Session) -> dict[str, str]:
    """The words that a writer is told of, with their plain words."""
    return {view.word: view.plain for view in _views(session) if view.told}


def list_words(work: Workspace) -> tuple[PlainWordView, ...]:
    """All words by the alphabet, those not told of too."""
    with work.database.read() as session:
        return _views(session)


def word_as(work: Workspace, word: str, plain: str) -> Saved[str]:
    """Say a word in other plain words, or add one. The value is how it was said before.

    Raises:
        InvalidInput: one of the two is empty or too long.
    """
    word, plain = " ".join(word.split()), " ".join(plain.split())
    if found := problems(word, plain):
        raise InvalidInput(found)
    return _keep(work, word, plain)


def problems(word: str, plain: str) -> tuple[FieldProblem, ...]:
    """What is wrong with a word and its plain words."""
    found = []
    for field, text, missing in (
        ("word", word, "Please write the word."),
        ("plain", plain, "Please say it in plain words."),
    ):
        if not any(map(str.isalnum, text)):
            found.append(FieldProblem(field, missing))
        elif len(text) > _LONGEST:
            found.append(FieldProblem(field, "Please say it in fewer words."))
    return tuple(found)


def tell(work: Workspace, word: str, *, told: bool) -> Saved[str]:
    """Tell writers of a word no longer, or again as it was shipped. A word that the school added
    is taken away. The value is how it was said before."""
    return _keep(work, word, shipped_words().get(word, "") if told else "")


def take_over(session: Session, word: str, plain: str) -> bool:
    """Say a word as another school does, within a write; empty plain words tell of it no longer.
    Whether anything was said otherwise before."""
    word, plain = " ".join(word.split()), " ".join(plain.split())
    before = _said_now(session, word)
    if (before.plain if before.told else "") == plain:
        return False
    _say(session, before.word, plain)
    return True


def _keep(work: Workspace, word: str, plain: str) -> Saved[str]:
    with work.writing(Act.SCHOOL) as session:
        before = _said_now(session, word)
        _say(session, before.word, plain)
    return Saved(before.plain, Changes.of(Kind.VOCABULARY, 0))


def _said_now(session: Session, word: str) -> PlainWordView:
    """The word as it is kept, however its letters are written."""
    views = {view.word.casefold(): view for view in _views(session)}
    return views.get(word.casefold(), PlainWordView(word, ""))


def _say(session: Session, word: str, plain: str) -> None:
    row = session.get(PlainWord, word)
    if row is not None:
        session.delete(row)
        session.flush()
    if plain != shipped_words().get(word, ""):
        session.add(PlainWord(word=word, plain=plain))


def _views(session: Session) -> tuple[PlainWordView, ...]:
    shipped = shipped_words()
    views = {word: PlainWordView(word, plain) for word, plain in shipped.items()}
    for row in session.scalars(select(PlainWord)):
        views[row.word] = PlainWordView(
            row.word, row.plain or shipped.get(row.word, ""), bool(row.plain), own=True
        )
    return tuple(sorted(views.values(), key=lambda view: view.word.casefold()))
