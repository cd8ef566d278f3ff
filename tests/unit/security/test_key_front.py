"""What a key file tells before a password: the same as the whole of it, and refused alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.security import key_file, key_front
from engagement_desktop.services import school_file
from tests.helpers.school import copy_school


def test_it_tells_of_a_real_school_how_many_sign_in_and_no_key(tmp_path: Path) -> None:
    keys = key_front.beside(copy_school(tmp_path))
    whole, front = key_file.read(keys), key_front.read(keys)
    assert front.school_ref == whole.school_ref
    assert front.people == len(whole.staff) == 1
    assert front.demo is None


def test_it_tells_of_a_demo_the_key_that_stands_there_openly(tmp_path: Path) -> None:
    path = tmp_path / "Hillside.engagement"
    school_file.close(school_file.create_demo(path, "Hillside", "Jo Field"))
    keys = key_front.beside(path)
    whole, front = key_file.read(keys).demo, key_front.read(keys).demo
    assert whole is not None
    assert front is not None
    assert (front.staff_id, front.data_key) == (whole.staff_id, whole.data_key)
    assert front.data_key.hex() not in repr(front)


def test_what_is_no_key_file_is_refused_as_by_the_whole_reading(tmp_path: Path) -> None:
    keys = key_front.beside(copy_school(tmp_path))
    good = keys.read_text(encoding="utf-8")
    newer = good.replace('"version": 2', '"version": 3')
    for bad in ("", "{", "[]", "null", "{}", good.replace("engagement keys", "x"), newer):
        keys.write_text(bad, encoding="utf-8")
        with pytest.raises(AppError) as caught:
            key_file.read(keys)
        with pytest.raises(type(caught.value)):
            key_front.read(keys)
