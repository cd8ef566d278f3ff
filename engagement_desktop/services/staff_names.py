"""Who wrote something, by name: those who left keep theirs, since records carry it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import StaffMember


class StaffNames:
    """The names of staff at a moment; whoever is not known has an empty one."""

    def __init__(self, session: Session) -> None:
        found = session.execute(select(StaffMember.id, StaffMember.name))
        self._names: dict[int, str] = dict(found.all())

    def of(self, staff_id: int | None) -> str:
        """The name, or empty text."""
        return "" if staff_id is None else self._names.get(staff_id, "")
