"""The wording of the judgements page and its forms, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services.context_coverage import Where
from engagement_desktop.services.judgements import (
    AreaInTerm,
    ContextLine,
    JudgementView,
    SeenResponse,
)
from engagement_desktop.ui.day_words import count_words, day_words

TITLE = "Judgements"
SENTENCE = (
    "How established {name}’s engagement is in each area, overall, in your words. "
    "Each judgement rests on observations; what was said before stays beside it."
)
TERM = "Term"
NO_TERMS = "The school has no terms yet."
WRITE = "Write the judgement"
CHANGE = "Change"
NOT_YET_JUDGED = "No judgement this term yet."
RESTS_ON = "Rests on"
BEFORE = "Before"
NOTHING_BEFORE = "No earlier judgement of this area."
EARLIER_WORDS = "What it said earlier in this term"
NOT_YET_SEEN = "Not seen yet"
SEEN_THIS_TERM = "Seen this term"
NOT_THIS_TERM = "Not yet this term"
PUT_UP = "Put up for moderation"

HOW_ESTABLISHED = "How established, overall"
WHAT_THIS_SHOWS = "What this shows"
WORDS = "In your words"
WORDS_HINT = "What {name} does now, with what support, in which places and with whom."
OBSERVATIONS = "Which observations it rests on"
NO_OBSERVATIONS = "No approved observation of this term shows this area."
NOT_YET_FIELD = "Where it has not been seen yet"
NOT_YET_SO_FAR = "Not yet: {places}."


def response_title(response: SeenResponse) -> str:
    """The title of an observation: its day, activity and place."""
    parts = (day_words(response.day), response.activity, response.place)
    return " · ".join(part for part in parts if part)


def made_words(judgement: JudgementView) -> str:
    """Who judged and when."""
    by = f" by {judgement.made_by}" if judgement.made_by else ""
    return f"Judged on {day_words(judgement.made_on)}{by}"


def records_words(count: int) -> str:
    """How many approved observations of the term show an area: a count of records."""
    if not count:
        return NO_OBSERVATIONS
    several = count_words(count, "approved observation", "approved observations")
    verb = "shows" if count == 1 else "show"
    return f"{several[0].upper()}{several[1:]} of this term {verb} this area."


def before_and_seen(seen: AreaInTerm) -> tuple[tuple[str, str], ...]:
    """What stands beside a judgement while it is written: the one before it, and where it was
    seen."""
    said = [(SEEN_THIS_TERM, seen_places(seen.contexts))]
    for judged in seen.before[:1]:
        words = f"{judged.how_established.capitalize()}. {judged.form.words}"
        said.insert(0, (f"{BEFORE}, {judged.term.name}", words))
    return tuple(said)


def seen_places(contexts: tuple[ContextLine, ...]) -> str:
    """Where, with whom and when it was seen, in one line."""
    return ", ".join(_context(line.where, name) for line in contexts for name in line.seen)


def unseen_places(contexts: tuple[ContextLine, ...]) -> str:
    """Where, with whom and when it was not seen yet, in one line."""
    return ", ".join(_context(line.where, name) for line in contexts for name in line.not_yet)


def _context(where: Where, name: str) -> str:
    if where is Where.TIME:
        return f"at {name}" if name == TimeOfDay.MIDDAY.value else f"in the {name}"
    return f"with {name}" if where is Where.ADULT else name
