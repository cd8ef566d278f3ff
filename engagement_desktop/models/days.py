"""Days as people write them, and the moments at which they begin and end."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS = re.compile(r"(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?([a-z]{3,})\.?,?\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def read_day(text: str) -> date | None:
    """The day that `text` names, as “4 May 2017”, “4/5/2017”, “4.5.17” or “2017-05-04”.

    Day before month, as in England. Empty text gives None.

    Raises:
        ValueError: it names no day.
    """
    tidy = " ".join(text.lower().split())
    if not tidy:
        return None
    if match := _ISO.fullmatch(tidy):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(tidy):
        return date(_year(match[3]), int(match[2]), int(match[1]))
    if match := _WORDS.fullmatch(tidy):
        months = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(match[2])]
        if match[2] == "sept":
            months = [9]
        if len(months) == 1:
            return date(_year(match[3]), months[0], int(match[1]))
    raise ValueError(f"no day in {text!r}")


def day_begins(day: date) -> datetime:
    """The first moment of a day, by the clock of this PC."""
    return datetime.combine(day, time.min).astimezone(UTC)


def day_ends(day: date) -> datetime:
    """The last moment of a day, by the clock of this PC."""
    return datetime.combine(day, time.max).astimezone(UTC)


def _year(digits: str) -> int:
    """Two digits are of this century: a school's dates are."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
