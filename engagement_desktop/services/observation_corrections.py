"""Correcting an approved observation: the text as it was approved is kept, whatever follows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import ObservationRevision
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services import observation_rows as rows
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.observation_views import ObservationForm, ObservationView
from engagement_desktop.services.observations import saved_view
from engagement_desktop.services.workspace import Workspace


def correct(work: Workspace, observation_id: int) -> Saved[ObservationView]:
    """Open an approved observation for correction; the approved text is kept as a revision.

    Raises:
        AppError: it is not approved, or whoever is signed in does not approve observations.
    """
    now = work.now()
    with work.writing(Act.APPROVE) as session:
        row = rows.observation_row(session, observation_id)
        if row.status is not ObservationStatus.APPROVED:
            raise AppError("This observation is still open.", to_do="You can write in it as it is.")
        session.add(
            ObservationRevision(
                observation_id=row.id,
                kept_at=now,
                kept_by_id=work.staff_id,
                earlier=rows.approved_to_json(row),
            )
        )
        row.status = ObservationStatus.DRAFT
        row.approved_at = row.approved_by_id = None
        row.updated_at = now
        return saved_view(work, session, row)


def put_back_approved(work: Workspace, observation_id: int) -> Saved[ObservationView]:
    """Give a correction up: the approved text and its approval stand again as they were."""
    with work.writing(Act.APPROVE) as session:
        row = rows.observation_row(session, observation_id)
        rows.still_open(row)
        revision = rows.latest_revision(session, observation_id)
        if revision is None:
            raise AppError("There is no earlier approved text of this observation.")
        rows.apply(session, row, rows.approved_form(revision.earlier))
        approved_at, approved_by_id = rows.approval(revision.earlier)
        row.status = ObservationStatus.APPROVED
        row.approved_at, row.approved_by_id = approved_at, approved_by_id
        row.updated_at = work.now()
        session.delete(revision)
        rows.index(session, row)
        return saved_view(work, session, row)


def earlier_texts(
    work: Workspace, observation_id: int
) -> tuple[tuple[datetime, ObservationForm], ...]:
    """The texts as they stood before each correction, and when they were kept; latest first."""
    with work.database.read() as session:
        found = session.scalars(
            select(ObservationRevision)
            .where(ObservationRevision.observation_id == observation_id)
            .order_by(ObservationRevision.id.desc())
        )
        return tuple((row.kept_at, rows.approved_form(row.earlier)) for row in found)
