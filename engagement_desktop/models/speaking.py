"""How often a school speaks with parents: at least three times a year (SEND code 6.65; 4.9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from engagement_desktop.models.school_year import first_year

A_YEAR = 3
LONG_AGO = timedelta(days=130)
"""Longer than a third of a year since the last conversation: a good time for the next."""


def this_year(held: Iterable[date], today: date) -> tuple[date, ...]:
    """The days of the conversations held in the school year of `today`, so far."""
    return tuple(
        sorted(day for day in held if first_year(day) == first_year(today) and day <= today)
    )


def speak_soon(
    held: Iterable[date], next_on: date | None, started_on: date | None, today: date
) -> bool:
    """Whether it is time to speak with parents: none is agreed, and the last was long ago.

    Args:
        next_on: the day agreed for the next conversation, if there is one.
        started_on: the pupil's first day; before any conversation the time runs from then, or from
            the beginning of the school year where it is not known or longer ago.
    """
    if next_on is not None and next_on >= today:
        return False
    year_began = date(first_year(today), 9, 1)
    begun = max(started_on, year_began) if started_on else year_began
    last = max((day for day in held if day <= today), default=begun)
    return today - last > LONG_AGO
