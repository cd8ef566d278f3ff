"""When it is time to speak with parents again (4.9; SEND code 6.65)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.speaking import LONG_AGO, speak_soon, this_year

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.lists(DAYS), DAYS)
def test_a_day_agreed_on_is_not_asked_for_again(held: list[date], today: date) -> None:
    assert not speak_soon(held, today, None, today)
    assert not speak_soon(held, today + timedelta(days=30), None, today)


@given(st.lists(DAYS), DAYS)
def test_one_held_lately_is_enough_for_now(held: list[date], today: date) -> None:
    assert not speak_soon([*held, today - LONG_AGO], None, None, today)


def test_long_ago_or_never_is_time_for_one() -> None:
    spring = date(2026, 3, 1)
    assert speak_soon([], None, None, spring)
    assert speak_soon([date(2025, 9, 20)], None, None, spring)
    assert not speak_soon([], None, date(2026, 2, 1), spring)  # a pupil who has just come
    assert not speak_soon([], None, None, date(2026, 9, 20))  # the year has just begun


def test_a_school_year_begins_in_september() -> None:
    held = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 11, 1)]
    assert this_year(held, date(2026, 10, 15)) == (date(2026, 9, 1),)
