"""Where responses have been seen, with whom and at what times, and where not yet (4.1, 5.3).

In words only: which contexts, never how many of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engagement_desktop.models.areas import Area
from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services.timeline import Mark, TimelineView

_AT = {
    TimeOfDay.MORNING: "in the morning",
    TimeOfDay.MIDDAY: "at midday",
    TimeOfDay.AFTERNOON: "in the afternoon",
    TimeOfDay.EVENING: "in the evening",
}
NOT_SEEN = "how_established.not_seen"


@dataclass(frozen=True)
class Coverage:
    """The contexts in which responses of one area were seen, and those where not yet."""

    area: Area
    places: tuple[str, ...]
    adults: tuple[str, ...]
    times: tuple[TimeOfDay, ...]
    not_yet: tuple[str, ...]
    """Places, adults and times in which the pupil was observed without a response of this area."""


def coverage(view: TimelineView, marks: Iterable[Mark]) -> tuple[Coverage, ...]:
    """For each area what `marks` show; “not yet” is measured against all of the view.

    A mark that says “not seen this time” is not a response seen; one that does not say, is.
    """
    seen: dict[Area, list[Mark]] = {area: [] for area in Area}
    for mark in marks:
        if mark.established != NOT_SEEN:
            seen[mark.area].append(mark)
    all_times = {mark.time_of_day for mark in view.marks}
    found = []
    for area, those in seen.items():
        places = {mark.place for mark in those}
        adults = {adult for mark in those for adult in mark.adults}
        times = {mark.time_of_day for mark in those}
        found.append(
            Coverage(
                area,
                tuple(place for place in view.places if place in places),
                tuple(adult for adult in view.adults if adult in adults),
                tuple(time for time in TimeOfDay if time in times),
                (
                    *(place for place in view.places if place not in places),
                    *(f"with {adult}" for adult in view.adults if adult not in adults),
                    *(_AT[time] for time in TimeOfDay if time in all_times - times),
                ),
            )
        )
    return tuple(found)
