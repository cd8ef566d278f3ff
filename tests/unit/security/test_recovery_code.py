"""The school's key on paper: read as it was printed, and a slip is found in its group."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.security.recovery_code import (
    BadRecoveryCode,
    agrees,
    from_typed,
    in_groups,
)

KEY = bytes(range(48))


@given(st.binary(min_size=48, max_size=48))
def test_a_key_is_read_as_it_was_printed(key: bytes) -> None:
    groups = in_groups(key)
    assert {len(group) for group in groups} == {8}
    for typed in ("".join(groups), " ".join(groups).lower(), "\n".join(groups).replace("O", "0")):
        assert from_typed(typed) == key


def test_a_wrong_letter_is_found_in_its_group() -> None:
    groups = list(in_groups(KEY))
    for number in range(12):
        wrong = list(groups)
        wrong[number] = wrong[number].translate(str.maketrans("ABCDEFGH", "HGFEDCBA"))
        if wrong[number] == groups[number]:
            continue
        with pytest.raises(BadRecoveryCode) as caught:
            from_typed(" ".join(wrong))
        assert caught.value.groups == (number + 1,)
        assert f"Group {number + 1} is" in caught.value.sentence


def test_two_groups_in_each_others_place_are_both_found() -> None:
    groups = list(in_groups(os.urandom(4) * 12))
    assert len(set(groups)) > 6, "the same bytes look different in another group"
    first, second, *rest = in_groups(KEY)
    with pytest.raises(BadRecoveryCode) as caught:
        from_typed(" ".join([second, first, *rest]))
    assert caught.value.groups == (1, 2)
    assert caught.value.sentence.startswith("Groups 1 and 2 are not")


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 95, "é" * 96, "A" * 97])
def test_what_is_no_code_is_said(typed: str) -> None:
    with pytest.raises(BadRecoveryCode):
        from_typed(typed)


def test_a_group_is_compared_however_it_is_typed() -> None:
    group = in_groups(KEY)[3]
    assert agrees(f" {group.lower()[:4]} {group[4:]}", group)
    assert not agrees(group[:-1], group)
