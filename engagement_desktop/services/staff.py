"""The people who work with the school's file: who is signed in, who there is, and their keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.pupil_list import ClassRow
from engagement_desktop.models.records import ClassGroup, School, StaffClass, StaffMember
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import Vocabulary, Word
from engagement_desktop.security.passwords import new_start_password
from engagement_desktop.services import own_passwords
from engagement_desktop.services.changes import Changes, Kind, Saved
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


class WayIn(StrEnum):
    """How somebody signs in."""

    NONE = "cannot sign in"
    START = "has a start password"
    OWN = "signs in"


@dataclass(frozen=True)
class StaffLine:
    """One person in the list of staff; of `class_names` the first is their own class, if any."""

    id: int
    name: str
    role: Role
    job: str
    class_names: tuple[str, ...]
    left_on: date | None
    is_me: bool
    way_in: WayIn


@dataclass(frozen=True)
class StaffForm:
    """What is written down about a member of staff.

    `class_id` is their own class, `further_class_ids` those they work with besides. `who_observed`
    is what their observations say of them unless they say otherwise: a key of that vocabulary.
    """

    name: str = ""
    role: Role = Role.TEACHER
    job: str = ""
    who_observed: str | None = None
    class_id: int | None = None
    further_class_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class StaffView:
    """What the page of staff shows. `observers` are the words for who observed."""

    lines: tuple[StaffLine, ...]
    classes: tuple[ClassRow, ...]
    observers: tuple[Word, ...]
    sheet_printed_on: date | None


class LastAdministrator(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """Without an administrator who signs in, nobody could look after staff any more."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is the only administrator who signs in.",
            safe="Nothing was changed.",
            to_do="First let somebody else sign in as an administrator.",
        )


class NotOneself(AppError):  # noqa: N818 - as above
    """Nobody takes their own key away while they are signed in with it."""

    def __init__(self) -> None:
        super().__init__(
            "You cannot end your own work with this file while you are signed in.",
            safe="Nothing was changed.",
            to_do="Please ask another administrator to do it.",
        )


def staff_view(work: Workspace) -> StaffView:
    """Everything that the page of staff shows."""
    with work.database.read() as session:
        groups = session.scalars(select(ClassGroup).order_by(ClassGroup.position, ClassGroup.name))
        classes = tuple(ClassRow(row.id, row.name) for row in groups)
        printed = session.get_one(School, work.school_id).sheet_printed_on
    return StaffView(
        lines=list_staff(work),
        classes=classes,
        observers=work.words().offered(Vocabulary.WHO_OBSERVED),
        sheet_printed_on=printed,
    )


def list_staff(work: Workspace) -> tuple[StaffLine, ...]:
    """Everybody, by name: those who are here first, then those who left."""
    ways = _ways_in(work)
    with work.database.read() as session:
        names = {row.id: row.name for row in session.scalars(select(ClassGroup))}
        further = _further_classes(session)
        rows = session.scalars(
            select(StaffMember).order_by(
                StaffMember.left_on.is_not(None), func.lower(StaffMember.name)
            )
        )
        return tuple(
            StaffLine(
                id=row.id,
                name=row.name,
                role=row.role,
                job=row.job,
                class_names=tuple(
                    names[each]
                    for each in (row.class_group_id, *further.get(row.id, ()))
                    if each is not None
                ),
                left_on=row.left_on,
                is_me=row.id == work.staff_id,
                way_in=ways.get(row.id, WayIn.NONE),
            )
            for row in rows
        )


def staff_form(work: Workspace, staff_id: int) -> StaffForm:
    """What is written down about somebody, to be changed.

    Raises:
        AppError: they are not there.
    """
    with work.database.read() as session:
        row = _person(session, staff_id)
        return StaffForm(
            name=row.name,
            role=row.role,
            job=row.job,
            who_observed=row.who_observed,
            class_id=row.class_group_id,
            further_class_ids=_further_classes(session).get(staff_id, ()),
        )


def save(work: Workspace, staff_id: int | None, form: StaffForm) -> Saved[int]:
    """Write down a member of staff, new where `staff_id` is None; their id.

    A new person cannot sign in before `give_start_password`.

    Raises:
        NotAllowed, InvalidInput, LastAdministrator.
        NameTaken: somebody else signs in under this name.
    """
    work.require(Act.STAFF)
    name = " ".join(form.name.split())
    if not name:
        raise InvalidInput((FieldProblem("name", "Please write the name."),))
    if staff_id is not None:
        if form.role is not Role.ADMINISTRATOR:
            _keep_an_administrator(work, staff_id)
        if work.keys is not None:
            work.keys.rename(staff_id, name)
    with work.writing(Act.STAFF) as session:
        row = StaffMember() if staff_id is None else _person(session, staff_id)
        row.name, row.role, row.job = name, form.role, form.job.strip()
        row.who_observed, row.class_group_id = form.who_observed, form.class_id
        session.add(row)
        session.flush()
        session.execute(delete(StaffClass).where(StaffClass.staff_id == row.id))
        for class_id in dict.fromkeys(form.further_class_ids):
            if class_id != form.class_id:
                session.add(StaffClass(staff_id=row.id, class_group_id=class_id))
    return Saved(row.id, Changes.of(Kind.STAFF, row.id))


def give_start_password(work: Workspace, staff_id: int) -> Saved[str]:
    """A fresh start password for somebody, whatever theirs was; to be handed over in person.

    Raises:
        NotAllowed, NoPasswordHere, NotOneself, NameTaken, KeyFileNotWritten.
    """
    work.require(Act.STAFF)
    keys = own_passwords.keys_of(work)
    if staff_id == work.staff_id:
        raise NotOneself
    with work.database.read() as session:
        row = _person(session, staff_id)
        name = row.name
        if row.left_on is not None:
            raise InvalidInput((FieldProblem("name", f"{name} no longer works here."),))
    work.took_out(Act.STAFF, "start_password", (staff_id,))
    password = new_start_password()
    keys.give(staff_id, name, password, is_start=True)
    return Saved(password, Changes.of(Kind.STAFF, staff_id))


def leave(work: Workspace, staff_id: int) -> Saved[None]:
    """Somebody leaves: their key goes at once, what they wrote stays with their name.

    Raises:
        NotAllowed, NotOneself, LastAdministrator, KeyFileNotWritten.
    """
    work.require(Act.STAFF)
    if staff_id == work.staff_id:
        raise NotOneself
    _keep_an_administrator(work, staff_id)
    if work.keys is not None:
        work.keys.take_away(staff_id)
    return _set_left(work, staff_id, work.today())


def come_back(work: Workspace, staff_id: int) -> Saved[None]:
    """Somebody who left is here again; they need a start password to sign in.

    Raises:
        NotAllowed.
    """
    return _set_left(work, staff_id, None)


def _set_left(work: Workspace, staff_id: int, day: date | None) -> Saved[None]:
    with work.writing(Act.STAFF) as session:
        _person(session, staff_id).left_on = day
    return Saved(None, Changes.of(Kind.STAFF, staff_id))


def _person(session: Session, staff_id: int) -> StaffMember:
    row = session.get(StaffMember, staff_id)
    if row is None:
        raise AppError(
            "This member of staff is no longer there.", to_do="The page shows who is there now."
        )
    return row


def _ways_in(work: Workspace) -> dict[int, WayIn]:
    if work.keys is None:
        return {}
    return {
        each.staff_id: WayIn.START if each.is_start else WayIn.OWN for each in work.keys.holders()
    }


def _keep_an_administrator(work: Workspace, staff_id: int) -> None:
    """See that an administrator with a password of their own remains without this one."""
    ways = _ways_in(work)
    with work.database.read() as session:
        rows = session.scalars(
            select(StaffMember).where(
                StaffMember.role == Role.ADMINISTRATOR, StaffMember.left_on.is_(None)
            )
        ).all()
        signing_in = {row.id: row.name for row in rows if ways.get(row.id) is WayIn.OWN}
    if set(signing_in) == {staff_id}:
        raise LastAdministrator(signing_in[staff_id])


def _further_classes(session: Session) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    rows = session.execute(
        select(StaffClass.staff_id, StaffClass.class_group_id)
        .join(ClassGroup, ClassGroup.id == StaffClass.class_group_id)
        .order_by(ClassGroup.position, ClassGroup.name)
    )
    for staff_id, class_id in rows:
        found[staff_id] = (*found.get(staff_id, ()), class_id)
    return found
