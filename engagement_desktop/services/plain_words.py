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

_LONGEST = 120


@dataclass(frozen=True)
class PlainWordView:
    """One word as the page shows it; `told` is False where the school does not want the hint."""

    word: str
    plain: str
    told: bool = True


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
    problems = []
    for field, text, missing in (
        ("word", word, "Please write the word."),
        ("plain", plain, "Please say it in plain words."),
    ):
        if not text:
            problems.append(FieldProblem(field, missing))
        elif len(text) > _LONGEST:
            problems.append(FieldProblem(field, "Please say it in fewer words."))
    if problems:
        raise InvalidInput(tuple(problems))
    return _keep(work, word, plain)


def tell(work: Workspace, word: str, *, told: bool) -> Saved[str]:
    """Tell writers of a word no longer, or again as it was shipped. A word that the school added
    is taken away. The value is how it was said before."""
    return _keep(work, word, shipped_words().get(word, "") if told else "")


def _keep(work: Workspace, word: str, plain: str) -> Saved[str]:
    with work.writing(Act.SCHOOL) as session:
        views = {view.word.casefold(): view for view in _views(session)}
        before = views.get(word.casefold(), PlainWordView(word, ""))
        row = session.get(PlainWord, before.word)
        if row is not None:
            session.delete(row)
            session.flush()
        if plain != shipped_words().get(before.word, ""):
            session.add(PlainWord(word=before.word, plain=plain))
    return Saved(before.plain, Changes.of(Kind.VOCABULARY, 0))


def _views(session: Session) -> tuple[PlainWordView, ...]:
    shipped = shipped_words()
    views = {word: PlainWordView(word, plain) for word, plain in shipped.items()}
    for row in session.scalars(select(PlainWord)):
        views[row.word] = PlainWordView(
            row.word, row.plain or shipped.get(row.word, ""), bool(row.plain)
        )
    return tuple(sorted(views.values(), key=lambda view: view.word.casefold()))
