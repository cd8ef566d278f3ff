"""The dates of a plan's review: SEND Regulations 2014, regulations 18 and 20."""

from datetime import date

import pytest

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
