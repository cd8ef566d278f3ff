"""Making a school, signing in, being refused, and leaving nothing behind."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.records import ClassGroup, StaffMember, Term
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import shipped_words
from engagement_desktop.progress import SilentProgress
from engagement_desktop.security import device_secret, key_file, key_front
from engagement_desktop.security.device_secret import DeviceSecrets, NoCredentialStore
from engagement_desktop.security.throttle import TooSoon
from engagement_desktop.services import arrival, school_file, this_pc
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import refusals
from tests.helpers.school import (
    ADMIN,
    CHEAP,
    PASSWORD,
    SCHOOL,
    MemoryKeyring,
    copy_school,
    open_school,
)

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


class NoStore(DeviceSecrets):
    """A PC without a credential store."""

    def find(self, school_ref: str) -> bytes | None:
        raise NoCredentialStore

    def keep(self, school_ref: str, secret: bytes) -> None:
        raise NoCredentialStore


def make(
    path: Path,
    devices: DeviceSecrets | None = None,
    set_up_code: str = "",
    password: str = PASSWORD,
) -> Workspace:
    return school_file.create_school(
        path,
        SCHOOL,
        ADMIN,
        password,
        devices=devices or DeviceSecrets(MemoryKeyring()),
        set_up_code=set_up_code,
        effort=CHEAP,
    )


def refused(kind: type[AppError], act: Callable[[], object]) -> AppError:
    with pytest.raises(AppError) as caught:
        act()
    assert type(caught.value) is kind
    return caught.value


def test_a_new_school_opens_again_with_its_password(tmp_path: Path) -> None:
    path = tmp_path / "Willow Bank.engagement"
    devices = DeviceSecrets(MemoryKeyring())
    work = make(path, devices)
    with work.database.write() as session:
        session.add(ClassGroup(name="Willow"))
    school_file.close(work)
    work = school_file.open_school(path, PASSWORD, devices=devices)
    assert (work.school_name, work.is_demo) == (SCHOOL, False)
    with work.database.read() as session:
        person = session.get_one(StaffMember, work.staff_id)
        assert (person.name, person.role) == (ADMIN, Role.ADMINISTRATOR)
        assert session.scalar(select(ClassGroup.name)) == "Willow"
    assert {word.key for word in work.words().all} == {word.key for word in shipped_words()}
    school_file.close(work)
    assert {entry.name for entry in tmp_path.iterdir()} <= {
        path.name,
        path.name + ".keys",
        path.name + ".lock",
    }
    assert [each.name for each in this_pc.names_here(path, devices)] == [ADMIN]


def test_the_day_is_the_clocks(tmp_path: Path) -> None:
    work = open_school(copy_school(tmp_path), clock=lambda: NOON)
    assert work.now() == NOON
    assert work.today() == NOON.astimezone().date()
    school_file.close(work)


def test_a_wrong_password_is_refused_and_the_wait_survives_a_restart(tmp_path: Path) -> None:
    path = copy_school(tmp_path)
    refused(key_file.WrongPassword, lambda: open_school(path, "wrong", lambda: NOON))
    soon = NOON + timedelta(milliseconds=500)
    refused(TooSoon, lambda: open_school(path, PASSWORD, lambda: soon))
    later = NOON + timedelta(seconds=1)
    school_file.close(open_school(path, PASSWORD, lambda: later))


def test_opening_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "gone.engagement"
    refused(refusals.FileMissing, lambda: open_school(path))
    path.touch()
    refused(refusals.FileEmpty, lambda: open_school(path))
    path.write_bytes(b"SQLite format 3\0" + bytes(4000))
    refused(refusals.NotASchoolFile, lambda: open_school(path))
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_without_its_key_file_or_with_anothers_a_school_stays_closed(tmp_path: Path) -> None:
    path = copy_school(tmp_path)
    oak = tmp_path / "Oak.engagement"
    devices = DeviceSecrets(MemoryKeyring())
    school_file.close(make(oak, devices))
    shutil.copyfile(key_front.beside(oak), key_front.beside(path))
    refused(refusals.WrongKey, lambda: school_file.open_school(path, PASSWORD, devices=devices))
    key_front.beside(path).unlink()
    refused(key_front.KeyFileMissing, lambda: open_school(path))


def test_the_newer_is_refused(tmp_path: Path) -> None:
    path = copy_school(tmp_path)
    work = open_school(path)
    with work.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    school_file.close(work)
    refused(refusals.NewerVersion, lambda: open_school(path))
    refused(refusals.NewerVersion, lambda: open_school(path))


def test_another_pc_needs_the_set_up_code_once(tmp_path: Path) -> None:
    path = copy_school(tmp_path)
    work = open_school(path)
    assert work.keys is not None
    code = work.keys.code()
    school_file.close(work)
    other = DeviceSecrets(MemoryKeyring())
    refused(arrival.NotEnrolled, lambda: school_file.open_school(path, PASSWORD, devices=other))
    refused(
        key_file.WrongDevice,
        lambda: school_file.open_school(
            path, PASSWORD, devices=other, set_up_code=this_pc.new_set_up_code()
        ),
    )
    school_file.close(
        school_file.open_school(path, PASSWORD, devices=other, set_up_code=code.lower())
    )
    school_file.close(school_file.open_school(path, PASSWORD, devices=other))


def test_a_pc_without_a_store_asks_for_the_code_each_time(tmp_path: Path) -> None:
    path = tmp_path / "Willow.engagement"
    refused(NoCredentialStore, lambda: make(path, NoStore()))
    assert list(tmp_path.iterdir()) == []
    code = this_pc.new_set_up_code()
    school_file.close(make(path, NoStore(), code))
    for _ in range(2):
        refused(
            arrival.NotEnrolled,
            lambda: school_file.open_school(path, PASSWORD, devices=NoStore()),
        )
        school_file.close(
            school_file.open_school(path, PASSWORD, devices=NoStore(), set_up_code=code)
        )
    secret = device_secret.from_set_up_code(code)
    beside = b"".join(entry.read_bytes() for entry in tmp_path.iterdir())
    assert secret not in beside


def test_an_easy_password_or_an_empty_name_is_said_beside_its_field(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        school_file.create_school(tmp_path / "a.engagement", " ", "", "password")
    assert [problem.field for problem in caught.value.problems] == [
        "school_name",
        "admin_name",
        "password",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_new_school_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = copy_school(tmp_path)
    before = path.read_bytes(), key_front.beside(path).read_bytes()
    refused(refusals.AlreadyThere, lambda: make(path))
    path.unlink()
    refused(refusals.AlreadyThere, lambda: make(path))
    assert key_front.beside(path).read_bytes() == before[1]


def test_what_a_killed_creation_left_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "Willow.engagement"
    path.with_name(path.name + ".unfinished").write_bytes(b"half")
    school_file.close(make(path))


def test_the_demo_needs_no_password_and_a_school_is_no_demo(tmp_path: Path) -> None:
    demo, path = tmp_path / "Demo.engagement", copy_school(tmp_path)
    school_file.close(school_file.create_demo(demo, "Demo school", "Kim"))
    work = school_file.open_demo(demo)
    assert work.is_demo
    school_file.close(work)
    assert arrival.is_demo(demo)
    assert not arrival.is_demo(path)
    assert not arrival.is_demo(tmp_path / "gone.engagement")
    refused(arrival.NotADemo, lambda: school_file.open_demo(path))
    assert "not secret" in key_front.beside(demo).read_text(encoding="utf-8")


def test_tidying_removes_what_no_record_refers_to(tmp_path: Path) -> None:
    work = open_school(copy_school(tmp_path))
    for content in (b"unused", b"leaving"):
        work.media.add(io.BytesIO(content), len(content), SilentProgress())
    with work.database.write() as session:
        session.execute(text("UPDATE media SET state = 'leaving' WHERE id = 2"))
    school_file.tidy(work)
    with work.database.read() as session:  # what could still be undone waits for the next opening
        assert session.execute(text("SELECT group_concat(id) FROM media")).scalar() == "1"
    school_file.close(work)
    work = open_school(work.database.path)
    assert work.media.has_removals()
    school_file.tidy(work)
    assert not work.media.has_removals()
    with work.database.read() as session:
        assert session.execute(text("SELECT count(*) FROM media")).scalar() == 0
        assert session.execute(text("SELECT count(*) FROM media_chunk")).scalar() == 0
    school_file.close(work)


def test_no_word_of_a_session_stands_open_beside_the_school(tmp_path: Path) -> None:
    path = copy_school(tmp_path)
    work = open_school(path)
    with work.database.write() as session:
        session.add(ClassGroup(name="Canary class"))
    during = b"".join(entry.read_bytes() for entry in tmp_path.iterdir())
    school_file.close(work)
    after = b"".join(entry.read_bytes() for entry in tmp_path.iterdir())
    for content in (during, after):
        for word in (b"Canary", SCHOOL.encode(), PASSWORD.encode(), b"emerging"):
            assert word not in content


def test_each_school_year_has_terms_from_its_first_opening(tmp_path: Path) -> None:
    path = copy_school(tmp_path)

    def names(day: datetime) -> list[str]:
        work = open_school(path, clock=lambda: day)
        with work.database.read() as session:
            found = list(session.scalars(select(Term.name).order_by(Term.first_day)))
        school_file.close(work)
        return found

    this_year = names(datetime(2031, 11, 3, 12, tzinfo=UTC))
    assert this_year[-3:] == ["Autumn term 2031", "Spring term 2032", "Summer term 2032"]
    assert names(datetime(2032, 6, 3, 12, tzinfo=UTC)) == this_year
    assert names(datetime(2032, 9, 6, 12, tzinfo=UTC))[-3] == "Autumn term 2032"
