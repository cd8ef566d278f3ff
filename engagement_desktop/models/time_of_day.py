"""Times of the day as a school speaks of them; responses may vary widely between them (5.1)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class TimeOfDay(StrEnum):
    """A part of the day, by the clock on the school's wall."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"


def time_of_day(local: datetime) -> TimeOfDay:
    """The part of the day of a local time: midday from 12:00, afternoon from 13:30."""
    minutes = local.hour * 60 + local.minute
    if minutes < 12 * 60:
        return TimeOfDay.MORNING
    if minutes < 13 * 60 + 30:
        return TimeOfDay.MIDDAY
    return TimeOfDay.AFTERNOON if minutes < 17 * 60 else TimeOfDay.EVENING
