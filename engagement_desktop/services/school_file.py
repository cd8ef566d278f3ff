"""Making, opening and closing a school's file: the one place where keys meet the database.

A file comes into being beside its final name and is renamed when everything is in it, so a file
with a school's name is always a whole one.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session, configure_mappers

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.records import School, StaffMember, Term, VocabularyWord
from engagement_desktop.models.school_year import first_year, school_year, usual_terms, year_bounds
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import shipped_words
from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.security import key_file, key_front, slots
from engagement_desktop.security.device_secret import (
    DeviceSecrets,
    from_set_up_code,
    new_secret,
)
from engagement_desktop.security.school_keys import SchoolKeys
from engagement_desktop.services import (
    audit,
    contents,
    overwriting,
    own_passwords,
    rekeying,
    this_pc,
)
from engagement_desktop.services.access import put_up_alone
from engagement_desktop.services.arrival import (
    Arrival,
    arrive,
    arrive_at_demo,
    utc_now,
)
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.in_use import InUseLock
from engagement_desktop.storage.keyed_file import discard, put_in_place
from engagement_desktop.storage.media_store import MediaStore
from engagement_desktop.storage.refusals import (
    AlreadyThere,
    Damaged,
    FolderMissing,
    check_existing,
)

_Keys: TypeAlias = tuple[key_file.KeyFile, SchoolKeys | None]
"""What a new key file holds, and what its maker holds of it."""


class NoLongerHere(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """A key of somebody who left, from a key file older than their leaving."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} no longer works with this school’s file.",
            safe="Nothing was opened.",
            to_do="Ask an administrator if this is not so.",
        )


def create_school(
    path: Path,
    school_name: str,
    admin_name: str,
    password: str,
    *,
    set_up_code: str = "",
    devices: DeviceSecrets | None = None,
    effort: slots.Effort | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Workspace:
    """Make a school's file with its first administrator, and open it.

    With no `set_up_code` a new device secret is kept by this PC's credential store, and
    `SchoolKeys.code` gives it in letters. With one, it is kept if this PC can.

    Raises:
        InvalidInput: a name is empty or the password is too easy.
        NoCredentialStore, CredentialStoreLocked, CredentialStoreFailed: and no code was given.
        BadSetUpCode, and what `Database.create` and `key_file.write` raise. Nothing is left
        behind.
    """
    _check_form(school_name, admin_name, password)
    devices = devices or DeviceSecrets()
    device_secret = from_set_up_code(set_up_code) if set_up_code else new_secret()
    name = admin_name.strip()

    def keys(school_ref: str, staff_id: int, data_key: DataKey) -> _Keys:
        this_pc.keep(school_ref, device_secret, devices, needed=not set_up_code)
        slot = slots.make_slot(
            school_ref=school_ref,
            staff_id=staff_id,
            sign_in_name=name,
            password=password,
            device_secret=device_secret,
            data_key=data_key.to_bytes(),
            effort=effort or slots.calibrated(),
        )
        content = key_file.KeyFile(
            school_ref=school_ref,
            salt=data_key.salt,
            device_check=key_file.device_check(device_secret),
            staff=(slot,),
        )
        return content, SchoolKeys(
            key_front.beside(path), school_ref, staff_id, device_secret, data_key.to_bytes()
        )

    return _create(path, school_name.strip(), name, keys, is_demo=False, clock=clock)


def create_demo(
    path: Path,
    school_name: str,
    staff_name: str,
    *,
    clock: Callable[[], datetime] | None = None,
) -> Workspace:
    """Make an empty demo school, whose key stands openly in its key file, and open it."""

    def keys(school_ref: str, staff_id: int, data_key: DataKey) -> _Keys:
        demo = key_file.DemoSlot(staff_id=staff_id, data_key=data_key.to_bytes())
        return key_file.KeyFile(school_ref=school_ref, demo=demo), None

    return _create(path, school_name, staff_name, keys, is_demo=True, clock=clock)


def open_school(
    path: Path,
    password: str,
    *,
    sign_in_name: str = "",
    set_up_code: str = "",
    devices: DeviceSecrets | None = None,
    own_password: str = "",
    clock: Callable[[], datetime] | None = None,
) -> Workspace:
    """Sign in to a school's file and open all of it; raises what `unlock` and `move_in` raise."""
    return move_in(
        unlock(
            path,
            password,
            sign_in_name=sign_in_name,
            set_up_code=set_up_code,
            devices=devices,
            own_password=own_password,
            clock=clock,
        )
    )


def open_demo(path: Path, *, clock: Callable[[], datetime] | None = None) -> Workspace:
    """Open a demo school; raises what `arrive_at_demo` and `move_in` raise."""
    return move_in(arrive_at_demo(path, clock=clock))


def unlock(
    path: Path,
    password: str,
    *,
    sign_in_name: str = "",
    set_up_code: str = "",
    devices: DeviceSecrets | None = None,
    own_password: str = "",
    clock: Callable[[], datetime] | None = None,
) -> Arrival:
    """Sign in to a school's file.

    `sign_in_name` may be empty while only one person signs in. With a `set_up_code` this PC is
    enrolled when the password was right, if it can keep a secret. `own_password` takes the place of
    a start password.

    Raises:
        NotEnrolled: the set-up code is needed.
        OwnPasswordNeeded: it was a start password.
        InvalidInput: `own_password` is too easy.
        InUse: another process has the file open.
        WrongPassword, TooSoon, WrongDevice, NoSuchPerson, BadSetUpCode, CredentialStoreLocked,
        CredentialStoreFailed, and what `key_file.read` and `arrive` raise.
    """
    check_existing(path)
    devices = devices or DeviceSecrets()
    keys_path = key_front.beside(path)
    lock = InUseLock(path)
    lock.acquire()  # from here on the key file is ours, too
    try:
        school_ref = rekeying.settle(path).school_ref
        device_secret = (
            from_set_up_code(set_up_code) if set_up_code else this_pc.secret_of(school_ref, devices)
        )
        opened = key_file.unlock(
            keys_path,
            password=password,
            device_secret=device_secret,
            now=(clock or utc_now)(),
            sign_in_name=sign_in_name,
        )
        held = SchoolKeys(keys_path, school_ref, opened.staff_id, device_secret, opened.data_key)
        if opened.is_start:
            own_passwords.replace_start(held, password, own_password)
        if set_up_code:
            this_pc.keep(school_ref, device_secret, devices)
        data_key = DataKey.from_bytes(opened.data_key)
        return arrive(path, data_key, opened.staff_id, keys=held, clock=clock, lock=lock)
    except BaseException:
        lock.release()
        raise


def move_in(arrival: Arrival) -> Workspace:
    """Open all of a school whose file is unlocked; a refusal lets go of the file.

    Raises:
        NewerVersion, Damaged, NoLongerHere, and whatever else `migrate` raises.
    """
    database = Database(arrival.file)
    try:
        database.stop_writing_anew()
        if arrival.first is None:
            bring_up_to_date(database)
        media = MediaStore(database)
        media.remove_unfinished()
        contents.let_go_of_unused(database)
        with database.read() as session:
            school = session.scalar(select(School))
            person = session.get(StaffMember, arrival.staff_id)
            if school is None or person is None:
                raise Damaged(arrival.path)
            if person.left_on is not None:
                raise NoLongerHere(person.name)
            work = Workspace(
                database=database,
                media=media,
                school_id=school.id,
                school_ref=school.ref,
                school_name=school.name,
                staff_id=person.id,
                role=person.role,
                keys=arrival.keys,
                clock=arrival.clock,
            )
        audit.begin(database)
        if not school.is_demo:  # whose story brings its own terms
            _begin_year(database, arrival.today())
        if person.role is Role.MODERATOR:
            database.narrow(put_up_alone)
    except BaseException:
        database.close()
        raise
    return work


def _begin_year(database: Database, today: date) -> None:
    """See that the school year of `today` has terms: where it has none yet, the usual ones."""
    first, last = year_bounds(school_year(today))
    in_it = select(Term.id).where(Term.first_day <= last, Term.last_day >= first).limit(1)
    with database.read() as session:
        if session.scalar(in_it) is not None:
            return
    with database.write() as session:
        session.add_all(_usual_terms(today))


def _usual_terms(today: date) -> list[Term]:
    return [
        Term(name=term.name, first_day=term.first_day, last_day=term.last_day)
        for term in usual_terms(first_year(today))
    ]


def prepare() -> None:
    """Do what the first opening would do first, while a password is still being typed."""
    configure_mappers()


def is_to_tidy(work: Workspace) -> bool:
    """Whether there is anything for `tidy` to do."""
    return work.media.has_removals() or overwriting.is_due(work)


def tidy(work: Workspace, progress: Progress | None = None) -> None:
    """Overwrite what was let go of when the file was opened, or erased before; for the background.

    Raises:
        Cancelled: the user stopped it; it goes on after the next opening.
    """
    work.media.finish_removals(progress)
    if overwriting.is_due(work):
        overwriting.finish(work, progress or SilentProgress())


def close(work: Workspace) -> None:
    """As `Workspace.close`."""
    work.close()


def bring_up_to_date(database: Database) -> None:
    """Give an open file the shape of this release; raises what `migrate` raises."""
    from engagement_desktop.storage.migrations import migrate  # loads Alembic, seldom needed

    migrate(database)


def _check_form(school_name: str, admin_name: str, password: str) -> None:
    problems = []
    if not school_name.strip():
        problems.append(FieldProblem("school_name", "Please write the school’s name."))
    if not admin_name.strip():
        problems.append(FieldProblem("admin_name", "Please write your name."))
    problems += own_passwords.problems(password, school_name, admin_name)
    if problems:
        raise InvalidInput(tuple(problems))


def _create(
    path: Path,
    school_name: str,
    staff_name: str,
    keys: Callable[[str, int, DataKey], _Keys],
    *,
    is_demo: bool,
    clock: Callable[[], datetime] | None,
) -> Workspace:
    """Make a school's two files and open it; a failure leaves nothing behind.

    `keys` makes the keys of the school's ref, the first person's id and the data key, when
    everything else is written.
    """
    _check_place(path)
    school_ref = uuid.uuid4().hex
    data_key = DataKey.random()
    terms = [] if is_demo else _usual_terms((clock or utc_now)().astimezone().date())
    school = School(ref=school_ref, name=school_name, is_demo=is_demo)
    staff_id = _furnish(path, data_key, school, staff_name, terms)
    try:
        content, held = keys(school_ref, staff_id, data_key)
        _put_in_place(path, content)
    except BaseException:
        discard(_unfinished(path))
        raise
    return move_in(arrive(path, data_key, staff_id, keys=held, clock=clock))


def _check_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise FolderMissing(path)
    for taken in (path, key_front.beside(path)):
        if taken.exists():
            raise AlreadyThere(taken)


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + ".unfinished")


def _furnish(
    path: Path, data_key: DataKey, school: School, staff_name: str, terms: list[Term]
) -> int:
    """Write the whole new file under its unfinished name; the first person's id."""
    unfinished = _unfinished(path)
    discard(unfinished)
    database = Database.create(unfinished, data_key)
    try:
        bring_up_to_date(database)
        with database.write() as session:
            person = StaffMember(name=staff_name, role=Role.ADMINISTRATOR)
            session.add_all([school, person, *terms])
            _add_words(session)
            session.flush()
            staff_id = person.id
    except BaseException:
        database.close()
        discard(unfinished)
        raise
    database.close()
    return staff_id


def _add_words(session: Session) -> None:
    for position, word in enumerate(shipped_words()):
        session.add(
            VocabularyWord(
                key=word.key, vocabulary=word.vocabulary, text=word.text, position=position
            )
        )


def _put_in_place(path: Path, keys: key_file.KeyFile) -> None:
    """The key file first: a school's file without its keys could never be opened."""
    keys_path = key_front.beside(path)
    key_file.write(keys_path, keys)
    try:
        put_in_place(_unfinished(path), path)
    except BaseException:
        keys_path.unlink(missing_ok=True)
        raise
