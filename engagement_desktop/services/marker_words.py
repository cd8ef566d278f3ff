"""Marks of clips in the search index; a trigger of the file takes them out when a mark goes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import Evidence, Marker
from engagement_desktop.services.changes import Kind
from engagement_desktop.storage import search


def index(session: Session, row: Marker) -> None:
    """Let a mark be found by its words; one without any is not in the index."""
    words = "\n".join(part for part in (row.title.strip(), row.note.strip()) if part)
    if words:
        pupil_id = session.scalars(
            select(Evidence.pupil_id).where(Evidence.id == row.evidence_id)
        ).one()
        search.put(session, Kind.MARKER, row.id, pupil_id, words)
    else:
        search.remove(session, Kind.MARKER, row.id)


def index_of(session: Session, evidence_ids: Iterable[int]) -> None:
    """Let the marks of these clips be found: they were just put back or copied."""
    for row in session.scalars(select(Marker).where(Marker.evidence_id.in_(list(evidence_ids)))):
        index(session, row)
