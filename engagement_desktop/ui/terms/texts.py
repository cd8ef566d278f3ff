"""The wording of the terms page, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.services.terms import TermLine
from engagement_desktop.ui.day_words import count_words, day_words

TITLE = "Terms"
SENTENCE = (
    "Judgements are made for a term, and terms shade the timeline. A school year begins with "
    "usual days: please change them to your own."
)
ADD = "Add a term"
ADD_YEAR = "Add the school year {year}"
YEAR_ADDED = "The school year {year} was added, with the usual terms."
NOTHING = "There is no term yet."
EDIT = "Change"
REMOVE = "Take out"
REMOVED = "“{name}” was taken out."
NAME = "What the term is called"
FIRST = "First day"
LAST = "Last day"
STAYS = (
    "{judgements} made in this term. They stay as they are, with the observations that they rest "
    "on, also where the days of the term change."
)


def year_title(label: str) -> str:
    """“School year 2026–27”."""
    return f"School year {label}"


def detail(line: TermLine) -> str:
    """The days of a term, and whether judgements were made in it."""
    days = f"{day_words(line.first_day)} to {day_words(line.last_day)}"
    return f"{days} · {_judgements(line)}" if line.judgements else days


def stays(line: TermLine | None) -> str:
    """What becomes of the judgements of a term that is changed; empty where there is none."""
    if line is None or not line.judgements:
        return ""
    words = _judgements(line)
    was = "was" if line.judgements == 1 else "were"
    return STAYS.format(judgements=f"{words[0].upper()}{words[1:]} {was}")


def _judgements(line: TermLine) -> str:
    return count_words(line.judgements, "judgement", "judgements")
