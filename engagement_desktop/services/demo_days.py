"""The demo school's calendar: days are told as school days before the day it is made.

Terms are those of no particular authority. `ago = 1` is the last school day before today, so what
happened “yesterday” happened on a Friday when the demo is made on a Saturday or in the holidays.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count

from engagement_desktop.models.school_year import UsualTerm, first_year, monday_from, usual_terms

_DAY = timedelta(days=1)
_SATURDAY = 5


def _half_terms(first: int) -> tuple[date, ...]:
    """The Monday of each half-term week of the school year that begins in `first`."""
    later = first + 1
    return (
        monday_from(date(first, 10, 24)),
        monday_from(date(later, 2, 13)),
        monday_from(date(later, 5, 25)),
    )


def is_school_day(day: date) -> bool:
    """Whether the demo school is open on `day`."""
    if day.weekday() >= _SATURDAY:
        return False
    first = first_year(day)
    if any(monday <= day <= monday + 4 * _DAY for monday in _half_terms(first)):
        return False
    return any(term.first_day <= day <= term.last_day for term in usual_terms(first))


class DemoDays:
    """Turns the story's days into dates, seen from `today`."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._back: list[date] = []

    def ago(self, school_days: int) -> date:
        """The day that lies so many school days before today (1 is the latest)."""
        day = self._back[-1] if self._back else self.today
        while len(self._back) < school_days:
            day -= _DAY
            if is_school_day(day):
                self._back.append(day)
        return self._back[school_days - 1]

    def at(self, school_days: int, clock: time) -> datetime:
        """A time of that day by the clock on this PC's wall."""
        return datetime.combine(self.ago(school_days), clock).astimezone()

    def ahead(self, days: int) -> date:
        """The first school day at least so many days after today."""
        soonest = self.today + days * _DAY
        return next(day for n in count() if is_school_day(day := soonest + n * _DAY))

    def terms(self, since_ago: int) -> tuple[UsualTerm, ...]:
        """All terms from the school year of that day to the end of this one."""
        years = range(first_year(self.ago(since_ago)), first_year(self.today) + 1)
        return tuple(term for year in years for term in usual_terms(year))
