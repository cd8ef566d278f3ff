"""The dates of a plan's review: SEND Regulations 2014, regulations 18 and 20."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.ehc_dates import Transfer, review_dates, transfer_within_a_year


def test_advice_goes_out_two_weeks_before_and_the_report_two_weeks_after():
    by = {entry.what: entry.by for entry in review_dates(date(2026, 12, 10))}

    assert by == {
        "Advice and information sent to everyone invited": date(2026, 11, 26),
        "Review meeting": date(2026, 12, 10),
        "Report of the meeting sent to everyone invited": date(2026, 12, 24),
        "Decision to keep, amend or end the plan": date(2027, 1, 7),
    }


def test_a_move_to_secondary_brings_15_february_and_dates_come_earliest_first():
    dates = review_dates(date(2027, 2, 1), (Transfer.TO_SECONDARY, 2027))

    assert [entry.by for entry in dates] == sorted(entry.by for entry in dates)
    moved = next(entry for entry in dates if "secondary" in entry.what)
    assert moved.by == date(2027, 2, 15)
    assert "regulation 18" in moved.source


def test_a_move_to_post_16_brings_31_march():
    dates = review_dates(date(2026, 11, 1), (Transfer.TO_POST_16, 2027))
    assert dates[-1].by == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("year", "meeting", "expected"),
    [
        (6, date(2026, 11, 1), (Transfer.TO_SECONDARY, 2027)),
        (6, date(2027, 2, 15), (Transfer.TO_SECONDARY, 2027)),
        (6, date(2027, 2, 16), None),
        (11, date(2026, 9, 1), (Transfer.TO_POST_16, 2027)),
        (5, date(2026, 11, 1), None),
        (None, date(2026, 11, 1), None),
    ],
)
def test_the_year_group_tells_which_move_comes_at_the_end_of_the_school_year(
    year, meeting, expected
):
    assert transfer_within_a_year(year, meeting) == expected


DAYS = st.dates(date(2015, 1, 1), date(2060, 1, 1))


@given(meeting=DAYS, year=st.none() | st.integers(-1, 14))
def test_the_dates_of_any_meeting_stand_in_order_and_none_is_missing(
    meeting: date, year: int | None
) -> None:
    dates = review_dates(meeting, transfer_within_a_year(year, meeting))
    days = [each.by for each in dates]
    assert days == sorted(days)
    assert [(each.by - meeting).days for each in dates if "amended" not in each.what] == [
        -14,
        0,
        14,
        28,
    ]
    moved = [each.by for each in dates if "amended" in each.what]
    assert len(moved) <= (year in (6, 11))
    assert all((by.month, by.day) in ((2, 15), (3, 31)) and by >= meeting for by in moved)
    assert all(each.short and (each.source or each.by == meeting) for each in dates)
