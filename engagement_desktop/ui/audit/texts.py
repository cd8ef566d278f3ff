"""The words of the page, together so that they can be read together."""

from __future__ import annotations

from engagement_desktop.services.audit_trail import TrailLine
from engagement_desktop.ui.day_words import day_words

TITLE = "Who did what"
ABOUT = (
    "Every change to the school’s file is written down here by the program, and so is everything "
    "taken out of it. Nobody can change or remove a line."
)
COLUMNS = ("When", "Who", "What")
EVERYBODY = "Everybody"
EVERYTHING = "Everything"
WHO = "Who"
WHAT = "Doing what"
FROM = "From"
UNTIL = "Until"
EARLIER = "Show earlier"
EXPORT = "Save as a table…"
CHECK = "Check every line"
CHECKING = "Checking who did what"
WHOLE = "Every line follows from the one before, and none is missing."
NOTHING = "Nothing was done in these days by this person."
NOT_ALLOWED = "Looking through who did what is the part of a SENCO or lead or administrator."
FILE_NAME = "Who did what.csv"
CSV_FILES = "Tables (*.csv)"


def saved(count: int, name: str) -> str:
    """After the table was written."""
    return f"{count:,} {'line' if count == 1 else 'lines'} saved in “{name}”."


def when(line: TrailLine) -> str:
    """“3 September 2026, 14:02–14:10”."""
    first, last = line.first_at.astimezone(), line.last_at.astimezone()
    until = "" if f"{first:%H:%M}" == f"{last:%H:%M}" else f"–{last:%H:%M}"
    return f"{day_words(first.date())}, {first:%H:%M}{until}"


def what(line: TrailLine) -> str:
    """What was done, and how often it was saved."""
    return line.what if line.times == 1 else f"{line.what} · saved {line.times} times"
