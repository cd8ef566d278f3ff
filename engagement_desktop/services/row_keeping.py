"""Keeps the rows of records about to be deleted, so that undo puts them back as they were."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy import ColumnElement, insert, or_, select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import (
    AreaResponse,
    Base,
    Comparison,
    Evidence,
    Marker,
    Observation,
    ParagraphSource,
)

KeptRows: TypeAlias = tuple[tuple[str, tuple[tuple[str, object], ...]], ...]
"""Rows in an order in which they can be put back: the table's name, then its columns."""

_OF_OBSERVATION = (
    "observation_context",
    "observation_outcome",
    "observation_statement",
    "judgement_observation",
    "moderation_observation",
)


def observation_rows(session: Session, observation_id: int) -> KeptRows:
    """Every row that goes when this observation is deleted."""
    tables = Base.metadata.tables
    responses = select(AreaResponse.id).where(AreaResponse.observation_id == observation_id)
    kept = _gather(session, "observation", Observation.id == observation_id)
    kept += _gather(session, "area_response", AreaResponse.observation_id == observation_id)
    for name in ("response_support", "response_subtle", "response_check"):
        kept += _gather(session, name, tables[name].c.response_id.in_(responses))
    for name in _OF_OBSERVATION:
        kept += _gather(session, name, tables[name].c.observation_id == observation_id)
    kept += evidence_rows(session, Evidence.observation_id == observation_id)
    rests_on_text = ParagraphSource.observation_id == observation_id
    return kept + _gather(session, "paragraph_source", rests_on_text)


def evidence_rows(session: Session, where: ColumnElement[bool]) -> KeptRows:
    """Every row that goes when the evidence that meets `where` is deleted; not its content."""
    tables = Base.metadata.tables
    evidence = select(Evidence.id).where(where)
    markers = select(Marker.id).where(Marker.evidence_id.in_(evidence))
    kept = _gather(session, "evidence", where)
    kept += _gather(session, "marker", Marker.evidence_id.in_(evidence))
    for name in ("marker_area", "marker_subtle"):
        kept += _gather(session, name, tables[name].c.marker_id.in_(markers))
    compared = or_(Comparison.earlier_id.in_(evidence), Comparison.later_id.in_(evidence))
    kept += _gather(session, "comparison", compared)
    return kept + _gather(session, "paragraph_source", ParagraphSource.evidence_id.in_(evidence))


def insert_rows(session: Session, kept: KeptRows) -> None:
    """Put the rows back."""
    for table, columns in kept:
        session.execute(insert(Base.metadata.tables[table]).values(dict(columns)))


def _gather(session: Session, table: str, where: ColumnElement[bool]) -> KeptRows:
    of_table = Base.metadata.tables[table]
    found = session.execute(select(of_table).where(where).order_by(*of_table.primary_key.columns))
    return tuple((table, tuple(dict(row._mapping).items())) for row in found)
