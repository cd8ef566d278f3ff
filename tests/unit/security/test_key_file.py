"""The key file: opens with the right password on the right PC, and with nothing else."""

from __future__ import annotations

import os
import random
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engagement_desktop.security import key_file, key_front
from engagement_desktop.security.slots import WrongSecret, calibrated, make_slot, open_slot
from engagement_desktop.security.throttle import TooSoon, Tries
from tests.helpers.school import CHEAP

DEVICE, DATA_KEY = bytes(range(32)), bytes(range(48))
SEED = 20261122
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def keys(school_ref: str = "willow", *passwords: str) -> key_file.KeyFile:
    return key_file.KeyFile(
        school_ref=school_ref,
        device_check=key_file.device_check(DEVICE),
        staff=tuple(
            make_slot(
                school_ref=school_ref,
                staff_id=number,
                sign_in_name=f"person {number}",
                password=password,
                device_secret=DEVICE,
                data_key=DATA_KEY,
                effort=CHEAP,
            )
            for number, password in enumerate(passwords or ("lantern",))
        ),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Willow.engagement.keys"
    key_file.write(path, keys())
    return path


def unlock(path: Path, password: str, when: datetime = NOON, name: str = "") -> tuple[int, bytes]:
    opened = key_file.unlock(
        path, password=password, device_secret=DEVICE, now=when, sign_in_name=name
    )
    return opened.staff_id, opened.data_key


def test_the_right_password_gives_the_key(path: Path) -> None:
    assert unlock(path, "lantern") == (0, DATA_KEY)


def test_neither_password_nor_key_stands_in_the_file(path: Path) -> None:
    content = path.read_bytes()
    assert b"lantern" not in content
    for secret in (DATA_KEY, DEVICE):
        assert secret not in content
        assert secret.hex().encode() not in content.lower()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_may_read_it(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_each_person_has_their_own_way_in(path: Path) -> None:
    key_file.write(path, keys("willow", "lantern", "bicycle"))
    assert unlock(path, "bicycle", name="person 1") == (1, DATA_KEY)
    with pytest.raises(key_file.WrongPassword):
        unlock(path, "lantern", name="person 1")
    with pytest.raises(key_file.NoSuchPerson):
        unlock(path, "lantern", name="nobody")
    with pytest.raises(key_file.NoSuchPerson):
        unlock(path, "lantern")


def test_who_signs_in_is_told_to_the_schools_own_pcs_alone(path: Path) -> None:
    key_file.write(path, keys("willow", "lantern", "bicycle"))
    assert b"person" not in path.read_bytes()
    found = key_file.read(path)
    assert key_file.names(found, DEVICE) == {0: "person 0", 1: "person 1"}
    assert key_file.names(found, bytes(32)) == {}
    assert unlock(path, "bicycle", name="  PERSON   1 ") == (1, DATA_KEY)


def test_one_persons_wrong_passwords_keep_nobody_else_waiting(path: Path) -> None:
    key_file.write(path, keys("willow", "lantern", "bicycle"))
    with pytest.raises(key_file.WrongPassword):
        unlock(path, "wrong", name="person 0")
    assert unlock(path, "bicycle", name="person 1") == (1, DATA_KEY)
    with pytest.raises(TooSoon):
        unlock(path, "lantern", name="person 0")


def test_a_file_of_the_first_version_opens_and_hides_its_names(path: Path) -> None:
    whole = key_file.read(path)
    old = whole.staff[0].model_copy(update={"sealed_name": b"", "sign_in_name": "Jo Field"})
    content = whole.with_slot(old).model_dump_json().replace('"version":2', '"version":1')
    path.write_text(content, encoding="utf-8")
    assert unlock(path, "lantern", name="jo field") == (0, DATA_KEY)
    assert b"Jo Field" not in path.read_bytes()
    assert key_file.names(key_file.read(path), DEVICE) == {0: "Jo Field"}
    assert '"version": 2' in path.read_text(encoding="utf-8")


def test_a_slot_opens_only_for_its_school_person_pc_and_password() -> None:
    slot = keys().staff[0]
    right = {"school_ref": "willow", "password": "lantern", "device_secret": DEVICE}
    assert open_slot(slot, **right) == DATA_KEY  # type: ignore[arg-type]
    for wrong in (
        {"school_ref": "oak"},
        {"password": "Lantern"},
        {"password": ""},
        {"device_secret": bytes(32)},
    ):
        with pytest.raises(WrongSecret):
            open_slot(slot, **(right | wrong))  # type: ignore[arg-type]
    moved = slot.model_copy(update={"staff_id": 5})
    with pytest.raises(WrongSecret):
        open_slot(moved, **right)  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["argon_salt", "wrapped_private_key", "sealed_data_key"])
def test_a_changed_slot_does_not_open(field: str) -> None:
    slot = keys().staff[0]
    content = bytearray(getattr(slot, field))
    content[-1] ^= 1
    with pytest.raises(WrongSecret):
        open_slot(
            slot.model_copy(update={field: bytes(content)}),
            school_ref="willow",
            password="lantern",
            device_secret=DEVICE,
        )


def test_another_pcs_secret_is_told_from_a_wrong_password(path: Path) -> None:
    with pytest.raises(key_file.WrongDevice):
        key_file.unlock(path, password="lantern", device_secret=bytes(32), now=NOON)
    assert key_file.read(path).staff[0].tries == Tries()


def test_wrong_passwords_wait_longer_each_time(path: Path) -> None:
    when = NOON
    waits = []
    for _ in range(11):
        with pytest.raises(key_file.WrongPassword) as caught:
            unlock(path, "wrong", when)
        waits.append(caught.value.seconds)
        with pytest.raises(TooSoon):
            unlock(path, "lantern", when + timedelta(seconds=caught.value.seconds - 0.5))
        when += timedelta(seconds=caught.value.seconds)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 900, 900]
    assert unlock(path, "lantern", when)[1] == DATA_KEY
    with pytest.raises(key_file.WrongPassword) as caught:
        unlock(path, "wrong", when)
    assert caught.value.seconds == 1
    assert caught.value.sentence == "This is not your password. Check Caps Lock, and try again."


def test_a_clock_set_back_does_not_shorten_the_wait(path: Path) -> None:
    for minute in range(4):
        with pytest.raises(key_file.WrongPassword):
            unlock(path, "wrong", NOON + timedelta(minutes=minute))
    with pytest.raises(TooSoon) as caught:
        unlock(path, "lantern", NOON - timedelta(days=1))
    assert caught.value.seconds == 8


def test_who_mends_a_clock_that_was_years_ahead_waits_no_years(path: Path) -> None:
    for minute in range(4):
        with pytest.raises(key_file.WrongPassword):
            unlock(path, "wrong", NOON + timedelta(days=1000, minutes=minute))
    with pytest.raises(TooSoon):
        unlock(path, "lantern", NOON)
    with pytest.raises(TooSoon):
        unlock(path, "lantern", NOON + timedelta(seconds=7))
    assert unlock(path, "lantern", NOON + timedelta(seconds=8))[1] == DATA_KEY


def test_no_setting_back_of_the_clock_and_no_restart_shortens_a_wait(
    request: pytest.FixtureRequest,
) -> None:
    """Wrong tries at random moments, by a clock that is set back now and then; what is kept is read
    afresh each time, as after a restart."""
    chance = random.Random(SEED)
    for _ in range(5_000 if request.config.getoption("--long") else 50):
        passed, clock, kept, last_try = 0.0, 0.0, Tries().model_dump_json(), None
        for _ in range(60):
            passed += chance.choice((0.5, 1, 3, 20, 300, 1_000))
            if chance.random() < 0.3:
                clock -= chance.choice((1, 60, 90_000))
            now = NOON + timedelta(seconds=passed + clock)
            tries = Tries.model_validate_json(kept).by_this_clock(now)
            kept = tries.model_dump_json()
            whole = min(2 ** (tries.wrong - 1), 900) if tries.wrong < 10 else 900
            if tries.wait(now):
                later = now + timedelta(seconds=whole)
                assert not tries.wait(later), "whoever waits and leaves the clock alone may try"
                continue
            assert last_try is None or passed - last_try >= whole
            kept, last_try = tries.checked(now).one_more(now).model_dump_json(), passed


def test_a_try_counts_even_if_the_program_is_stopped_in_the_middle(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(key_file, "open_slot", stopped)
    with pytest.raises(KeyboardInterrupt):
        unlock(path, "guess")
    monkeypatch.undo()
    with pytest.raises(TooSoon):
        unlock(path, "lantern")


def test_missing_damaged_and_newer_are_told_apart(path: Path) -> None:
    with pytest.raises(key_front.KeyFileMissing):
        unlock(path.with_name("gone"), "lantern")
    good = path.read_text(encoding="utf-8")
    for bad in ("", "{", "[]", good[:-40], good.replace('"version": 2', '"version": "x"')):
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(key_front.KeyFileUnreadable):
            unlock(path, "lantern")
    path.write_text(good.replace('"version": 2', '"version": 3, "new": []'), encoding="utf-8")
    with pytest.raises(key_front.KeyFileNewer):
        unlock(path, "lantern")


def test_a_write_that_fails_leaves_the_file_that_was_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(key_file.KeyFileNotWritten):
        key_file.write(path, keys("oak"))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_the_effort_is_measured_and_never_small() -> None:
    effort = calibrated()
    assert effort.memory_kib >= 64 * 1024
    assert effort.passes >= 1
