"""What the writer should look at again before a report is given: hints, never a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from sqlalchemy.orm import Session

from engagement_desktop.models.editions import Edition
from engagement_desktop.models.plain_words import jargon_in, long_sentences
from engagement_desktop.models.records import Pupil
from engagement_desktop.reports.ehc_review import EhcReviewEvidence
from engagement_desktop.reports.text import unprintable
from engagement_desktop.reports.year_end import YearEndReport
from engagement_desktop.services import names_held
from engagement_desktop.services.plain_words import words_told
from engagement_desktop.services.spelling import speller

_NOT_PROSE = {
    "school", "pupil", "meeting", "dates", "author", "teacher", "observer", "language",
}  # fmt: skip


_MOST_OF_A_KIND = 5
_MOST_UNKNOWN = 10


def others_named(
    session: Session, pupil: Pupil, data: YearEndReport | EhcReviewEvidence
) -> tuple[str, ...]:
    """Other pupils who are named in the prose: to be known before a report leaves. It may be a
    brother’s name, so nobody but the writer can put another word there."""
    found = names_held.other_pupils_in(session, pupil, "\n".join(_prose(data)))
    return tuple(
        f"“{name}” is also the name of a pupil. A report names no other child." for name in found
    )


def hints(
    session: Session,
    data: YearEndReport | EhcReviewEvidence,
    edition: Edition = Edition.ORDINARY,
) -> tuple[str, ...]:
    """Letters that cannot be printed, words that may be misspelt, and what a family may find hard
    to read."""
    prose = "\n".join(_prose(data))
    found = []
    squares = unprintable(prose)
    if squares:
        found.append(f"Cannot be printed and appear as empty squares: {' '.join(squares[:12])}")
    written = (word.text for word in speller(session).unknown_in(prose))
    unknown = [word for word in written if word.islower()]  # with a capital it is mostly a name
    if unknown:
        shown = "”, “".join([*dict.fromkeys(unknown)][:_MOST_UNKNOWN])
        found.append(f"Not in the British English list, so perhaps misspelt: “{shown}”.")
    if isinstance(data, YearEndReport):
        found += [
            f"“{word}” may be new to a family. In plain words: {meaning}."
            for word, meaning in jargon_in(prose, words_told(session))[:_MOST_OF_A_KIND]
        ]
        if data.language.needs_check:
            found.append(
                f"The headings and fixed sentences in {data.language.in_english} have not been "
                "checked by a speaker yet. Please let one read the pages before they are given."
            )
    if edition is Edition.EASY_READ:
        found += [
            f"Long for easy read: “{sentence}”"
            for sentence in long_sentences(prose)[:_MOST_OF_A_KIND]
        ]
    return tuple(found)


def _prose(value: object) -> Iterator[str]:
    """Every text of a report that somebody wrote, wherever in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _prose(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _NOT_PROSE:
                yield from _prose(getattr(value, field.name))
