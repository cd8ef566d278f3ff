"""Days along the width of the timeline: where a day stands, and what zooming and panning show.

A day is its ordinal number with the time as its fraction (`day_of`); widths are logical pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from engagement_desktop.models.school_year import first_year, school_year
from engagement_desktop.services.timeline import Band

SHORTEST = 14.0
"""The shortest stretch that can be shown, in days."""
_YEAR = 365.0


class Span(Enum):
    """The stretches that one press shows."""

    TERM = "Term"
    YEAR = "Year"
    ALL = "All"


def day_of(moment: datetime | date) -> float:
    """The number of a day; of a moment with its time as the fraction."""
    if isinstance(moment, datetime):
        return moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440
    return float(moment.toordinal())


@dataclass(frozen=True)
class Extent:
    """The first and last day that can be reached."""

    first: float
    last: float

    @property
    def days(self) -> float:
        """The length of all of it."""
        return self.last - self.first


@dataclass(frozen=True)
class TimeScale:
    """`days` days from `first` shown over `width` pixels."""

    first: float
    days: float
    width: float = 1.0

    @property
    def last(self) -> float:
        """The day at the right edge."""
        return self.first + self.days

    @property
    def day_width(self) -> float:
        """The width of a day."""
        return self.width / self.days

    def x(self, day: float) -> float:
        """Where `day` stands, from the left edge."""
        return (day - self.first) * self.width / self.days

    def day(self, x: float) -> float:
        """The day at `x`."""
        return self.first + x * self.days / self.width

    def within(self, extent: Extent) -> TimeScale:
        """The nearest scale that shows nothing outside `extent`."""
        days = min(max(self.days, SHORTEST), max(extent.days, SHORTEST))
        first = max(min(self.first, extent.last - days), extent.first)
        return replace(self, first=first, days=days)

    def zoomed(self, factor: float, x: float, extent: Extent) -> TimeScale:
        """`factor` times as many days, with the day at `x` staying where it is."""
        days = min(max(self.days * factor, SHORTEST), max(extent.days, SHORTEST))
        return replace(self, first=self.day(x) - days * x / self.width, days=days).within(extent)

    def panned(self, days: float, extent: Extent) -> TimeScale:
        """Moved by `days`."""
        return replace(self, first=self.first + days).within(extent)

    def centred(self, day: float, extent: Extent) -> TimeScale:
        """Moved so that `day` is in the middle, as far as there are days."""
        return self.panned(day - self.days / 2 - self.first, extent)

    def showing(self, day: float, extent: Extent) -> TimeScale:
        """Moved just so far that `day` is well inside."""
        margin = self.days / 20
        if day < self.first + margin:
            return self.panned(day - margin - self.first, extent)
        if day > self.last - margin:
            return self.panned(day + margin - self.last, extent)
        return self


def span_scale(
    span: Span, extent: Extent, terms: Sequence[Band], latest: float, width: float
) -> TimeScale:
    """The scale that shows the term of the day `latest`, the year up to it, or everything."""
    if span is Span.ALL:
        return TimeScale(extent.first, max(extent.days, SHORTEST), width)
    if span is Span.TERM:
        begun = [term for term in terms if term.last and day_of(term.first) <= latest]
        if begun:
            term = begun[-1]
            assert term.last is not None
            first, last = day_of(term.first) - 2, day_of(term.last) + 3
            return TimeScale(first, last - first, width).within(extent)
        return TimeScale(latest - _YEAR / 3, _YEAR / 3 + 3, width).within(extent)
    return TimeScale(extent.last - _YEAR, _YEAR, width).within(extent)


@dataclass(frozen=True)
class Tick:
    """A date along the top."""

    day: float
    text: str


def ticks(scale: TimeScale, room: float) -> tuple[Tick, ...]:
    """The dates to write along the top, at least `room` pixels apart: weeks, months or years."""
    if 7 * scale.day_width >= room:
        return _weeks(scale)
    for months in (1, 3):
        if months * 30.4 * scale.day_width >= room:
            return _months(scale, months)
    years = next((n for n in (1, 2, 5) if n * _YEAR * scale.day_width >= room), 10)
    return tuple(
        Tick(day, school_year(date.fromordinal(int(day))))
        for day in year_starts(scale)
        if date.fromordinal(int(day)).year % years == 0
    )


def year_starts(scale: TimeScale) -> tuple[float, ...]:
    """The first days of the school years that begin within sight."""
    first = first_year(date.fromordinal(max(1, int(scale.first))))
    last = first_year(date.fromordinal(max(1, int(scale.last))))
    starts = (day_of(date(year, 9, 1)) for year in range(max(1, first), last + 1))
    return tuple(day for day in starts if scale.first <= day <= scale.last)


def _weeks(scale: TimeScale) -> tuple[Tick, ...]:
    day = date.fromordinal(max(1, int(scale.first)))
    day -= timedelta(days=day.weekday())
    found = []
    while day.toordinal() <= scale.last:
        if day.toordinal() >= scale.first:
            found.append(Tick(day_of(day), f"{day.day} {day:%b}"))
        day += timedelta(days=7)
    return tuple(found)


def _months(scale: TimeScale, step: int) -> tuple[Tick, ...]:
    first = date.fromordinal(max(1, int(scale.first)))
    months = first.year * 12 + first.month - 1
    months -= months % step
    found: list[Tick] = []
    while True:
        day = date(months // 12, months % 12 + 1, 1)
        if day.toordinal() > scale.last:
            return tuple(found)
        if day.toordinal() >= scale.first:
            named = f"{day:%b %Y}" if day.month == 1 or not found else f"{day:%b}"
            found.append(Tick(day_of(day), named))
        months += step
