"""Deleting a draft: it goes into the bin, whole, with its clips and what was marked in them."""

from __future__ import annotations

from sqlalchemy import select

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Evidence, ObservationRevision
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services import bin_rows
from engagement_desktop.services import observation_rows as rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace

_TITLE = 80


def delete_draft(work: Workspace, observation_id: int) -> Saved[int]:
    """Delete a draft with its evidence, into the bin; the value is its entry there.

    Raises:
        AppError: it is not a draft, or it has been approved before.
    """
    with work.writing(Act.OBSERVE) as session:
        row = rows.observation_row(session, observation_id)
        corrected = session.scalar(
            select(ObservationRevision.id).where(
                ObservationRevision.observation_id == observation_id
            )
        )
        if row.status is ObservationStatus.APPROVED or corrected is not None:
            raise AppError(
                "An observation that has been approved is not deleted.",
                safe="It is kept as it is.",
                to_do="You can correct it instead.",
            )
        evidence = session.scalars(
            select(Evidence.id).where(Evidence.observation_id == observation_id)
        ).all()
        pupils = [row.pupil_id]
        entry = bin_rows.put(
            work,
            session,
            row,
            row.activity.strip() or row.narrative.strip()[:_TITLE],
            pupil_id=row.pupil_id,
            on_day=row.occurred_at.astimezone().date(),
        )
    changes = Changes.of(Kind.OBSERVATION, observation_id, pupils=pupils)
    return Saved(entry, changes | Changes.of(Kind.EVIDENCE, *evidence, pupils=pupils))
