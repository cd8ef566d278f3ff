"""Reads evidence as the pages show it, within somebody else's unit of work."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload, undefer

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Evidence, Marker
from engagement_desktop.services.observation_views import EvidenceView, MarkedMoment


def evidence_views(session: Session, where: ColumnElement[bool]) -> tuple[EvidenceView, ...]:
    """The evidence that meets `where`, in the order added, with posters and markers."""
    found = session.scalars(
        select(Evidence)
        .where(where)
        .order_by(Evidence.id)
        .options(
            undefer(Evidence.poster), selectinload(Evidence.markers).selectinload(Marker.areas)
        )
    )
    return tuple(_view(row) for row in found)


def _view(row: Evidence) -> EvidenceView:
    return EvidenceView(
        id=row.id,
        observation_id=row.observation_id,
        kind=row.kind,
        original_name=row.original_name,
        caption=row.caption,
        taken_at=row.taken_at,
        width=row.width,
        height=row.height,
        seconds=row.seconds,
        poster=row.poster,
        markers=tuple(_marker(marker) for marker in row.markers),
    )


def _marker(row: Marker) -> MarkedMoment:
    touched = {marked.area for marked in row.areas}
    return MarkedMoment(
        id=row.id,
        pts=row.pts,
        frame=row.frame,
        title=row.title,
        areas=tuple(area for area in Area if area in touched),
    )
