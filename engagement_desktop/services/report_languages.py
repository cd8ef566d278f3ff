"""The languages that the parents’ report can speak: those shipped, and what the school added."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.languages import (
    ENGLISH_CODE,
    Language,
    LanguageFileError,
    english,
    file_of,
    read_language,
    shipped,
)
from engagement_desktop.models.records import Pupil, ReportLanguage
from engagement_desktop.models.roles import Act
from engagement_desktop.reports.text import unprintable
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.report_views import LanguageView
from engagement_desktop.services.workspace import Workspace

LARGEST_FILE = 200_000  # bytes


def languages(work: Workspace) -> tuple[LanguageView, ...]:
    """English, then the others by their English names."""
    with work.database.read() as session:
        own = set(session.scalars(select(ReportLanguage.code)))
        known = _known(session)
    return tuple(
        LanguageView(
            each.code,
            each.name,
            each.in_english,
            each.checked_by,
            each.needs_check,
            each.code in own,
        )
        for each in known
    )


def language_of(session: Session, pupil: Pupil) -> Language:
    """The language of a pupil's report; English where the one chosen is no longer there."""
    code = pupil.report_language
    if not code:
        return english()
    return next((each for each in _known(session) if each.code == code), english())


def choose(work: Workspace, pupil_id: int, code: str) -> Saved[None]:
    """Let the reports to a pupil's family speak this language.

    Raises:
        AppError: the pupil or the language is gone.
    """
    with work.writing(Act.REPORT) as session:
        pupil = session.get(Pupil, pupil_id)
        if pupil is None:
            raise AppError("This pupil is no longer in the school’s file.")
        if code not in {each.code for each in _known(session)}:
            raise AppError("This language is no longer in the school’s file.")
        pupil.report_language = "" if code == ENGLISH_CODE else code
    return Saved(None, Changes.of(Kind.PUPIL, pupil_id, pupils=[pupil_id]))


def bring_in(work: Workspace, content: bytes) -> Saved[str]:
    """Keep the language of a file, in place of one with the same code. The value is its name.

    Raises:
        AppError: what is wrong with the file; nothing was changed.
    """
    made = _read(content)
    with work.writing(Act.SCHOOL) as session:
        row = session.get(ReportLanguage, made.code)
        if row is None:
            session.add(ReportLanguage(code=made.code, content=file_of(made)))
        else:
            row.content = file_of(made)
    return Saved(made.in_english, Changes.of(Kind.SCHOOL, 0))


def take_away(work: Workspace, code: str) -> Saved[bytes]:
    """Take away a language that the school brought in; what is shipped stays. The value is its
    file, to bring it in again.

    Raises:
        AppError: it is gone already.
    """
    with work.writing(Act.SCHOOL) as session:
        row = session.get(ReportLanguage, code)
        if row is None:
            raise AppError("This language is no longer in the school’s file.")
        content = row.content
        session.delete(row)
    return Saved(content.encode(), Changes.of(Kind.SCHOOL, 0))


def file_to_share(work: Workspace, code: str) -> bytes:
    """A language as a file to correct, to share, or (English) to translate.

    Raises:
        AppError: it is gone.
    """
    with work.database.read() as session:
        found = next((each for each in _known(session) if each.code == code), None)
    if found is None:
        raise AppError("This language is no longer in the school’s file.")
    return file_of(found).encode()


def _known(session: Session) -> tuple[Language, ...]:
    known = {each.code: each for each in shipped()}
    for content in session.scalars(select(ReportLanguage.content)):
        own = read_language(content, fill_in=True)
        known[own.code] = own
    others = (each for each in known.values() if not each.is_english)
    return (english(), *sorted(others, key=lambda each: each.in_english))


def _read(content: bytes) -> Language:
    if len(content) > LARGEST_FILE:
        raise _refused("It is too large for a file of words.")
    try:
        made = read_language(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _refused("Please save it as plain text (UTF-8).") from None
    except LanguageFileError as error:
        raise _refused(str(error)) from error
    squares = unprintable(" ".join((*made.words.values(), *made.months, *made.months_alone)))
    if squares:
        raise _refused(f"These letters cannot be printed yet: {' '.join(squares[:12])}")
    return made


def _refused(why: str) -> AppError:
    return AppError(
        f"This language cannot be used. {why}",
        safe="Nothing was changed.",
        to_do="“Save English to translate” makes a file with every word that is needed.",
    )
