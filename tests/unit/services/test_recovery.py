"""The recovery sheet: with it and the file alone everything opens, and with nothing less."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from engagement_desktop.errors import InvalidInput
from engagement_desktop.models.records import ClassGroup
from engagement_desktop.progress import SilentProgress
from engagement_desktop.security import key_file, key_front
from engagement_desktop.security.device_secret import DeviceSecrets
from engagement_desktop.security.recovery_code import BadRecoveryCode
from engagement_desktop.services import recovery, rekeying, school_file, staff
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.staff import StaffForm
from engagement_desktop.services.workspace import Workspace
from tests.helpers.school import (
    ADMIN,
    CHEAP,
    DEVICES,
    PASSWORD,
    SCHOOL,
    MemoryKeyring,
    copy_school,
    open_school,
)
from tests.unit.services.test_staff import add, sign_in

NEW = "violet harbour trumpet"
OWN = "green kettle violin"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copy_school(tmp_path)


@pytest.fixture
def work(path: Path) -> Iterator[Workspace]:
    opened = open_school(path)
    with opened.database.write() as session:
        session.add(ClassGroup(name="Willow"))
    yield opened
    school_file.close(opened)


def code_of(work: Workspace) -> str:
    return " ".join(recovery.sheet(work).groups)


def take_back(found: recovery.Recovered, devices: DeviceSecrets) -> Workspace:
    taken = recovery.take_back(found, found.people[0].staff_id, NEW, devices=devices, effort=CHEAP)
    assert taken.code_is_new == (devices is not DEVICES)
    return taken.work


def test_the_sheet_says_what_is_needed_on_one_page(work: Workspace, tmp_path: Path) -> None:
    content = recovery.sheet(work)
    made = tmp_path / "sheet.pdf"
    made.write_bytes(recovery.pdf(content))
    (page,) = PdfReader(made).pages
    text = page.extract_text()
    assert SCHOOL in text
    for group in content.groups:
        assert f"{group[:4]} {group[4:]}" in text
    assert content.set_up_code in text
    assert content.groups[0] not in repr(content)


def test_the_sheet_and_the_file_alone_open_everything(work: Workspace, tmp_path: Path) -> None:
    code = code_of(work)
    staff_id, _ = add(work, "Sam Lee")
    school_file.close(work)
    alone = tmp_path / "alone"
    alone.mkdir()
    path = alone / work.database.path.name
    shutil.copyfile(work.database.path, path)
    found = recovery.open_with_sheet(path, code.lower())
    assert (found.school_name, [each.name for each in found.people]) == (SCHOOL, [ADMIN])
    other_pc = DeviceSecrets(MemoryKeyring())
    opened = take_back(found, other_pc)
    with opened.database.read() as session:
        assert session.query(ClassGroup).one().name == "Willow"
    ways = {each.id: each.way_in for each in staff.list_staff(opened)}
    assert ways[staff_id] is staff.WayIn.NONE, "colleagues need start passwords again"
    assert code_of(opened) == code
    school_file.close(opened)
    school_file.close(school_file.open_school(path, NEW, devices=other_pc))
    with pytest.raises(key_file.WrongPassword):
        school_file.open_school(path, PASSWORD, devices=other_pc)


def test_on_a_pc_of_the_school_the_others_keep_their_passwords(work: Workspace, path: Path) -> None:
    code = code_of(work)
    _, start = add(work, "Sam Lee")
    school_file.close(work)
    school_file.close(sign_in(path, "Sam Lee", start, OWN))
    school_file.close(take_back(recovery.open_with_sheet(path, code), DEVICES))
    school_file.close(sign_in(path, "Sam Lee", OWN))
    school_file.close(sign_in(path, ADMIN, NEW))
    with pytest.raises(key_file.WrongPassword):
        sign_in(path, ADMIN, PASSWORD)


def test_a_damaged_key_file_is_made_anew(work: Workspace, path: Path) -> None:
    code = code_of(work)
    school_file.close(work)
    key_front.beside(path).write_bytes(b"{")
    devices = DeviceSecrets(MemoryKeyring())
    school_file.close(take_back(recovery.open_with_sheet(path, code), devices))
    school_file.close(school_file.open_school(path, NEW, devices=devices))


def test_after_a_new_key_the_former_sheet_opens_former_backups_alone(
    work: Workspace, path: Path, tmp_path: Path
) -> None:
    former = code_of(work)
    recovery.sheet_printed(work)
    school_file.close(work)
    backup = tmp_path / "Backup.engagement"
    shutil.copyfile(path, backup)
    assert work.keys is not None
    done = rekeying.change_key(path, work.keys, rekeying.KeyWish(PASSWORD), SilentProgress())
    opened = school_file.move_in(done.arrival)
    present = code_of(opened)
    school_file.close(opened)
    with pytest.raises(recovery.AnotherSheet):
        recovery.open_with_sheet(path, former)
    assert recovery.open_with_sheet(path, present).school_name == SCHOOL
    with pytest.raises(recovery.AnotherSheet):
        recovery.open_with_sheet(backup, present)
    assert recovery.open_with_sheet(backup, former).school_name == SCHOOL


def test_a_slip_is_found_in_its_group_and_an_easy_password_refused(
    work: Workspace, path: Path
) -> None:
    code = code_of(work)
    groups = code.split()
    school_file.close(work)
    groups[4] = "AAAAAAAA"
    with pytest.raises(BadRecoveryCode) as caught:
        recovery.open_with_sheet(path, " ".join(groups))
    assert caught.value.groups == (5,)
    found = recovery.open_with_sheet(path, code)
    with pytest.raises(InvalidInput):
        recovery.take_back(found, found.people[0].staff_id, "password", devices=DEVICES)
    school_file.close(open_school(path))


def test_three_groups_are_read_back_from_the_sheet(work: Workspace) -> None:
    content = recovery.sheet(work)
    asked = recovery.groups_to_ask()
    assert len(set(asked)) == 3
    right = {number: content.groups[number - 1].lower() for number in asked}
    recovery.read_back(content, right)
    with pytest.raises(InvalidInput) as caught:
        recovery.read_back(content, right | {asked[1]: "", asked[2]: right[asked[0]]})
    assert [each.field for each in caught.value.problems] == [
        f"group {asked[1]}",
        f"group {asked[2]}",
    ]


def test_only_an_administrator_gets_the_sheet(work: Workspace, path: Path) -> None:
    _, start = add(work, "Sam Lee")
    school_file.close(work)
    teacher = sign_in(path, "Sam Lee", start, OWN)
    with pytest.raises(NotAllowed):
        recovery.sheet(teacher)
    with pytest.raises(NotAllowed):
        staff.save(teacher, None, StaffForm(name="Kim"))
    school_file.close(teacher)
