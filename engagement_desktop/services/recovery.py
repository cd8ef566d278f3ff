"""The recovery sheet: made, printed and read back; and the way in with it when nobody signs in.

The sheet and the school's file alone open everything. Its letters pass through memory only: they
stand in no log, no setting and no temporary file.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.records import School, StaffMember
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import Role
from engagement_desktop.reports import recovery_sheet
from engagement_desktop.reports.recovery_sheet import RecoverySheet
from engagement_desktop.security import key_file, key_front, recovery_code, slots
from engagement_desktop.security.device_secret import DeviceSecrets, new_secret
from engagement_desktop.security.key_file import KeyFile
from engagement_desktop.security.school_keys import SchoolKeys
from engagement_desktop.services import own_passwords, school_file, this_pc
from engagement_desktop.services.arrival import arrive
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.data_key import DataKey, salt_of
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.refusals import check_existing

_ASKED = 3


class AnotherSheet(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """The sheet was printed for another file, or before the file got its present key."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"This sheet does not belong to “{path.name}” as it is now.",
            safe="Nothing was changed.",
            to_do="Look for a newer sheet. An older one opens the backups from its own time.",
        )


@dataclass(frozen=True)
class Person:
    """An administrator who can get a new password with the sheet."""

    staff_id: int
    name: str


@dataclass(frozen=True)
class Recovered:
    """A file that a sheet has opened; nothing is changed before `take_back`."""

    path: Path
    school_ref: str
    school_name: str
    people: tuple[Person, ...]
    data_key: DataKey = field(repr=False)


@dataclass(frozen=True)
class TakenBack:
    """The school, open again; `code_is_new` where every PC needs the set-up code of a new sheet."""

    work: Workspace
    code_is_new: bool


def sheet(work: Workspace) -> RecoverySheet:
    """What the sheet of an open school says.

    Raises:
        NotAllowed, NoPasswordHere.
    """
    work.require(Act.KEYS)
    keys = own_passwords.keys_of(work)
    return RecoverySheet(
        school=work.school_name,
        file_name=work.database.path.name,
        made_on=work.today(),
        groups=recovery_code.in_groups(keys.data_key),
        set_up_code=keys.code(),
    )


def reveal(work: Workspace, password: str) -> RecoverySheet:
    """What the sheet says, once more, after the password; that it was asked for is entered.

    Raises:
        NotAllowed, NoPasswordHere, WrongPassword, TooSoon.
    """
    content = sheet(work)
    work.confirm(password)
    work.took_out(Act.KEYS, "recovery_sheet", ())
    return content


def pdf(content: RecoverySheet) -> bytes:
    """The sheet as a PDF, for the printer alone."""
    made = io.BytesIO()
    recovery_sheet.render(content, made)
    return made.getvalue()


def groups_to_ask() -> tuple[int, ...]:
    """Three groups, from 1, that are asked for to see that the sheet can be read."""
    numbers = secrets.SystemRandom().sample(range(1, recovery_code.GROUPS + 1), _ASKED)
    return tuple(sorted(numbers))


def read_back(content: RecoverySheet, typed: Mapping[int, str]) -> None:
    """See that these groups were read from the sheet.

    Raises:
        InvalidInput: by the field “group N”.
    """
    problems = tuple(
        FieldProblem(f"group {number}", "This is not the group on the sheet. Please look again.")
        for number, group in typed.items()
        if not recovery_code.agrees(group, content.groups[number - 1])
    )
    if problems:
        raise InvalidInput(problems)


def sheet_printed(work: Workspace) -> Saved[None]:
    """Write down that the sheet was printed and read back.

    Raises:
        NotAllowed.
    """
    return _set_printed(work, is_printed=True)


def key_is_new(work: Workspace) -> Saved[None]:
    """Write down that the file has a new key, whose sheet is still to be printed.

    Raises:
        NotAllowed.
    """
    return _set_printed(work, is_printed=False)


def open_with_sheet(path: Path, typed: str) -> Recovered:
    """Open a school's file with the code from its sheet, to see who may get a new password.

    Raises:
        BadRecoveryCode, AnotherSheet, and what `Database.open` and `migrate` raise.
    """
    check_existing(path)
    data_key = DataKey.from_bytes(recovery_code.from_typed(typed))
    if data_key.salt != salt_of(path):
        raise AnotherSheet(path)
    database = Database.open(path, data_key)
    try:
        school_file.bring_up_to_date(database)
        with database.read() as session:
            school = session.scalars(select(School)).one()
            rows = session.scalars(
                select(StaffMember)
                .where(StaffMember.role == Role.ADMINISTRATOR, StaffMember.left_on.is_(None))
                .order_by(func.lower(StaffMember.name))
            )
            people = tuple(Person(row.id, row.name) for row in rows)
            return Recovered(path, school.ref, school.name, people, data_key)
    finally:
        database.close()


def take_back(
    found: Recovered,
    staff_id: int,
    password: str,
    *,
    devices: DeviceSecrets | None = None,
    effort: slots.Effort | None = None,
    clock: Callable[[], datetime] | None = None,
) -> TakenBack:
    """Give an administrator a new password, and open the school.

    Where this PC still holds the school's device secret, everybody else's password stays. Where it
    does not, the file gets a new set-up code, and the others need start passwords.

    Raises:
        InvalidInput: the password is too easy.
        CredentialStoreLocked, KeyFileNotWritten, and what `move_in` raises.
    """
    person = next(each for each in found.people if each.staff_id == staff_id)
    if problems := own_passwords.problems(password, found.school_name, person.name):
        raise InvalidInput(problems)
    devices = devices or DeviceSecrets()
    keys, secret, is_new = _kept(found, devices)
    data_key = found.data_key.to_bytes()
    slot = slots.make_slot(
        school_ref=found.school_ref,
        staff_id=staff_id,
        sign_in_name=person.name,
        password=password,
        device_secret=secret,
        data_key=data_key,
        effort=effort or slots.calibrated(),
    )
    keys_path = key_front.beside(found.path)
    key_file.write(keys_path, keys.with_slot(slot))
    this_pc.keep(found.school_ref, secret, devices)
    held = SchoolKeys(keys_path, found.school_ref, staff_id, secret, data_key)
    arrived = arrive(found.path, found.data_key, staff_id, keys=held, clock=clock)
    work = school_file.move_in(arrived)
    if is_new:
        key_is_new(work)
    return TakenBack(work, is_new)


def _kept(found: Recovered, devices: DeviceSecrets) -> tuple[KeyFile, bytes, bool]:
    """The key file as far as it is still of use, the device secret, and whether that is new."""
    fresh = KeyFile(school_ref=found.school_ref, salt=found.data_key.salt)
    try:
        keys = key_file.read(key_front.beside(found.path))
        secret = this_pc.secret_of(found.school_ref, devices)
    except AppError:  # either is lost: everybody starts again
        keys, secret = fresh, b""
    keys = keys.settled(found.data_key.salt)
    if secret and keys.school_ref == found.school_ref and key_file.belongs(keys, secret):
        staff = tuple(
            slots.resealed(slot, found.data_key.to_bytes(), found.school_ref) for slot in keys.staff
        )
        return keys.model_copy(update={"salt": found.data_key.salt, "staff": staff}), secret, False
    secret = new_secret()
    check = key_file.device_check(secret)
    return fresh.model_copy(update={"device_check": check}), secret, True


def _set_printed(work: Workspace, *, is_printed: bool) -> Saved[None]:
    with work.writing(Act.KEYS) as session:
        school = session.get_one(School, work.school_id)
        school.sheet_printed_on = work.today() if is_printed else None
    return Saved(None, Changes.of(Kind.STAFF, work.staff_id))
