"""Permissions for photos and video: given for a use, withdrawn, and always kept in writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.permissions import SHORT_USE, stands
from engagement_desktop.models.records import Permission, Pupil
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.pupil_rows import pupil_row
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class PermissionLine:
    """A short statement for the page header: what stands, or what does not."""

    text: str
    stands: bool


@dataclass(frozen=True)
class PermissionView:
    """One permission as given, and whether it stands today."""

    id: int
    use: PermissionUse
    given_by: str
    basis: str
    from_on: date
    until_on: date | None
    withdrawn_on: date | None
    stands: bool


@dataclass(frozen=True)
class PermissionForm:
    """A permission as typed."""

    use: PermissionUse
    given_by: str
    basis: str = "consent"
    from_on: date | None = None
    until_on: date | None = None


def of_pupil(pupil: Pupil, today: date) -> tuple[PermissionView, ...]:
    """All that were ever given, by use, the latest first; `today` says which stand."""
    order = list(PermissionUse)
    return tuple(
        PermissionView(
            id=permission.id,
            use=permission.use,
            given_by=permission.given_by,
            basis=permission.basis,
            from_on=permission.from_on,
            until_on=permission.until_on,
            withdrawn_on=permission.withdrawn_on,
            stands=stands(permission.from_on, permission.until_on, permission.withdrawn_on, today),
        )
        for permission in sorted(
            pupil.permissions,
            key=lambda permission: (
                order.index(permission.use),
                -permission.from_on.toordinal(),
                -permission.id,
            ),
        )
    )


def lines(permissions: Sequence[PermissionView]) -> tuple[PermissionLine, ...]:
    """At most two lines: the uses for which permission stands, and those for which it does not."""
    standing = {permission.use for permission in permissions if permission.stands}
    yes = [SHORT_USE[use] for use in PermissionUse if use in standing]
    no = [SHORT_USE[use] for use in PermissionUse if use not in standing]
    if not yes:
        return (PermissionLine("No permission for photos and video yet", stands=False),)
    said = [PermissionLine(f"Photo and video: {', '.join(yes)}", stands=True)]
    if no:
        said.append(PermissionLine(f"Not for {', '.join(no)}", stands=False))
    return tuple(said)


def add(work: Workspace, pupil_id: int, form: PermissionForm) -> Saved[int]:
    """Write down a permission that was given.

    Raises:
        InvalidInput: nobody is named, or the dates are the wrong way round.
    """
    from_on = form.from_on or work.today()
    problems = []
    if not form.given_by.strip():
        problems.append(FieldProblem("given_by", "Please write who gave this permission."))
    if form.until_on and form.until_on < from_on:
        problems.append(FieldProblem("until_on", "This is before the day the permission starts."))
    if problems:
        raise InvalidInput(tuple(problems))
    with work.writing(Act.PERMIT) as session:
        permission = Permission(
            pupil_id=pupil_row(session, pupil_id).id,
            use=form.use,
            given_by=form.given_by.strip(),
            basis=form.basis.strip() or "consent",
            from_on=from_on,
            until_on=form.until_on,
        )
        session.add(permission)
        session.flush()
        saved = permission.id
    return Saved(saved, Changes.of(Kind.PERMISSION, saved, pupils=[pupil_id]))


def withdraw(work: Workspace, permission_id: int) -> Saved[None]:
    """Withdraw a permission from today on; its history stays."""
    return _set_withdrawn(work, permission_id, work.today())


def undo_withdrawal(work: Workspace, permission_id: int) -> Saved[None]:
    """Take a withdrawal back."""
    return _set_withdrawn(work, permission_id, None)


def _set_withdrawn(work: Workspace, permission_id: int, day: date | None) -> Saved[None]:
    with work.writing(Act.PERMIT) as session:
        permission = session.get(Permission, permission_id)
        if permission is None:
            raise AppError(
                "This permission is no longer there.", to_do="Please open the pupil again."
            )
        permission.withdrawn_on = day
        pupil_id = permission.pupil_id
    return Saved(None, Changes.of(Kind.PERMISSION, permission_id, pupils=[pupil_id]))
