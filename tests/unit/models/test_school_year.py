"""School years begin on 1 September; key stages follow the actual year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models import school_year as rules


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 8, 31), "2025–26"),
        (date(2026, 9, 1), "2026–27"),
        (date(1999, 12, 31), "1999–00"),
    ],
)
def test_a_day_belongs_to_its_school_year(day: date, label: str) -> None:
    assert rules.school_year(day) == label
    first, last = rules.year_bounds(label)
    assert first <= day <= last


@pytest.mark.parametrize(
    ("year", "name", "stage"),
    [
        (-1, "Nursery", "early years"),
        (0, "Reception", "early years"),
        (1, "Year 1", "key stage 1"),
        (2, "Year 2", "key stage 1"),
        (3, "Year 3", "key stage 2"),
        (6, "Year 6", "key stage 2"),
        (7, "Year 7", "key stage 3"),
        (13, "Year 13", "post-16"),
        (None, "", ""),
    ],
)
def test_years_and_key_stages(year: int | None, name: str, stage: str) -> None:
    assert rules.year_name(year) == name
    assert rules.key_stage(year) == stage


def test_only_year_six_ends_key_stage_two() -> None:
    assert [year for year in range(-1, 14) if rules.ends_key_stage_2(year)] == [6]


def test_a_date_of_birth_is_neither_in_the_future_nor_a_slip_of_the_century() -> None:
    today = date(2026, 11, 21)
    assert "future" in rules.birth_date_problem(date(2027, 1, 1), today)
    assert "older" in rules.birth_date_problem(date(1918, 5, 1), today)
    assert rules.birth_date_problem(date(2018, 5, 1), today) == ""
    assert rules.birth_date_problem(None, today) == ""


@given(day=st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_every_day_lies_in_one_school_year_alone(day: date) -> None:
    first, last = rules.year_bounds(rules.school_year(day))
    assert first <= day <= last
    assert rules.school_year(first) == rules.school_year(last) == rules.school_year(day)
    assert rules.school_year(last + timedelta(days=1)) != rules.school_year(day)


@given(year=st.integers(-1, 14))
def test_a_key_stage_never_comes_before_the_one_of_the_year_below(year: int) -> None:
    order = ("early years", *(f"key stage {stage}" for stage in (1, 2, 3, 4)), "post-16")
    below, here = (order.index(rules.key_stage(each)) for each in (year - 1, year))
    assert here - below in (0, 1)
    assert rules.ends_key_stage_2(year) == (
        rules.key_stage(year) == "key stage 2" and rules.key_stage(year + 1) == "key stage 3"
    )
