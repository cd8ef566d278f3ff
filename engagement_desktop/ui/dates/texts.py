"""The wording of the dates page, to be proof-read together."""

from __future__ import annotations

from datetime import date

from engagement_desktop.models.own_minimum import OwnMinimum
from engagement_desktop.services.dates import DateKind, DateLine, ToSpeakWith
from engagement_desktop.services.seen_lately import NotSeen
from engagement_desktop.ui.day_words import day_words, seen_words
from engagement_desktop.ui.how_often import how_often, short_words

SENTENCE = (
    "Reviews of plans with their deadlines, plans and outcomes, conversations, and the school’s "
    "own days."
)
EVERYBODY = "The whole school"
WHOSE = "Whose dates"
ADD = "Add a day"
EDIT = "The day"
SAVE = "Save as a calendar file…"
FILE_NAME = "Dates.ics"
FILES = "Calendar (*.ics)"
SAVED = "The dates were saved as “{name}”. Names of pupils are in it."
NOTHING = "No date is written down for the year ahead."
NOT_SEEN = "Not seen lately"
NOT_SEEN_SENTENCE = (
    "Less often than the school’s own minimum ({often}), or for longer than the pupil’s own."
)
MINIMUM = "The school’s own minimum"
MINIMUM_SENTENCE = (
    "How often each pupil is observed at the least is for the school to say (4.2). A pupil’s own "
    "stands in the profile."
)
CHANGE_MINIMUM = "Change the minimum…"
EVERY_DAYS = "From one observation of a pupil to the next"
DAYS = " days at most"
EACH_TERM = "In a term"
EACH_TERM_HINT = "Who has been seen less often is told in the last four weeks of the term."
OBSERVATIONS = " observations at least"
NO_MINIMUM = "No minimum by term"
MINIMUM_KEPT = "The school’s own minimum is {often}."
ALL_SEEN = "Everybody has been seen lately."
SPEAK = "Time to speak with parents"
SPEAK_SENTENCE = "At least three times a year are recommended (SEND code 6.65)."
WHAT = "What happens"
WHAT_HINT = "A parents’ evening, a moderation afternoon, a visit."
ON = "Day"
CLASS = "Whose day it is"
REMOVED = "“{what}” was taken out."

ICONS = {
    DateKind.REVIEW: "document_text",
    DateKind.PLAN: "target_arrow",
    DateKind.OUTCOME: "flag",
    DateKind.CONVERSATION: "people",
    DateKind.SCHOOL: "building",
}


def detail(line: DateLine, today: date) -> str:
    """The day, who acts, and where the deadline comes from."""
    day = day_words(line.on)
    parts = (f"Was planned for {day}" if line.on < today else day, line.who, line.source)
    return " · ".join(part for part in parts if part)


def spoken_words(each: ToSpeakWith) -> str:
    """When the last conversation was."""
    return "No conversation yet" if each.last is None else f"Last on {day_words(each.last)}"


def not_seen_words(each: NotSeen, today: date) -> str:
    """When a pupil was seen last, and how often they are to be seen."""
    words = f"{seen_words(each.last_seen, today)} · to be seen every {each.every_days} days"
    return words if each.short is None else f"{words} · {short_words(each.short)}"


def not_seen_sentence(minimum: OwnMinimum) -> str:
    """What stands under the heading of who has not been seen lately."""
    return NOT_SEEN_SENTENCE.format(often=how_often(minimum))
