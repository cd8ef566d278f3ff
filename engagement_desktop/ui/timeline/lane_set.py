"""What stands in each lane, and the walk from item to item that the keyboard takes.

From the top: plans, provision, the five areas, judgements and moderations, notes of context.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from engagement_desktop.models.areas import Area
from engagement_desktop.models.arrange import Group, groups
from engagement_desktop.models.mark_looks import letters
from engagement_desktop.services.timeline import Band, ContextNote, Landmark, TimelineView
from engagement_desktop.services.timeline_marks import Mark
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
        seen = {mark.seen.id: mark.seen.at for mark in marks}
        seen_on = {number: day_of(at) for number, at in seen.items()}
        self._days = [
            [day_of(band.first) for band in self.plans],
            [day_of(band.first) for band in self.provision],
            *([seen_on[mark.seen.id] for mark in self.marks[area]] for area in AREAS),
            [day_of(each.day) for each in self.landmarks],
            [day_of(note.day) for note in self.notes],
        ]
        self.terms = [
            (day_of(term.first), day_of(term.last) + 1)
            for term in (view.terms if view else ())
            if term.last is not None
        ]
        far = float("inf")
        self._stretches = {
            lane: [(day_of(b.first), day_of(b.last) + 1 if b.last else far) for b in bands]
            for lane, bands in ((PLAN_LANE, self.plans), (PROVISION_LANE, self.provision))
        }
        self._baselines = {
            lane: next((i for i, m in enumerate(self.marks[area_of(lane)]) if m.baseline), None)
            for lane in AREA_LANES
        }
        known = letters(view.shows_words) if view else {}
        self.letters: dict[str | None, str] = dict(known.items())
        self._different: dict[tuple[int, int], list[ContextNote]] = {}
        self._grouped: dict[int, tuple[float, float, float, tuple[Group, ...]]] = {}

    def stretches(self, lane: int) -> Sequence[tuple[float, float]]:
        """From which day to which day the plans, or the provision, go; without an end, for ever."""
        return self._stretches[lane]

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
        return self._places.get(response_id)

    @cached_property
    def _places(self) -> dict[int, Place]:
        return {
            mark.response_id: Place(lane, item)
            for lane in AREA_LANES
            for item, mark in enumerate(self.marks[area_of(lane)])
        }

    def groups(
        self, lane: int, column: float, apart: float, first: float, last: float
    ) -> tuple[Group, ...]:
        """The items of a lane as drawn between two days (see `arrange.groups`).

        While panning they are kept with as much again on both sides, so that most of it computes
        nothing; zooming needs what is seen alone.
        """
        known = self._grouped.get(lane)
        if known is None or known[0] != column or first < known[1] or last > known[2]:
            reach = last - first if known is not None and known[0] == column else 0.0
            low, high = first - reach, last + reach
            known = (column, low, high, groups(self._days[lane], column, apart, low, high))
            self._grouped[lane] = known
        return known[3]

    def seldom_first(self, start: int, end: int) -> list[ContextNote]:
        """The different notes among these, those written least often first: in a row of nights
        slept well, the one slept badly is not lost."""
        if (start, end) not in self._different:
            different = {note.text: note for note in reversed(self.notes[start:end])}
            self._different[start, end] = sorted(
                different.values(), key=lambda note: (self._said[note.text], note.day)
            )
        return self._different[start, end]

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

    def baseline_of(self, lane: int) -> int | None:
        """The number of the baseline in one of `AREA_LANES`."""
        return self._baselines[lane]

    def baseline(self, after: Place | None) -> Place | None:
        """The first baseline; or, standing on one, the next area's (and then the first again)."""
        items = ((lane, self.baseline_of(lane)) for lane in AREA_LANES)
        found = [Place(lane, item) for lane, item in items if item is not None]
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
