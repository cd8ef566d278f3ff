"""The people who work with the school's file: who is signed in, and who there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from engagement_desktop.models.records import ClassGroup, StaffMember
from engagement_desktop.models.states import Role
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class SignedIn:
    """The person whose hold on the school's file this is. `class_id` is their own class, if any."""

    id: int
    name: str
    job: str
    role: Role
    class_id: int | None

    @property
    def first_name(self) -> str:
        """How the greeting speaks to them."""
        return self.name.split()[0] if self.name.split() else ""

    @property
    def words(self) -> str:
        """Name and job in one line: “Jo Field, class teacher”."""
        return ", ".join(part for part in (self.name, self.job or self.role.value) if part)


def signed_in(work: Workspace) -> SignedIn:
    """The member of staff who opened the school."""
    with work.database.read() as session:
        row = session.get_one(StaffMember, work.staff_id)
        return SignedIn(row.id, row.name, row.job, row.role, row.class_group_id)


@dataclass(frozen=True)
class StaffLine:
    """One person in the list of staff."""

    id: int
    name: str
    role: Role
    job: str
    class_name: str
    left_on: date | None
    is_me: bool


def list_staff(work: Workspace) -> tuple[StaffLine, ...]:
    """Everybody, by name: those who are here first, then those who left."""
    with work.database.read() as session:
        rows = session.execute(
            select(StaffMember, ClassGroup.name)
            .outerjoin(ClassGroup, ClassGroup.id == StaffMember.class_group_id)
            .order_by(StaffMember.left_on.is_not(None), func.lower(StaffMember.name))
        )
        return tuple(
            StaffLine(
                member.id,
                member.name,
                member.role,
                member.job,
                class_name or "",
                member.left_on,
                member.id == work.staff_id,
            )
            for member, class_name in rows
        )
