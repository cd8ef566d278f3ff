"""Clips not yet used: filmed and brought in first, watched and sorted into observations later (4).

Until somebody says whose it is, such a clip belongs to no pupil's record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Evidence, Observation, Pupil, WaitingClip
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.services import bin_rows, observations
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.evidence_rows import (
    open_observation,
    refuse_twice,
    take_time_from,
)
from engagement_desktop.services.pupil_rows import at_school
from engagement_desktop.services.workspace import Workspace

_TAKEN_OVER = (
    "media_id",
    "kind",
    "original_name",
    "taken_at",
    "taken_by",
    "width",
    "height",
    "seconds",
    "poster",
    "added_at",
)


@dataclass(frozen=True)
class WaitingView:
    """A clip, photo, sound or document that waits; `poster` is a small JPEG."""

    id: int
    kind: EvidenceKind
    original_name: str
    taken_at: datetime | None
    added_at: datetime
    poster: bytes | None


@dataclass(frozen=True)
class OpenObservation:
    """An observation of a pupil into which a clip can still be put."""

    id: int
    occurred_at: datetime
    activity: str


@dataclass(frozen=True)
class Sorted:
    """Clips that were put into an observation."""

    observation_id: int
    pupil_id: int
    evidence_ids: tuple[int, ...]
    clip_ids: tuple[int, ...]
    """Those of them that can be played."""


@dataclass(frozen=True)
class RemovedWaiting:
    """Clips that were removed before they were used, and their entries in the bin."""

    names: tuple[str, ...]
    entries: tuple[int, ...]


def waiting(work: Workspace) -> tuple[WaitingView, ...]:
    """What waits, the latest taken first; for those who write observations, and nobody else."""
    if not work.may(Act.OBSERVE):
        return ()
    with work.database.read() as session:
        found = session.scalars(select(WaitingClip).options(undefer(WaitingClip.poster))).all()
        views = [
            WaitingView(row.id, row.kind, row.original_name, row.taken_at, row.added_at, row.poster)
            for row in found
        ]
    return tuple(sorted(views, key=lambda view: view.taken_at or view.added_at, reverse=True))


def open_observations(work: Workspace, pupil_id: int) -> tuple[OpenObservation, ...]:
    """The observations of a pupil that are not approved, the latest first."""
    with work.database.read() as session:
        found = session.execute(
            select(Observation.id, Observation.occurred_at, Observation.activity)
            .where(
                Observation.pupil_id == pupil_id,
                Observation.status != ObservationStatus.APPROVED,
            )
            .order_by(Observation.occurred_at.desc())
        )
        return tuple(OpenObservation(*row) for row in found)


def sort_into(
    work: Workspace, ids: Sequence[int], pupil_id: int, observation_id: int | None
) -> Saved[Sorted]:
    """Put clips that wait into an observation of this pupil, or (None) into a new one.

    Raises:
        AppError: the observation is approved, gone, or has one of them already.
    """
    begun = Changes()
    with work.database.read() as session:
        _rows(session, ids)  # refused before an observation is begun for them
    if observation_id is None:
        saved = observations.new_observation(work, pupil_id)
        observation_id, begun = saved.value.id, saved.changes
    with work.writing(Act.OBSERVE) as session:
        observation = open_observation(session, observation_id)
        assert observation is not None
        if observation.pupil_id != pupil_id:
            raise AppError("This observation is of another pupil.", safe="Nothing was changed.")
        made = [_use(session, observation, row) for row in _rows(session, ids)]
        observation.updated_at = work.now()
        session.flush()
        for row in made:
            take_time_from(observation, row)
        sorted_in = Sorted(
            observation_id,
            pupil_id,
            tuple(row.id for row in made),
            tuple(row.id for row in made if row.kind is EvidenceKind.VIDEO),
        )
    changes = Changes.of(Kind.EVIDENCE, *sorted_in.evidence_ids, pupils=[pupil_id])
    changes |= Changes.of(Kind.OBSERVATION, observation_id, pupils=[pupil_id])
    return Saved(sorted_in, begun | changes)


def remove(work: Workspace, ids: Sequence[int]) -> Saved[RemovedWaiting]:
    """Remove clips that wait, into the bin."""
    with work.writing(Act.OBSERVE) as session:
        rows = _rows(session, ids)
        names = tuple(row.original_name for row in rows)
        entries = tuple(_put_in_bin(work, session, row) for row in rows)
    return Saved(RemovedWaiting(names, entries), Changes.of(Kind.EVIDENCE, *ids))


def pupils_to_choose(work: Workspace) -> tuple[tuple[int, str], ...]:
    """Whose a clip can be: those at school, by name."""
    with work.database.read() as session:
        found = session.execute(
            select(Pupil.id, Pupil.preferred_name, Pupil.legal_last_name)
            .where(*at_school(work.today()))
            .order_by(Pupil.preferred_name, Pupil.legal_last_name)
        )
        return tuple((number, f"{name} {last}".strip()) for number, name, last in found)


def _rows(session: Session, ids: Sequence[int]) -> list[WaitingClip]:
    found = session.scalars(
        select(WaitingClip)
        .where(WaitingClip.id.in_(ids))
        .order_by(WaitingClip.taken_at, WaitingClip.id)
        .options(undefer(WaitingClip.poster))
    ).all()
    if len(found) != len(set(ids)):
        raise AppError(
            "One of these has been put into an observation, or removed, already.",
            safe="Nothing was changed.",
        )
    return list(found)


def _put_in_bin(work: Workspace, session: Session, row: WaitingClip) -> int:
    day = row.taken_at.astimezone().date() if row.taken_at else None
    return bin_rows.put(work, session, row, row.original_name, pupil_id=None, on_day=day)


def _use(session: Session, observation: Observation, waiting_clip: WaitingClip) -> Evidence:
    refuse_twice(session, observation.id, waiting_clip.media_id)
    row = Evidence(
        pupil_id=observation.pupil_id,
        observation_id=observation.id,
        **{name: getattr(waiting_clip, name) for name in _TAKEN_OVER},
    )
    session.add(row)
    session.delete(waiting_clip)
    return row
