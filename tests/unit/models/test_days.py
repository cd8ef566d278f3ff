"""Reading days as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from engagement_desktop.models.days import read_day


@pytest.mark.parametrize(
    "text",
    [
        "4 May 2017",
        "4th may 2017",
        " 04 / 05 / 2017 ",
        "4.5.17",
        "4-5-2017",
        "2017-05-04",
        "4 of May, 2017",
    ],
)
def test_the_same_day_in_many_ways(text: str) -> None:
    assert read_day(text) == date(2017, 5, 4)


def test_september_has_a_short_form_of_four_letters() -> None:
    assert read_day("1 Sept 2026") == read_day("1 sep 26") == date(2026, 9, 1)


def test_nothing_is_no_day() -> None:
    assert read_day("  ") is None


@pytest.mark.parametrize("text", ["soon", "31 February 2026", "4 Ma 2017", "5/2017", "4 J 2017"])
def test_what_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_day(text)
