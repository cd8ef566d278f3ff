"""A pupil's row with all that belongs to it, or the words for a pupil who is no longer there."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Pupil


def preferred_name(session: Session, pupil_id: int) -> str:
    """What the pupil is called.

    Raises:
        AppError: the pupil is gone.
    """
    name = session.scalar(select(Pupil.preferred_name).where(Pupil.id == pupil_id))
    if name is None:
        raise _gone()
    return name


def check_there(session: Session, *pupil_ids: int) -> None:
    """Go on only if these pupils are in the file: before something is written of them.

    Raises:
        AppError: one of them is gone.
    """
    there = session.scalars(select(Pupil.id).where(Pupil.id.in_(pupil_ids)))
    if set(there) != set(pupil_ids):
        raise _gone()


def pupil_row(session: Session, pupil_id: int) -> Pupil:
    """The pupil with class, needs and permissions.

    Raises:
        AppError: the pupil is gone.
    """
    pupil = session.get(
        Pupil,
        pupil_id,
        options=[
            joinedload(Pupil.class_group),
            selectinload(Pupil.needs),
            selectinload(Pupil.permissions),
        ],
    )
    if pupil is None:
        raise _gone()
    return pupil


def _gone() -> AppError:
    return AppError(
        "This pupil is no longer in the school’s file.", to_do="Please choose another pupil."
    )


def at_school(today: date, class_id: int | None = None) -> list[ColumnElement[bool]]:
    """Picks out the pupils who are at school `today`: of a class, or of all."""
    picked = [or_(Pupil.left_on.is_(None), Pupil.left_on >= today)]
    if class_id is not None:
        picked.append(Pupil.class_group_id == class_id)
    return picked
