"""How long records are kept: never a day too short, and nothing without its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.retention import (
    MOST_YEARS,
    SHIPPED,
    CountedFrom,
    Held,
    Rule,
    fits,
    is_due,
    kept_until,
)

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
YEARS = st.integers(1, MOST_YEARS)
TODAY = date(2026, 11, 22)


def test_a_file_is_kept_31_years_from_birth_as_shipped() -> None:
    rule = SHIPPED[Held.FILE]
    assert kept_until(rule, born_on=date(2016, 5, 3), left_on=None) == date(2047, 5, 3)
    assert rule.words == "31 years from the date of birth"


def test_a_leap_day_is_never_a_day_too_short() -> None:
    rule = Rule(31, CountedFrom.BIRTH)
    assert kept_until(rule, born_on=date(2016, 2, 29), left_on=None) == date(2047, 3, 1)


@given(day=DAYS, years=YEARS, counted_from=st.sampled_from(CountedFrom))
def test_the_last_day_is_that_many_years_later(
    day: date, years: int, counted_from: CountedFrom
) -> None:
    until = kept_until(Rule(years, counted_from), born_on=day, left_on=day, taken_on=day)
    assert until is not None
    assert until.year == day.year + years
    assert timedelta(0) <= until - day - timedelta(days=365 * years) <= timedelta(days=26)
    same_day = (until.month, until.day) == (day.month, day.day)
    assert same_day or (day.month, day.day, until.month, until.day) == (2, 29, 3, 1)


@given(day=DAYS, years=YEARS)
def test_more_years_never_end_sooner(day: date, years: int) -> None:
    shorter = kept_until(Rule(years, CountedFrom.BIRTH), born_on=day, left_on=None)
    longer = kept_until(Rule(years + 1, CountedFrom.BIRTH), born_on=day, left_on=None)
    assert shorter is not None
    assert longer is not None
    assert shorter < longer


@pytest.mark.parametrize("counted_from", list(CountedFrom))
def test_with_no_day_to_count_from_nothing_is_ever_due(counted_from: CountedFrom) -> None:
    until = kept_until(Rule(1, counted_from), born_on=None, left_on=None)
    assert until is None
    assert not is_due(until, left_on=date(1990, 1, 1), held=False, today=TODAY)


@given(until=DAYS, left_on=st.none() | DAYS, held=st.booleans(), today=DAYS)
def test_due_is_past_gone_and_free(
    until: date, left_on: date | None, held: bool, today: date
) -> None:
    due = is_due(until, left_on=left_on, held=held, today=today)
    assert due == (until < today and left_on is not None and left_on < today and not held)


@pytest.mark.parametrize(
    ("held", "rule", "right"),
    [
        (Held.FILE, Rule(31, CountedFrom.BIRTH), True),
        (Held.FILE, Rule(6, CountedFrom.LEAVING), True),
        (Held.FILE, Rule(6, CountedFrom.TAKEN), False),
        (Held.CLIPS, Rule(2, CountedFrom.TAKEN), True),
        (Held.CLIPS, Rule(0, CountedFrom.TAKEN), False),
        (Held.CLIPS, Rule(101, CountedFrom.BIRTH), False),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(held: Held, rule: Rule, right: bool) -> None:
    assert fits(held, rule) is right
