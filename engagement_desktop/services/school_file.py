"""Making, opening and closing a school's file: the one place where keys meet the database.

A file comes into being beside its final name and is renamed when everything is in it, so a file
with a school's name is always a whole one.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, configure_mappers

from engagement_desktop.errors import FieldProblem, InvalidInput
from engagement_desktop.models.records import School, StaffMember, VocabularyWord
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import shipped_words
from engagement_desktop.progress import Progress
from engagement_desktop.security import key_file, key_front, passwords, slots
from engagement_desktop.security.device_secret import (
    CredentialStoreFailed,
    CredentialStoreLocked,
    DeviceSecrets,
    NoCredentialStore,
    from_set_up_code,
    new_secret,
)
from engagement_desktop.security.device_secret import set_up_code as as_set_up_code
from engagement_desktop.services import contents
from engagement_desktop.services.arrival import (
    Arrival,
    NotEnrolled,
    arrive,
    arrive_at_demo,
    utc_now,
)
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.keyed_file import discard
from engagement_desktop.storage.media_store import MediaStore
from engagement_desktop.storage.refusals import (
    AlreadyThere,
    Damaged,
    DiskTrouble,
    FolderMissing,
    NoPermission,
    check_existing,
)


def new_set_up_code() -> str:
    """A fresh set-up code, to be written down before a school is made on a PC that keeps none."""
    return as_set_up_code(new_secret())


def judge_password(password: str, *names: str) -> passwords.PasswordView:
    """How a new password stands, while it is typed; `names` are words that others could guess."""
    return passwords.look_at(password, names)


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
    `set_up_code_of` gives it in letters. With one, it is kept if this PC can.

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

    def keys(school_ref: str, staff_id: int, data_key: DataKey) -> key_file.KeyFile:
        _enrol(devices, school_ref, device_secret, needed=not set_up_code)
        slot = slots.make_slot(
            school_ref=school_ref,
            staff_id=staff_id,
            sign_in_name=name,
            password=password,
            device_secret=device_secret,
            data_key=data_key.to_bytes(),
            effort=effort or slots.calibrated(),
        )
        return key_file.KeyFile(
            school_ref=school_ref,
            device_check=key_file.device_check(device_secret),
            staff=(slot,),
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

    def keys(school_ref: str, staff_id: int, data_key: DataKey) -> key_file.KeyFile:
        demo = key_file.DemoSlot(staff_id=staff_id, data_key=data_key.to_bytes())
        return key_file.KeyFile(school_ref=school_ref, demo=demo)

    return _create(path, school_name, staff_name, keys, is_demo=True, clock=clock)


def open_school(
    path: Path,
    password: str,
    *,
    sign_in_name: str = "",
    set_up_code: str = "",
    devices: DeviceSecrets | None = None,
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
    clock: Callable[[], datetime] | None = None,
) -> Arrival:
    """Sign in to a school's file.

    `sign_in_name` may be empty while only one person signs in. With a `set_up_code` this PC is
    enrolled when the password was right, if it can keep a secret.

    Raises:
        NotEnrolled: the set-up code is needed.
        WrongPassword, TooSoon, WrongDevice, NoSuchPerson, BadSetUpCode, CredentialStoreLocked,
        CredentialStoreFailed, and what `key_file.read` and `arrive` raise.
    """
    check_existing(path)
    devices = devices or DeviceSecrets()
    keys_path = key_front.beside(path)
    school_ref = key_file.read(keys_path).school_ref
    device_secret = (
        from_set_up_code(set_up_code) if set_up_code else _device_secret(devices, school_ref)
    )
    staff_id, secret = key_file.unlock(
        keys_path,
        password=password,
        device_secret=device_secret,
        now=(clock or utc_now)(),
        sign_in_name=sign_in_name,
    )
    if set_up_code:
        _enrol(devices, school_ref, device_secret, needed=False)
    return arrive(path, DataKey.from_bytes(secret), staff_id, is_demo=False, clock=clock)


def move_in(arrival: Arrival) -> Workspace:
    """Open all of a school whose file is unlocked; a refusal lets go of the file.

    Raises:
        NewerVersion, Damaged, and whatever else `migrate` raises.
    """
    database = Database(arrival.file)
    try:
        if arrival.first is None:
            _bring_up_to_date(database)
        media = MediaStore(database)
        media.remove_unfinished()
        contents.let_go_of_unused(database)
        with database.read() as session:
            school = session.scalar(select(School))
            person = session.get(StaffMember, arrival.staff_id)
            if school is None or person is None:
                raise Damaged(arrival.path)
            return Workspace(
                database=database,
                media=media,
                school_id=school.id,
                school_ref=school.ref,
                school_name=school.name,
                staff_id=person.id,
                role=person.role,
                is_demo=arrival.is_demo,
                clock=arrival.clock,
            )
    except BaseException:
        database.close()
        raise


def set_up_code_of(work: Workspace, devices: DeviceSecrets | None = None) -> str:
    """The set-up code to write down, which enrols another PC.

    Raises:
        NotEnrolled: this PC keeps no secret for the school.
        NoCredentialStore, CredentialStoreLocked, CredentialStoreFailed.
    """
    secret = (devices or DeviceSecrets()).find(work.school_ref)
    if secret is None:
        raise NotEnrolled
    return as_set_up_code(secret)


def prepare() -> None:
    """Do what the first opening would do first, while a password is still being typed."""
    configure_mappers()


def tidy(work: Workspace, progress: Progress | None = None) -> None:
    """Overwrite what was let go of when the file was opened; for the background.

    Raises:
        Cancelled: the user stopped it; it goes on after the next opening.
    """
    work.media.finish_removals(progress)


def close(work: Workspace) -> None:
    """As `Workspace.close`."""
    work.close()


def _bring_up_to_date(database: Database) -> None:
    from engagement_desktop.storage.migrations import migrate  # loads Alembic, seldom needed

    migrate(database)


def _check_form(school_name: str, admin_name: str, password: str) -> None:
    problems = []
    if not school_name.strip():
        problems.append(FieldProblem("school_name", "Please write the school’s name."))
    if not admin_name.strip():
        problems.append(FieldProblem("admin_name", "Please write your name."))
    look = passwords.look_at(password, (school_name, admin_name))
    if not look.accepted:
        problems.append(FieldProblem("password", look.sentence))
    if problems:
        raise InvalidInput(tuple(problems))


def _create(
    path: Path,
    school_name: str,
    staff_name: str,
    keys: Callable[[str, int, DataKey], key_file.KeyFile],
    *,
    is_demo: bool,
    clock: Callable[[], datetime] | None,
) -> Workspace:
    """Make a school's two files and open it; a failure leaves nothing behind.

    `keys` makes the key file's content of the school's ref, the first person's id and the data
    key, when everything else is written.
    """
    _check_place(path)
    school_ref = uuid.uuid4().hex
    data_key = DataKey.random()
    staff_id = _furnish(path, data_key, school_ref, school_name, staff_name, is_demo=is_demo)
    try:
        _put_in_place(path, keys(school_ref, staff_id, data_key))
    except BaseException:
        discard(_unfinished(path))
        raise
    return move_in(arrive(path, data_key, staff_id, is_demo=is_demo, clock=clock))


def _check_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise FolderMissing(path)
    for taken in (path, key_front.beside(path)):
        if taken.exists():
            raise AlreadyThere(taken)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the folder refuses into words."""
    try:
        yield
    except PermissionError as error:
        raise NoPermission(path) from error
    except OSError as error:
        raise DiskTrouble(path) from error


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + ".unfinished")


def _furnish(
    path: Path,
    data_key: DataKey,
    school_ref: str,
    school_name: str,
    staff_name: str,
    *,
    is_demo: bool,
) -> int:
    """Write the whole new file under its unfinished name; the first person's id."""
    unfinished = _unfinished(path)
    with _told(path):
        discard(unfinished)
    database = Database.create(unfinished, data_key)
    try:
        _bring_up_to_date(database)
        with database.write() as session:
            session.add(School(ref=school_ref, name=school_name, is_demo=is_demo))
            person = StaffMember(name=staff_name, role=Role.ADMINISTRATOR)
            session.add(person)
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
        with _told(path):
            _unfinished(path).rename(path)
            discard(_unfinished(path))
    except BaseException:
        keys_path.unlink(missing_ok=True)
        raise


def _enrol(devices: DeviceSecrets, school_ref: str, device_secret: bytes, *, needed: bool) -> None:
    """Keep the secret on this PC; if it is also on paper, a PC that cannot keep it is no matter."""
    try:
        devices.keep(school_ref, device_secret)
    except (NoCredentialStore, CredentialStoreLocked, CredentialStoreFailed):
        if needed:
            raise


def _device_secret(devices: DeviceSecrets, school_ref: str) -> bytes:
    try:
        secret = devices.find(school_ref)
    except NoCredentialStore as error:
        raise NotEnrolled from error
    if secret is None:
        raise NotEnrolled
    return secret
