"""What stands in each lane, and the walk from item to item that the keyboard takes.

Lane 0 holds provision, lanes 1 to 5 the five areas, the last one notes of health and sleep.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from engagement_desktop.models.areas import Area
from engagement_desktop.services.timeline import ContextNote, Mark, TimelineView
from engagement_desktop.ui.timeline.arrange import Group, groups
from engagement_desktop.ui.timeline.scale import day_of

AREAS = tuple(Area)
PROVISION_LANE = 0
CONTEXT_LANE = len(AREAS) + 1


@dataclass(frozen=True)
class Place:
    """An item: the number of its lane, and its number in the lane."""

    lane: int
    item: int


class LaneSet:
    """The items of a timeline by lane, with the days they stand at (sorted)."""

    def __init__(self, view: TimelineView | None, marks: Sequence[Mark]) -> None:
        self.view = view
        self.marks: dict[Area, list[Mark]] = {area: [] for area in AREAS}
        for mark in marks:
            self.marks[mark.area].append(mark)
        self.notes: tuple[ContextNote, ...] = view.notes if view else ()
        self._said = Counter(note.text for note in self.notes)
        provision = view.provision if view else ()
        self._days = [
            [day_of(band.first) for band in provision],
            *([day_of(mark.at) for mark in self.marks[area]] for area in AREAS),
            [day_of(note.day) for note in self.notes],
        ]
        self._grouped: dict[int, tuple[float, tuple[Group, ...]]] = {}

    def days(self, lane: int) -> Sequence[float]:
        """The days of the items of a lane."""
        return self._days[lane]

    def mark(self, place: Place) -> Mark | None:
        """The mark at a place, or None in the lanes above and below."""
        if 0 < place.lane < CONTEXT_LANE:
            return self.marks[AREAS[place.lane - 1]][place.item]
        return None

    def place_of(self, response_id: int) -> Place | None:
        """Where the mark of a response stands, if it is shown."""
        for lane, area in enumerate(AREAS, start=1):
            for item, mark in enumerate(self.marks[area]):
                if mark.response_id == response_id:
                    return Place(lane, item)
        return None

    def groups(self, lane: int, column: float, apart: float) -> tuple[Group, ...]:
        """The items of a lane as drawn (see `arrange.groups`); kept until the zoom changes, so
        that panning computes nothing."""
        known = self._grouped.get(lane)
        if known is None or known[0] != column:
            known = (column, groups(self._days[lane], column, apart))
            self._grouped[lane] = known
        return known[1]

    def seldom_first(self, start: int, end: int) -> list[ContextNote]:
        """The different notes among these, those written least often first: in a row of nights
        slept well, the one slept badly is not lost."""
        different = {note.text: note for note in reversed(self.notes[start:end])}
        return sorted(different.values(), key=lambda note: (self._said[note.text], note.day))

    def step(self, place: Place | None, forward: bool, from_day: float) -> Place | None:
        """The neighbour in the same lane; from nowhere, the item nearest to `from_day`."""
        if place is None:
            lanes = [lane for lane in range(1, CONTEXT_LANE) if self._days[lane]]
            return self.nearest(lanes[0], from_day) if lanes else None
        item = place.item + (1 if forward else -1)
        return Place(place.lane, item) if 0 <= item < len(self._days[place.lane]) else place

    def across(self, place: Place | None, down: bool, from_day: float) -> Place | None:
        """The item nearest in time in the next lane that holds any."""
        if place is None:
            return self.step(None, True, from_day)
        day = self._days[place.lane][place.item]
        lane = place.lane + (1 if down else -1)
        while 0 <= lane < len(self._days):
            if self._days[lane]:
                return self.nearest(lane, day)
            lane += 1 if down else -1
        return place

    def nearest(self, lane: int, day: float) -> Place:
        """The item of a lane (not empty) nearest to `day`."""
        days = self._days[lane]
        item = bisect_left(days, day)
        if item == len(days) or (item and day - days[item - 1] < days[item] - day):
            item -= 1
        return Place(lane, item)
