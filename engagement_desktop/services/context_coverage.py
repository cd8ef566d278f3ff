"""Where responses have been seen, with whom and at what times, and where not yet (4.1, 5.3).

In words and marks only: whether a response was seen there, and the observations that say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engagement_desktop.models.areas import Area
from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services.timeline import TimelineView
from engagement_desktop.services.timeline_marks import Mark

NOT_SEEN = "how_established.not_seen"


class Where(StrEnum):
    """The kinds of context that are told apart."""

    PLACE = "Where"
    ADULT = "With whom"
    TIME = "When"


class Met(StrEnum):
    """What the observations of a context say about an area."""

    SEEN = "seen"
    LOOKED_FOR = "looked for, not seen that time"
    NOT_YET = "not yet"


@dataclass(frozen=True)
class Cell:
    """An area in a context, with the marks behind it, sorted by time.

    For one not yet seen they are the other marks of that context: what was observed there.
    """

    area: Area
    met: Met
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class ContextRow:
    """A place, an adult or a time of day, with a cell for each area in the guidance's order."""

    where: Where
    name: str
    cells: tuple[Cell, ...]


def coverage(view: TimelineView, marks: Iterable[Mark]) -> tuple[ContextRow, ...]:
    """A row for every context of the view; what was seen there is told by `marks` alone.

    A mark that says “not seen this time” is not a response seen; one that does not say, is.
    """
    told: dict[tuple[Where, str, Area], list[Mark]] = defaultdict(list)
    for mark in marks:
        for where, name in _contexts(mark):
            told[where, name, mark.area].append(mark)
    others: dict[tuple[Where, str], list[Mark]] = defaultdict(list)
    for mark in view.marks:
        for context in _contexts(mark):
            others[context].append(mark)
    times = [time.value for time in TimeOfDay if (Where.TIME, time.value) in others]
    named = ((Where.PLACE, view.places), (Where.ADULT, view.adults), (Where.TIME, times))
    return tuple(
        ContextRow(
            where,
            name,
            tuple(_cell(area, told[where, name, area], others[where, name]) for area in Area),
        )
        for where, names in named
        for name in names
    )


def _cell(area: Area, those: list[Mark], others: Sequence[Mark]) -> Cell:
    seen = [mark for mark in those if mark.established != NOT_SEEN]
    if seen:
        return Cell(area, Met.SEEN, tuple(seen))
    return Cell(area, Met.LOOKED_FOR if those else Met.NOT_YET, tuple(those or others))


def _contexts(mark: Mark) -> Iterable[tuple[Where, str]]:
    if mark.seen.place:
        yield Where.PLACE, mark.seen.place
    for adult in mark.seen.adults:
        yield Where.ADULT, adult
    yield Where.TIME, mark.seen.time_of_day.value
