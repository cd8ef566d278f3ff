"""A new key for the file: what was there is there, and the earlier key opens nothing any more."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.models.records import ClassGroup, School
from engagement_desktop.progress import SilentProgress
from engagement_desktop.security import key_file, key_front
from engagement_desktop.security.device_secret import DeviceSecrets
from engagement_desktop.security.school_keys import SchoolKeys
from engagement_desktop.services import rekeying, school_file, this_pc
from engagement_desktop.services.own_passwords import OwnPasswordNeeded
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import new_key, refusals
from engagement_desktop.storage.data_key import DataKey, salt_of
from engagement_desktop.storage.keyed_file import KeyedFile
from tests.helpers.school import BACKEND, DEVICES, PASSWORD, MemoryKeyring, copy_school, open_school

LARGE = bytes(range(256)) * 8192
LEAVERS = "seven quiet tractors"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Path]:
    """A closed school with a class, a large picture, and a second person who signs in."""
    path = copy_school(tmp_path)
    kept = dict(BACKEND.kept)
    work = open_school(path)
    with work.database.write() as session:
        session.add(ClassGroup(name="Willow", position=0))
        session.scalars(select(School)).one().logo = LARGE
    held(work).give(7, "Sam Lee", LEAVERS, is_start=False)
    school_file.close(work)
    yield path
    BACKEND.kept = kept  # what a test did to this PC's credential store is over with it


def held(work: Workspace) -> SchoolKeys:
    assert work.keys is not None
    return work.keys


def keys_of(path: Path) -> SchoolKeys:
    """What the administrator holds; the school is closed again."""
    work = administrator(path)
    school_file.close(work)
    return held(work)


def administrator(path: Path, devices: DeviceSecrets = DEVICES) -> Workspace:
    return school_file.open_school(path, PASSWORD, sign_in_name="Jo Field", devices=devices)


def change(path: Path, progress: SilentProgress | None = None, code: str = "") -> rekeying.Rekeyed:
    return rekeying.change_key(
        path,
        keys_of(path),
        rekeying.KeyWish(PASSWORD, code),
        progress or SilentProgress(),
        devices=DEVICES,
    )


def contents(work: Workspace) -> tuple[str | None, bytes | None]:
    """A word and two mebibytes from the file; the school is closed again."""
    with work.database.read() as session:
        name = session.scalar(select(ClassGroup.name))
        content = session.scalar(select(School.logo).where(School.logo.is_not(None)))
    school_file.close(work)
    return name, content


def refused(act: Callable[[], object], *kinds: type[AppError]) -> None:
    with pytest.raises(kinds):
        act()


def test_everything_is_there_under_the_new_key_and_passwords_stay(school: Path) -> None:
    before = keys_of(school)
    work = school_file.move_in(change(school).arrival)
    assert held(work).data_key != before.data_key
    assert contents(work) == ("Willow", LARGE)
    assert contents(administrator(school)) == ("Willow", LARGE)
    names = sorted(entry.name for entry in school.parent.iterdir())
    assert names == [school.name, f"{school.name}.keys", f"{school.name}.lock"]


def test_who_left_opens_the_file_neither_with_the_old_key_file_nor_with_the_old_key(
    school: Path,
) -> None:
    keys_path = key_front.beside(school)
    old_keys, before = keys_path.read_bytes(), keys_of(school)
    before.take_away(7)
    change(school).arrival.leave()
    refused(
        lambda: school_file.unlock(school, LEAVERS, sign_in_name="Sam Lee", devices=DEVICES),
        key_file.NoSuchPerson,
        key_file.WrongPassword,
    )
    keys_path.write_bytes(old_keys)
    refused(
        lambda: school_file.unlock(school, LEAVERS, sign_in_name="Sam Lee", devices=DEVICES),
        refusals.WrongKey,
    )
    refused(lambda: KeyedFile.open(school, DataKey.from_bytes(before.data_key)), refusals.WrongKey)


def test_after_a_lost_pc_each_pc_and_each_colleague_starts_again(school: Path) -> None:
    lost = DeviceSecrets(MemoryKeyring())
    lost.keep(keys_of(school).school_ref, keys_of(school).device_secret)
    code = this_pc.new_set_up_code()
    done = change(school, code=code)
    done.arrival.leave()
    assert [each.name for each in done.start_passwords] == ["Sam Lee"]
    assert contents(administrator(school)) == ("Willow", LARGE)
    refused(lambda: administrator(school, lost), key_file.WrongDevice)
    start = done.start_passwords[0].password
    again = lambda own: school_file.open_school(  # noqa: E731 - said twice below
        school, start, sign_in_name="sam lee", devices=lost, set_up_code=code, own_password=own
    )
    refused(lambda: again(""), OwnPasswordNeeded)
    refused(
        lambda: school_file.unlock(
            school, LEAVERS, sign_in_name="Sam Lee", devices=lost, set_up_code=code
        ),
        AppError,
    )


def test_a_change_that_is_cancelled_or_refused_leaves_the_school_as_it_was(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = salt_of(school)
    stopped = SilentProgress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        change(school, stopped)
    held_keys = keys_of(school)
    refused(
        lambda: rekeying.change_key(school, held_keys, rekeying.KeyWish("wrong"), SilentProgress()),
        key_file.WrongPassword,
    )
    key_file.change(held_keys.path, lambda keys: keys.without(99))
    monkeypatch.setattr(new_key.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    work = open_now(school)
    assert salt_of(school) == before
    assert contents(work) == ("Willow", LARGE)
    refused(lambda: change(school), refusals.DiskFull)
    assert not school.with_name(f"{school.name}.new-key").exists()


def open_now(school: Path) -> Workspace:
    """As the administrator, after the wait that a wrong password brings."""
    later = datetime(2100, 1, 1, tzinfo=UTC)
    return school_file.open_school(
        school, PASSWORD, sign_in_name="Jo Field", devices=DEVICES, clock=lambda: later
    )


def test_a_new_file_that_lacks_a_page_is_never_put_in_place(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = new_key._copy

    def spoilt(source: object, to: Path, *rest: object) -> None:
        real(source, to, *rest)
        with to.open("r+b") as file:
            file.seek(5 * refusals.PAGE_BYTES + 100)
            file.write(b"\0" * 16)

    monkeypatch.setattr(new_key, "_copy", spoilt)
    refused(lambda: change(school), refusals.Damaged)
    assert contents(administrator(school)) == ("Willow", LARGE)
