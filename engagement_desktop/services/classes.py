"""The classes of the school: making and renaming them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.records import ClassGroup
from engagement_desktop.models.roles import Act
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace


def save_class(work: Workspace, class_id: int | None, name: str) -> Saved[int]:
    """Make a class, or rename the one that is there; its id. It stands after the others.

    Raises:
        NotAllowed.
        InvalidInput: there is no name, or another class has it.
        AppError: the class is gone.
    """
    name = " ".join(name.split())
    with work.writing(Act.SCHOOL) as session:
        _check(session, class_id, name)
        if class_id is None:
            last = session.scalar(select(func.max(ClassGroup.position)))
            row = ClassGroup(position=0 if last is None else last + 1)
            session.add(row)
        else:
            there = session.get(ClassGroup, class_id)
            if there is None:
                raise AppError(
                    "This class is no longer there.", to_do="The page shows what is there now."
                )
            row = there
        row.name = name
        session.flush()
    # A class's name stands beside each of its pupils and staff.
    return Saved(row.id, Changes.of(Kind.SCHOOL, work.school_id))


def _check(session: Session, class_id: int | None, name: str) -> None:
    if not name:
        raise InvalidInput((FieldProblem("name", "Please write the name of the class."),))
    same = select(ClassGroup.id).where(func.lower(ClassGroup.name) == name.lower())
    if session.scalar(same.where(ClassGroup.id != (class_id or 0))) is not None:
        raise InvalidInput((FieldProblem("name", f"There is a class called {name} already."),))
