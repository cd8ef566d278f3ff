"""Where responses have been seen, with whom and at what times, and where not yet (4.1, 5.3).

In words and marks only: whether a response was seen there, and the observations that say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from engagement_desktop.models.areas import Area
from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services.timeline import TimelineView
from engagement_desktop.services.timeline_filter import Filter
from engagement_desktop.services.timeline_marks import Mark, Occasion

NOT_SEEN = "how_established.not_seen"


class Where(StrEnum):
    """The kinds of context that are told apart."""

    PLACE = "Where"
    ADULT = "With whom"
    TIME = "When"


Context = tuple[Where, str]


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
    told = _by_context(marks)
    others = told if marks is view.marks else _by_context(view.marks)
    times = [time.value for time in TimeOfDay if (Where.TIME, time.value) in others]
    named = ((Where.PLACE, view.places), (Where.ADULT, view.adults), (Where.TIME, times))
    return tuple(
        ContextRow(where, name, _cells(told.get((where, name), ()), others[where, name]))
        for where, names in named
        for name in names
    )


def behind(row: ContextRow, cell: Cell, rests_on: Filter) -> Filter:
    """The choice that leaves on the lanes what stands behind a cell of a coverage of `rests_on`.

    What was not yet seen there has the other areas' responses behind it, whatever was chosen.
    """
    wanted = Filter()
    if cell.met is not Met.NOT_YET:
        wanted = replace(rests_on, areas=frozenset({cell.area}))
    match row.where:
        case Where.PLACE:
            return replace(wanted, place=row.name)
        case Where.ADULT:
            return replace(wanted, adult=row.name)
        case Where.TIME:
            return replace(wanted, time_of_day=TimeOfDay(row.name))


def _by_context(marks: Iterable[Mark]) -> dict[Context, list[Mark]]:
    """The marks of each context; those of one observation share theirs."""
    found: dict[Context, list[Mark]] = defaultdict(list)
    shared: dict[int, list[list[Mark]]] = {}
    for mark in marks:
        if mark.seen.id not in shared:
            shared[mark.seen.id] = [found[context] for context in _contexts(mark.seen)]
        for those in shared[mark.seen.id]:
            those.append(mark)
    return found


def _cells(told: Iterable[Mark], others: Sequence[Mark]) -> tuple[Cell, ...]:
    of_area: dict[Area, list[Mark]] = {area: [] for area in Area}
    for mark in told:
        of_area[mark.area].append(mark)
    return tuple(_cell(area, those, others) for area, those in of_area.items())


def _cell(area: Area, those: list[Mark], others: Sequence[Mark]) -> Cell:
    seen = [mark for mark in those if mark.established != NOT_SEEN]
    if seen:
        return Cell(area, Met.SEEN, tuple(seen))
    return Cell(area, Met.LOOKED_FOR if those else Met.NOT_YET, tuple(those or others))


def contexts(place: str, adults: Iterable[str], time: TimeOfDay) -> Iterator[Context]:
    """Each context of an observation, spelled as they are first written."""
    if place:
        yield Where.PLACE, place
    for adult in adults:
        yield Where.ADULT, adult
    yield Where.TIME, time.value


def _contexts(seen: Occasion) -> Iterator[Context]:
    return contexts(seen.place, seen.adults, seen.time_of_day)
