"""When it is told that a pupil was seen too seldom in a term."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.own_minimum import ShortOf, short_of

ENDS = date(2026, 12, 18)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 110))
def test_it_is_told_in_the_last_weeks_alone_and_only_of_too_few(
    seen: int, least: int, days_left: int
) -> None:
    told = short_of(seen, least, ENDS, ENDS - timedelta(days=days_left))
    assert told == (ShortOf(seen, least, ENDS) if seen < least and days_left <= 28 else None)
