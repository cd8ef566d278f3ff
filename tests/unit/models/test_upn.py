"""The check letter of the unique pupil number warns of a slip and never stands in the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models import upn

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def test_a_valid_upn_has_no_problem() -> None:
    assert upn.problem("B801200005001") == ""


def test_spaces_and_small_letters_are_fine() -> None:
    assert upn.problem(" b801 2000 05001 ") == ""


def test_nothing_typed_is_no_problem() -> None:
    assert upn.problem("") == ""


@pytest.mark.parametrize(
    "text", ["B80120000500", "8801200005001", "B80120000500é", "S801200005001", "B8012000050011"]
)
def test_what_is_no_upn_is_told_with_an_example(text: str) -> None:
    assert "like B801200005001" in upn.problem(text)


def test_a_wrong_check_letter_is_told_and_can_be_saved() -> None:
    sentence = upn.problem("C801200005001")
    assert "would be B" in sentence
    assert "save it as it is" in sentence


@given(
    st.text("0123456789", min_size=11, max_size=11),
    st.sampled_from("0123456789" + LETTERS),
    st.integers(0, 10),
    st.integers(1, 9),
)
def test_one_mistyped_digit_never_passes(eleven: str, last: str, place: int, shift: int) -> None:
    whole = upn.check_letter(eleven + last) + eleven + last
    assert upn.problem(whole) == ""
    digit = str((int(eleven[place]) + shift) % 10)
    slipped = whole[0] + eleven[:place] + digit + eleven[place + 1 :] + last
    assert upn.problem(slipped) != ""
