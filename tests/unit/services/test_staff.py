"""Staff: who is there, who signs in, and that whoever left opens nothing any more."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from engagement_desktop.errors import InvalidInput
from engagement_desktop.models.states import Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.security import key_file, key_front
from engagement_desktop.security.school_keys import NameTaken
from engagement_desktop.security.throttle import TooSoon
from engagement_desktop.services import classes, own_passwords, rekeying, school_file, staff
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.staff import StaffForm, WayIn
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.keyed_file import KeyedFile
from engagement_desktop.storage.refusals import WrongKey
from tests.helpers.school import ADMIN, DEVICES, PASSWORD, copy_school, open_school

OWN = "green kettle violin"
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a thousand schools are written without waiting for a disk; elsewhere the usual place."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copy_school(tmp_path)


@pytest.fixture
def work(path: Path) -> Iterator[Workspace]:
    opened = open_school(path)
    yield opened
    school_file.close(opened)


def sign_in(
    path: Path, name: str, password: str = OWN, own_password: str = "", sign_in_name: str = ""
) -> Workspace:
    return school_file.open_school(
        path,
        password,
        sign_in_name=sign_in_name or name,
        devices=DEVICES,
        own_password=own_password,
    )


def let_in(path: Path, name: str, password: str) -> None:
    """Sign in as far as the file is open, and let go of it: far quicker than the whole way in."""
    school_file.unlock(path, password, sign_in_name=name, devices=DEVICES).leave()


def add(work: Workspace, name: str, role: Role = Role.TEACHER) -> tuple[int, str]:
    """A new person with a start password."""
    staff_id = staff.save(work, None, StaffForm(name=name, role=role)).value
    return staff_id, staff.give_start_password(work, staff_id).value


def line(work: Workspace, staff_id: int) -> staff.StaffLine:
    return next(each for each in staff.list_staff(work) if each.id == staff_id)


def test_somebody_new_signs_in_once_they_have_chosen_their_own_password(
    work: Workspace, path: Path
) -> None:
    staff_id, start = add(work, "Sam Lee")
    assert line(work, staff_id).way_in is WayIn.START
    school_file.close(work)
    with pytest.raises(own_passwords.OwnPasswordNeeded):
        sign_in(path, "Sam Lee", start)
    with pytest.raises(InvalidInput) as caught:
        sign_in(path, "Sam Lee", start, "password")
    assert caught.value.problems[0].field == "password"
    with pytest.raises(InvalidInput):
        sign_in(path, "Sam Lee", start, start)
    opened = sign_in(path, "sam  LEE", start, OWN)
    assert (opened.staff_id, opened.role) == (staff_id, Role.TEACHER)
    assert line(opened, staff_id).way_in is WayIn.OWN
    school_file.close(opened)
    with pytest.raises(key_file.WrongPassword):
        sign_in(path, "Sam Lee", start)


def test_one_may_change_ones_own_password_and_only_with_the_present_one(
    work: Workspace, path: Path
) -> None:
    keys = key_front.beside(path)
    slot = key_file.read(keys).staff[0]
    with pytest.raises(key_file.WrongPassword):
        own_passwords.change(work, "wrong", OWN)
    with pytest.raises(TooSoon):
        own_passwords.change(work, PASSWORD, OWN)
    key_file.change(keys, lambda now: now.with_slot(slot))  # the wait is over
    own_passwords.change(work, PASSWORD, OWN)
    school_file.close(work)
    school_file.close(sign_in(path, ADMIN))


def test_classes_role_and_name_are_kept_and_the_name_is_the_one_to_sign_in_with(
    work: Workspace, path: Path
) -> None:
    willow, oak = (classes.save_class(work, None, name).value for name in ("Willow", "Oak"))
    staff_id, start = add(work, "Sam Lee")
    form = StaffForm(
        "Samira  Lee", Role.OBSERVER, "teaching assistant", None, oak, (willow, oak, willow)
    )
    staff.save(work, staff_id, form)
    assert staff.staff_form(work, staff_id) == StaffForm(
        "Samira Lee", Role.OBSERVER, "teaching assistant", None, oak, (willow,)
    )
    shown = line(work, staff_id)
    assert (shown.name, shown.class_names) == ("Samira Lee", ("Oak", "Willow"))
    school_file.close(work)
    with pytest.raises(key_file.NoSuchPerson):
        sign_in(path, "Sam Lee", start, OWN)
    opened = sign_in(path, "Samira Lee", start, OWN)
    with pytest.raises(NotAllowed):
        staff.save(opened, None, StaffForm("Somebody"))
    with pytest.raises(NotAllowed):
        staff.give_start_password(opened, 1)
    with pytest.raises(NotAllowed):
        staff.leave(opened, 1)
    school_file.close(opened)


def test_two_people_cannot_sign_in_under_one_name(work: Workspace) -> None:
    add(work, "Sam Lee")
    other = staff.save(work, None, StaffForm(name="sam lee")).value
    with pytest.raises(NameTaken):
        staff.give_start_password(work, other)
    staff.save(work, other, StaffForm(name="Sam Lee (Oak)"))
    assert staff.give_start_password(work, other).value


def test_a_class_is_named_once(work: Workspace) -> None:
    willow = classes.save_class(work, None, " Willow ").value
    classes.save_class(work, willow, "Willow Tree")
    for name in ("", "willow tree"):
        with pytest.raises(InvalidInput):
            classes.save_class(work, None, name)


def test_who_leaves_loses_the_key_at_once_and_keeps_the_name(work: Workspace, path: Path) -> None:
    staff_id, start = add(work, "Sam Lee")
    school_file.close(work)
    opened = sign_in(path, "Sam Lee", start, OWN)
    school_file.close(opened)
    kept = key_front.beside(path).read_bytes()
    admin = sign_in(path, ADMIN, PASSWORD)
    staff.leave(admin, staff_id)
    assert (line(admin, staff_id).left_on, line(admin, staff_id).way_in) == (
        admin.today(),
        WayIn.NONE,
    )
    with pytest.raises(InvalidInput):
        staff.give_start_password(admin, staff_id)
    school_file.close(admin)
    with pytest.raises(key_file.NoSuchPerson):
        sign_in(path, "Sam Lee")
    now = key_front.beside(path).read_bytes()
    key_front.beside(path).write_bytes(kept)  # a copy that the leaver took along
    with pytest.raises(school_file.NoLongerHere):
        sign_in(path, "Sam Lee")
    key_front.beside(path).write_bytes(now)
    admin = sign_in(path, ADMIN, PASSWORD)
    staff.come_back(admin, staff_id)
    assert staff.give_start_password(admin, staff_id).value
    school_file.close(admin)


def test_an_administrator_who_signs_in_always_remains(work: Workspace, path: Path) -> None:
    other, start = add(work, "Sam Lee", Role.ADMINISTRATOR)
    with pytest.raises(staff.NotOneself):
        staff.leave(work, work.staff_id)
    with pytest.raises(staff.NotOneself):
        staff.give_start_password(work, work.staff_id)
    with pytest.raises(staff.LastAdministrator):  # the other has never signed in yet
        staff.save(work, work.staff_id, StaffForm(ADMIN, Role.TEACHER))
    me = work.staff_id
    school_file.close(work)
    opened = sign_in(path, "Sam Lee", start, OWN)
    staff.save(opened, me, StaffForm(ADMIN, Role.TEACHER))
    with pytest.raises(staff.LastAdministrator):
        staff.save(opened, other, StaffForm("Sam Lee", Role.TEACHER))
    school_file.close(opened)


class StaffAndKeys(RuleBasedStateMachine):
    """People come, sign in, change and forget passwords, leave; the file gets new keys.

    `knows` is what each person believes to be their password; `copies` is what leavers took along:
    the key file and the data key as they were.
    """

    people = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="engagement-staff-", dir=IN_MEMORY))
        self.path = copy_school(self.folder)
        self.keys_path = key_front.beside(self.path)
        self.knows: dict[int, tuple[str, str]] = {}
        self.gone: dict[int, tuple[str, str]] = {}
        self.copies: list[tuple[bytes, bytes]] = []
        self.made = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def administrator(self) -> Workspace:
        return sign_in(self.path, ADMIN, PASSWORD)

    def take_copy(self) -> None:
        work = self.administrator()
        assert work.keys is not None
        self.copies.append((self.keys_path.read_bytes(), work.keys.data_key))
        school_file.close(work)

    @rule(target=people)
    def comes(self) -> int:
        self.made += 1
        name, own = f"Person {self.made}", f"purple kettle {self.made} violin"
        work = self.administrator()
        staff_id, start = add(work, name)
        school_file.close(work)
        school_file.close(sign_in(self.path, name, start, own))
        self.knows[staff_id] = (name, own)
        return staff_id

    @rule(staff_id=people)
    def changes_password(self, staff_id: int) -> None:
        if staff_id in self.knows:
            name, own = self.knows[staff_id]
            work = sign_in(self.path, name, own)
            own_passwords.change(work, own, own + " x")
            school_file.close(work)
            self.knows[staff_id] = (name, own + " x")

    @rule(staff_id=people)
    def forgets(self, staff_id: int) -> None:
        if staff_id in self.knows:
            name, before = self.knows[staff_id]
            work = self.administrator()
            start = staff.give_start_password(work, staff_id).value
            school_file.close(work)
            school_file.close(sign_in(self.path, name, start, before + " again"))
            self.knows[staff_id] = (name, before + " again")

    @rule(staff_id=people)
    def leaves(self, staff_id: int) -> None:
        if staff_id in self.knows:
            self.take_copy()
            work = self.administrator()
            staff.leave(work, staff_id)
            school_file.close(work)
            self.gone[staff_id] = self.knows.pop(staff_id)
            self.change_key()

    @rule(target=people)
    def changes_key(self) -> object:
        self.change_key()
        return multiple()

    def change_key(self) -> None:
        work = self.administrator()
        assert work.keys is not None
        school_file.close(work)
        done = rekeying.change_key(
            self.path, work.keys, rekeying.KeyWish(PASSWORD), SilentProgress()
        )
        done.arrival.leave()

    @invariant()
    def who_is_here_signs_in_and_who_left_does_not(self) -> None:
        for name, own in self.knows.values():
            let_in(self.path, name, own)
        for name, own in self.gone.values():
            with pytest.raises(key_file.NoSuchPerson):
                let_in(self.path, name, own)
        now = self.keys_path.read_bytes()
        for (keys, data_key), (name, own) in zip(self.copies, self.gone.values(), strict=True):
            with pytest.raises(WrongKey):
                KeyedFile.open(self.path, DataKey.from_bytes(data_key))
            self.keys_path.write_bytes(keys)
            with pytest.raises(WrongKey):
                let_in(self.path, name, own)
        self.keys_path.write_bytes(now)


@pytest.mark.timeout(24 * 3600)
def test_no_leaver_ever_opens_the_file_again(request: pytest.FixtureRequest) -> None:
    long = request.config.getoption("--long")
    run_state_machine_as_test(
        StaffAndKeys,
        settings=settings(
            max_examples=1000 if long else 3,
            stateful_step_count=20 if long else 8,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
