"""What stands in each lane, and the walk from item to item that the keyboard takes.

From the top: plans, provision, the five areas, judgements and moderations, notes of context.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from engagement_desktop.models.areas import Area
from engagement_desktop.models.arrange import Group, groups
from engagement_desktop.services.timeline import Band, ContextNote, Landmark, Mark, TimelineView
from engagement_desktop.ui.timeline.scale import day_of

AREAS = tuple(Area)
PLAN_LANE, PROVISION_LANE = 0, 1
AREA_LANES = range(2, 2 + len(AREAS))
LANDMARK_LANE = AREA_LANES.stop
CONTEXT_LANE = LANDMARK_LANE + 1
LANES = range(CONTEXT_LANE + 1)


def area_of(lane: int) -> Area:
    """The area of one of `AREA_LANES`."""
    return AREAS[lane - AREA_LANES.start]


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
        self.plans: tuple[Band, ...] = view.plans if view else ()
        self.provision: tuple[Band, ...] = view.provision if view else ()
        self.landmarks: tuple[Landmark, ...] = view.landmarks if view else ()
        self.notes: tuple[ContextNote, ...] = view.notes if view else ()
        self._said = Counter(note.text for note in self.notes)
        self._days = [
            [day_of(band.first) for band in self.plans],
            [day_of(band.first) for band in self.provision],
            *([day_of(mark.at) for mark in self.marks[area]] for area in AREAS),
            [day_of(each.day) for each in self.landmarks],
            [day_of(note.day) for note in self.notes],
        ]
        self._grouped: dict[int, tuple[float, tuple[Group, ...]]] = {}

    def days(self, lane: int) -> Sequence[float]:
        """The days of the items of a lane."""
        return self._days[lane]

    def mark(self, place: Place) -> Mark | None:
        """The mark at a place, or None in the lanes above and below."""
        if place.lane in AREA_LANES:
            return self.marks[area_of(place.lane)][place.item]
        return None

    def place_of(self, response_id: int) -> Place | None:
        """Where the mark of a response stands, if it is shown."""
        for lane in AREA_LANES:
            for item, mark in enumerate(self.marks[area_of(lane)]):
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
            lanes = [lane for lane in AREA_LANES if self._days[lane]]
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

    def baseline(self, after: Place | None) -> Place | None:
        """The first baseline; or, standing on one, the next area's (and then the first again)."""
        found = [
            Place(lane, item)
            for lane in AREA_LANES
            for item in [
                next((i for i, m in enumerate(self.marks[area_of(lane)]) if m.baseline), -1)
            ]
            if item >= 0
        ]
        if after in found:
            return found[(found.index(after) + 1) % len(found)]
        own = (place for place in found if after is not None and place.lane == after.lane)
        return next(own, found[0] if found else None)

    def nearest(self, lane: int, day: float) -> Place:
        """The item of a lane (not empty) nearest to `day`."""
        days = self._days[lane]
        item = bisect_left(days, day)
        if item == len(days) or (item and day - days[item - 1] < days[item] - day):
            item -= 1
        return Place(lane, item)
