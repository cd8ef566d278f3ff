"""What holds whenever evidence comes to an observation or leaves it, within a unit of work."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Evidence, Observation, StaffMember
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.services import bin_rows
from engagement_desktop.services.workspace import Workspace


def take_time_from(observation: Observation, row: Evidence) -> None:
    """A clip knows when it was taken; a still, or a camera ahead of its time, does not count."""
    nobody_said = observation.occurred_at == observation.created_at
    picture = row.kind in (EvidenceKind.VIDEO, EvidenceKind.PHOTO) and row.still_of_id is None
    if nobody_said and picture and row.taken_at is not None and row.taken_at <= row.added_at:
        observation.occurred_at = row.taken_at


def refuse_twice(session: Session, observation_id: int | None, media_id: int) -> None:
    """Refuse, in words, a file that the observation has already."""
    already = session.scalar(
        select(Evidence.original_name).where(
            Evidence.observation_id == observation_id, Evidence.media_id == media_id
        )
    )
    if observation_id is not None and already is not None:
        raise AppError(
            f"This is the same file as “{already}”, which is with this observation already.",
            safe="Nothing was changed.",
        )


def open_observation(session: Session, observation_id: int | None) -> Observation | None:
    """The observation that evidence comes to or goes from; None for evidence without one.

    Raises:
        AppError: it is approved, or gone.
    """
    if observation_id is None:
        return None
    row = session.get(Observation, observation_id)
    if row is None:
        raise AppError("This observation is no longer in the school’s file.")
    if row.status is ObservationStatus.APPROVED:
        raise AppError(
            "This observation is approved.",
            safe="Its evidence is kept as it was approved.",
            to_do="To change it, choose “Correct” first.",
        )
    return row


def put_in_bin(work: Workspace, session: Session, row: Evidence) -> int:
    """Delete a piece of evidence into the bin; the number of the entry there."""
    day = row.taken_at.astimezone().date() if row.taken_at else None
    title = row.caption.strip() or row.original_name
    return bin_rows.put(work, session, row, title, pupil_id=row.pupil_id, on_day=day)


def signed_in(session: Session, staff_id: int) -> str:
    """The name of whoever brings evidence in."""
    return session.scalar(select(StaffMember.name).where(StaffMember.id == staff_id)) or ""
