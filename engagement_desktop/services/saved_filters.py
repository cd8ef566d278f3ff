"""Choices of a timeline that a person keeps under a name; everybody has their own.

They name places, adults and outcomes, so they stand in the school's file and not on the PC.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from sqlalchemy import or_, select

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import SavedFilter
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.timeline_filter import Filter, WithEvidence
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class SavedChoice:
    """A choice with its name."""

    id: int
    name: str
    filter: Filter


def saved_filters(work: Workspace, pupil_id: int) -> tuple[SavedChoice, ...]:
    """What the person signed in has kept and can be used for this pupil, by name."""
    with work.database.read() as session:
        rows = session.scalars(
            select(SavedFilter)
            .where(
                SavedFilter.staff_id == work.staff_id,
                or_(SavedFilter.pupil_id.is_(None), SavedFilter.pupil_id == pupil_id),
            )
            .order_by(SavedFilter.name, SavedFilter.id)
        )
        return tuple(SavedChoice(row.id, row.name, _read(row.chosen)) for row in rows)


def save_filter(work: Workspace, pupil_id: int, name: str, chosen: Filter) -> Saved[SavedChoice]:
    """Keep a choice under a name; one of the same name gives way.

    One that names an outcome is offered for its pupil alone, any other for every pupil.

    Raises:
        InvalidInput: there is no name.
    """
    name = " ".join(name.split())
    if not name:
        raise InvalidInput((FieldProblem("name", "Please write a name."),))
    whose = pupil_id if chosen.outcome_id is not None else None
    with work.database.write() as session:
        row = session.scalar(
            select(SavedFilter).where(
                SavedFilter.staff_id == work.staff_id,
                SavedFilter.pupil_id.is_(None) if whose is None else SavedFilter.pupil_id == whose,
                SavedFilter.name == name,
            )
        )
        if row is None:
            row = SavedFilter(staff_id=work.staff_id, pupil_id=whose, name=name)
            session.add(row)
        row.chosen, row.saved_at = _written(chosen), work.now()
        session.flush()
        return Saved(SavedChoice(row.id, name, chosen), _changes(row))


def forget_filter(work: Workspace, saved_id: int) -> Saved[SavedChoice]:
    """Take a kept choice away; `save_filter` puts it back.

    Raises:
        AppError: it is gone, or somebody else's.
    """
    with work.database.write() as session:
        row = session.get(SavedFilter, saved_id)
        if row is None or row.staff_id != work.staff_id:
            raise AppError("This choice is no longer kept.")
        kept = SavedChoice(row.id, row.name, _read(row.chosen))
        changes = _changes(row)
        session.delete(row)
    return Saved(kept, changes)


def _changes(row: SavedFilter) -> Changes:
    return Changes.of(Kind.SAVED_FILTER, row.id)


def _written(chosen: Filter) -> str:
    return json.dumps({**asdict(chosen), "areas": sorted(chosen.areas)})


def _read(text: str) -> Filter:
    kept = json.loads(text)
    time, status, evidence = kept["time_of_day"], kept["status"], kept["evidence"]
    return Filter(
        **{
            **kept,
            "areas": frozenset(map(Area, kept["areas"])),
            "time_of_day": TimeOfDay(time) if time else None,
            "status": ObservationStatus(status) if status else None,
            "evidence": WithEvidence(evidence) if evidence else None,
        }
    )
