"""The wording of the dates page, to be proof-read together."""

from __future__ import annotations

from datetime import date

from engagement_desktop.services.dates import DateKind, DateLine, NotSeen, ToSpeakWith
from engagement_desktop.ui.day_words import day_words, seen_words

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
NOT_SEEN_SENTENCE = "For longer than the school’s own minimum, or the pupil’s own."
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
    return f"{seen_words(each.last_seen, today)} · to be seen every {each.every_days} days"
