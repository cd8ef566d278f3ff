"""The marks of a timeline: every response of a pupil, read with what its observation says of it.

A pupil may have thousands, so plain values are read in whole lists, what the marks of one
observation share stands once, and both are named tuples: as unchangeable as frozen dataclasses, and
made several times as fast.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    Evidence,
    Observation,
    ObservationOutcome,
    Outcome,
    StaffMember,
)
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.models.time_of_day import TimeOfDay, time_of_day
from engagement_desktop.storage.database import plain_rows

BASELINE = "why_activity.highest_interest"
_GLIMPSE = 140
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_AREAS = {area.value: area for area in Area}
_STATUSES = {status.value: status for status in ObservationStatus}


class Occasion(NamedTuple):
    """An observation as its marks need it. Times are local."""

    id: int
    at: datetime
    time_of_day: TimeOfDay
    activity: str
    place: str
    adults: tuple[str, ...]
    """Who was there, the observer among them."""
    observer: str
    status: ObservationStatus
    outcome_ids: frozenset[int]
    evidence: frozenset[EvidenceKind]
    highest_interest: bool


class Mark(NamedTuple):
    """One response in one area, placed by its date only."""

    response_id: int
    seen: Occasion
    area: Area
    established: str | None
    """The key of the word for how established; None if it was not said."""
    shows: str | None
    """The key of the word for what this shows; None if it was not said."""
    glimpse: str
    """The beginning of what the pupil did."""
    baseline: bool
    """Whether it is the first in its area with the activity of highest interest (4.2)."""

    @property
    def observation_id(self) -> int:
        """The observation it belongs to."""
        return self.seen.id

    @property
    def at(self) -> datetime:
        """When it was seen."""
        return self.seen.at

    @property
    def day(self) -> date:
        """The day of the observation."""
        return self.seen.at.date()

    @property
    def has_clip(self) -> bool:
        """Whether there is a clip to watch."""
        return EvidenceKind.VIDEO in self.seen.evidence


def read_marks(session: Session, pupil_id: int) -> tuple[dict[int, Occasion], tuple[Mark, ...]]:
    """Every observation of a pupil by its id, and every response, both sorted by time."""
    occasions = _occasions(session, pupil_id)
    found = plain_rows(
        session,
        select(
            AreaResponse.observation_id,
            AreaResponse.id,
            type_coerce(AreaResponse.area, String),
            AreaResponse.how_established,
            AreaResponse.what_this_shows,
            func.substr(AreaResponse.what_pupil_did, 1, _GLIMPSE),
        ).where(AreaResponse.of_pupil_id == pupil_id),
    )
    responses: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in found.all():
        responses[row[0]].append(row)
    marks, begun = [], set()
    for number, seen in occasions.items():
        for _, response_id, area_value, established, shows, glimpse in responses.get(number, ()):
            area = _AREAS[area_value]
            first = seen.highest_interest and area not in begun
            if first:
                begun.add(area)
            marks.append(Mark(response_id, seen, area, established, shows, glimpse, first))
    return occasions, tuple(marks)


class Spelling:
    """The first spelling of a place, name or activity: “Hall” and “hall ” are one choice.

    The same few texts come again and again, so each is looked at once.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._of: dict[str, str] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    def of(self, text: str) -> str:
        """The text as it was first written."""
        if text not in self._of:
            tidy = " ".join(text.split())
            self._of[text] = self._known.setdefault(tidy.casefold(), tidy) if tidy else ""
        return self._of[text]

    def names(self, text: str) -> tuple[str, ...]:
        """The names in a text."""
        if text not in self._names:
            found = (self.of(name) for name in _BETWEEN_NAMES.split(text))
            self._names[text] = tuple(dict.fromkeys(name for name in found if name))
        return self._names[text]


def _occasions(session: Session, pupil_id: int) -> dict[int, Occasion]:
    outcomes, evidence = _outcomes(session, pupil_id), _evidence(session, pupil_id)
    found = plain_rows(
        session,
        select(
            Observation.id,
            Observation.occurred_at,
            Observation.activity,
            Observation.place,
            Observation.adults,
            func.coalesce(StaffMember.name, Observation.observer_name),
            type_coerce(Observation.status, String),
            Observation.why_activity == BASELINE,
        )
        .outerjoin(StaffMember, StaffMember.id == Observation.observer_id)
        .where(Observation.pupil_id == pupil_id)
        .order_by(Observation.occurred_at, Observation.id),
    )
    spelling = Spelling()
    occasions = {}
    for number, moment, activity, place, adults, observer, status, interest in found.all():
        at = moment.astimezone()
        occasions[number] = Occasion(
            number,
            at,
            time_of_day(at),
            spelling.of(activity),
            spelling.of(place),
            spelling.names(f"{observer}, {adults}"),
            spelling.of(observer),
            _STATUSES[status],
            outcomes.get(number, frozenset()),
            evidence.get(number, frozenset()),
            bool(interest),
        )
    return occasions


def _outcomes(session: Session, pupil_id: int) -> dict[int, frozenset[int]]:
    """The outcomes that each observation touches."""
    touched: dict[int, set[int]] = defaultdict(set)
    found = plain_rows(
        session,
        select(ObservationOutcome.observation_id, ObservationOutcome.outcome_id)
        .join(Outcome, Outcome.id == ObservationOutcome.outcome_id)
        .where(Outcome.pupil_id == pupil_id),
    )
    for observation_id, outcome_id in found.all():
        touched[observation_id].add(outcome_id)
    return {number: frozenset(ids) for number, ids in touched.items()}


def _evidence(session: Session, pupil_id: int) -> dict[int | None, frozenset[EvidenceKind]]:
    """The kinds of evidence that each observation has."""
    kept: dict[int | None, set[EvidenceKind]] = defaultdict(set)
    for seen_in, kind in plain_rows(
        session,
        select(Evidence.observation_id, Evidence.kind)
        .where(Evidence.pupil_id == pupil_id)
        .distinct(),
    ):
        kept[seen_in].add(kind)
    return {number: frozenset(kinds) for number, kinds in kept.items()}
