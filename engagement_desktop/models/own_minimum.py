"""How often a pupil is to be seen at the least: the school's own minimum (guidance 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS = 120
MOST_IN_A_TERM = 60
_STILL_TIME = timedelta(weeks=4)


@dataclass(frozen=True)
class OwnMinimum:
    """`every_days` from one observation of a pupil to the next, and so many observations of each
    pupil in a term: none where the school sets no minimum by term."""

    every_days: int = 14
    each_term: int = 0


@dataclass(frozen=True)
class ShortOf:
    """A pupil was seen `seen` times in a term that ends on `ends`, and not `least` times."""

    seen: int
    least: int
    ends: date


def short_of(seen: int, least: int, ends: date, today: date) -> ShortOf | None:
    """Whether a pupil was seen too seldom in a term: told in its last four weeks, when there is
    still time, and not while it has hardly begun."""
    if seen >= least or ends - today > _STILL_TIME:
        return None
    return ShortOf(seen, least, ends)
