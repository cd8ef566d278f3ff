"""On a timeline: what stands so close that it is drawn as one, and which bands need a row of their
own; the same on the screen and on paper."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Group(NamedTuple):
    """Neighbours drawn as one: from `start` up to, not including, `end`.

    `first` and `last` are the days of the outermost; it is drawn at `middle`. Each step of zooming
    makes hundreds, so it is a tuple.
    """

    start: int
    end: int
    first: float
    last: float
    middle: float

    @property
    def count(self) -> int:  # type: ignore[override]  # tuple.count is of no use here
        """How many stand in it."""
        return self.end - self.start


def groups(
    days: Sequence[float],
    column: float,
    apart: float,
    first: float = -math.inf,
    last: float = math.inf,
) -> tuple[Group, ...]:
    """Group sorted `days`, which stand alone where there is room.

    Time is cut into columns of `column` days, counted from day 0 so that panning never regroups.
    The items of one column are drawn as one if any two of them are nearer than `apart` days; so are
    two that stand alone and as near on both sides of a column's edge. Only what lies between the
    days `first` and `last` is sure to be there, grouped as if all of it were.
    """
    found: list[Group] = []
    start = _begin(days, column, apart, first)
    while start < len(days) and days[start] <= last + column:
        number = days[start] // column
        end = bisect_left(days, (number + 1) * column, start)
        while end < len(days) and days[end] // column == number:  # at the very edge, by rounding
            end += 1
        if _any_near(days, start, end, column, apart):
            middle = (number + 0.5) * column
            found.append(Group(start, end, days[start], days[end - 1], middle))
        else:
            found += [Group(i, i + 1, days[i], days[i], days[i]) for i in range(start, end)]
        start = end
    return tuple(_joined(found, apart))


def _begin(days: Sequence[float], column: float, apart: float, first: float) -> int:
    """An item before `first` from which grouping goes as if it had come from the very beginning:
    the first of its column, with room before it."""
    start = bisect_left(days, first - column)
    while 0 < start < len(days) and (
        days[start] - days[start - 1] < apart or days[start] // column == days[start - 1] // column
    ):
        start -= 1
    return start


def _any_near(days: Sequence[float], start: int, end: int, column: float, apart: float) -> bool:
    """Whether any two neighbours of a column are too near; so many that they must be, are."""
    if end - start == 1:
        return False
    if (end - start - 1) * apart > column:
        return True
    return any(days[i + 1] - days[i] < apart for i in range(start, end - 1))


def _joined(found: Sequence[Group], apart: float) -> list[Group]:
    """Two neighbours that stand alone but too near, as one between them."""
    joined: list[Group] = []
    alone: Group | None = None  # the last, if it stands alone
    for group in found:
        is_alone = group.end - group.start == 1
        if is_alone and alone is not None and group.first - alone.last < apart:
            middle = (alone.first + group.last) / 2
            joined[-1] = Group(alone.start, group.end, alone.first, group.last, middle)
            alone = None
        else:
            joined.append(group)
            alone = group if is_alone else None
    return joined


def rows(stretches: Sequence[tuple[float, float]], most: int) -> tuple[int | None, ...]:
    """A row from 0 for each stretch (sorted by start) so that none overlap; None beyond `most`."""
    free_from = [float("-inf")] * most
    found: list[int | None] = []
    for start, end in stretches:
        row = next((row for row in range(most) if free_from[row] <= start), None)
        if row is not None:
            free_from[row] = end
        found.append(row)
    return tuple(found)
