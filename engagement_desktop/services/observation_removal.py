"""Deleting a draft with undo: its rows are kept in memory, whole, until the undo bar goes."""

from __future__ import annotations

from sqlalchemy import select

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Observation, ObservationRevision
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services import observation_rows as rows
from engagement_desktop.services import row_keeping
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.observation_views import DeletedDraft
from engagement_desktop.services.workspace import Workspace


def delete_draft(work: Workspace, observation_id: int) -> Saved[DeletedDraft]:
    """Delete a draft with its evidence; the value puts it back through `restore_draft`.

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
        kept = DeletedDraft(
            observation_id,
            row.pupil_id,
            row_keeping.rows_with(session, "observation", Observation.id == observation_id),
        )
        session.delete(row)
        rows.forget(session, observation_id)
    return Saved(kept, _changes(kept, observation_id))


def restore_draft(work: Workspace, deleted: DeletedDraft) -> Saved[int]:
    """Put a deleted draft back as it was, with its evidence and markers; the value is its id."""
    with work.writing(Act.OBSERVE) as session:
        moved = row_keeping.insert_rows(session, deleted.rows)
        number = moved.get(("observation", deleted.observation_id), deleted.observation_id)
        rows.index(session, rows.observation_row(session, number))
    return Saved(number, _changes(deleted, number))


def _changes(draft: DeletedDraft, observation_id: int) -> Changes:
    evidence = [
        int(str(dict(columns)["id"])) for table, columns in draft.rows if table == "evidence"
    ]
    return Changes.of(Kind.OBSERVATION, observation_id, pupils=[draft.pupil_id]) | Changes.of(
        Kind.EVIDENCE, *evidence, pupils=[draft.pupil_id]
    )
