"""Finding an observation by the words written in it, for the window's “find anything”."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engagement_desktop.models.records import Observation, Pupil
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search

LIMIT = 20


@dataclass(frozen=True)
class FoundObservation:
    """An observation that holds the words; `excerpt` is plain text around the first of them."""

    observation_id: int
    pupil_id: int
    pupil_name: str
    day: date
    activity: str
    excerpt: str


def find_observations(work: Workspace, typed: str) -> tuple[FoundObservation, ...]:
    """The observations that hold every word typed, best first, at most `LIMIT`."""
    with work.database.read() as session:
        hits = [
            hit for hit in search.find(session, typed, LIMIT) if hit.kind == Kind.OBSERVATION.value
        ]
        rows = session.execute(
            select(
                Observation.id,
                Pupil.id,
                Pupil.preferred_name,
                Observation.occurred_at,
                Observation.activity,
            )
            .join(Pupil, Pupil.id == Observation.pupil_id)
            .where(Observation.id.in_([hit.record_id for hit in hits]))
        )
        by_id = {row[0]: row for row in rows}
    return tuple(
        FoundObservation(
            observation_id=hit.record_id,
            pupil_id=by_id[hit.record_id][1],
            pupil_name=by_id[hit.record_id][2],
            day=by_id[hit.record_id][3].astimezone().date(),
            activity=by_id[hit.record_id][4],
            excerpt=" ".join(hit.excerpt.split()),
        )
        for hit in hits
        if hit.record_id in by_id
    )
