"""The evidence of an approved observation while it is corrected: what was taken out is kept with
the earlier text, and all of it comes back when the correction is given up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import (
    Evidence,
    Observation,
    ObservationRevision,
    RevisionEvidence,
)
from engagement_desktop.services import marker_words, observation_rows, row_keeping
from engagement_desktop.services.row_keeping import KeptRows, Moved


def keep_with_earlier(session: Session, row: Evidence) -> None:
    """Evidence is about to be taken out: keep it if the observation was approved with it."""
    if row.observation_id is None:
        return
    revision = observation_rows.latest_revision(session, row.observation_id)
    if revision is not None and row.added_at <= revision.kept_at:
        session.add(
            RevisionEvidence(
                revision_id=revision.id,
                media_id=row.media_id,
                evidence_id=row.id,
                removed=row_keeping.to_json(
                    row_keeping.rows_with(session, "evidence", Evidence.id == row.id)
                ),
            )
        )


def bring_back(session: Session, evidence_id: int, rows: KeptRows) -> Moved:
    """Put evidence back, and keep it with the earlier text no longer."""
    kept = session.scalars(
        select(RevisionEvidence)
        .where(RevisionEvidence.evidence_id == evidence_id)
        .order_by(RevisionEvidence.id.desc())
    ).first()
    if kept is not None:
        session.delete(kept)
    moved = row_keeping.insert_rows(session, rows)
    marker_words.index_of(session, [moved.get(("evidence", evidence_id), evidence_id)])
    return moved


def taken_out(session: Session, revision: ObservationRevision) -> Sequence[RevisionEvidence]:
    """What the correction that began with this revision took out."""
    return session.scalars(
        select(RevisionEvidence)
        .where(RevisionEvidence.revision_id == revision.id)
        .order_by(RevisionEvidence.evidence_id)
    ).all()


def added_since(session: Session, revision: ObservationRevision) -> Sequence[Evidence]:
    """What the correction that began with this revision brought in."""
    return session.scalars(
        select(Evidence).where(
            Evidence.observation_id == revision.observation_id,
            Evidence.added_at > revision.kept_at,
        )
    ).all()


def differs(session: Session, row: Observation, revision: ObservationRevision) -> bool:
    """Whether a correction has changed anything, in the text or in the evidence."""
    approved = observation_rows.approved(revision.earlier)
    if approved.form != observation_rows.form_of(row):
        return True
    if approved.evidence is not None and approved.evidence != observation_rows.evidence_of(row):
        return True
    return bool(taken_out(session, revision) or added_since(session, revision))
