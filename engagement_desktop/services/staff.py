"""Who is signed in, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass

from engagement_desktop.models.records import StaffMember
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
