"""The dates that go with the review of an EHC plan. Pure: dates in, dates out.

Sources: Special Educational Needs and Disability Regulations 2014, regulations 18 and 20;
SEND code of practice, 9.166 to 9.185.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_REGULATION_20 = "SEND Regulations 2014, regulation 20; Code 9.176"


class Transfer(StrEnum):
    """A move between phases of education that falls within the next twelve months."""

    TO_SECONDARY = "to secondary school"
    TO_POST_16 = "to a post-16 setting"


@dataclass(frozen=True)
class ReviewDate:
    """One date of a review: what is to be done, the last day, by whom, and the source.

    `short` says the same in a word or two, beside the review’s other dates.
    """

    what: str
    by: date
    who: str
    source: str
    short: str


def review_dates(
    meeting: date, transfer: tuple[Transfer, int] | None = None
) -> tuple[ReviewDate, ...]:
    """The dates of a review whose meeting is on `meeting`, earliest first.

    Args:
        meeting: the day of the review meeting.
        transfer: a move between phases and the calendar year in which it happens.
    """
    dates = [
        ReviewDate(
            "Advice and information sent to everyone invited",
            meeting - timedelta(weeks=2),
            "the school",
            "at least two weeks before the meeting: " + _REGULATION_20,
            "advice to everyone",
        ),
        ReviewDate("Review meeting", meeting, "everyone invited", "", "meeting"),
        ReviewDate(
            "Report of the meeting sent to everyone invited",
            meeting + timedelta(weeks=2),
            "the school",
            "within two weeks of the meeting: " + _REGULATION_20,
            "report to everyone",
        ),
        ReviewDate(
            "Decision to keep, amend or end the plan",
            meeting + timedelta(weeks=4),
            "the local authority",
            "within four weeks of the meeting: " + _REGULATION_20,
            "decision",
        ),
    ]
    if transfer is not None:
        dates.append(_transfer_date(*transfer))
    return tuple(sorted(dates, key=lambda entry: entry.by))


def _transfer_date(transfer: Transfer, year: int) -> ReviewDate:
    by = date(year, 2, 15) if transfer is Transfer.TO_SECONDARY else date(year, 3, 31)
    return ReviewDate(
        f"Plan amended for the move {transfer.value}",
        by,
        "the local authority",
        "SEND Regulations 2014, regulation 18; Code 9.179",
        f"plan amended for the move {transfer.value}",
    )


def transfer_within_a_year(actual_year: int | None, meeting: date) -> tuple[Transfer, int] | None:
    """The move that a pupil's national-curriculum year on the day of the meeting points to.

    Year 6 moves to secondary school and year 11 to post-16, in the September that ends the school
    year; the plan has to be ready in February or March of that calendar year. A meeting after that
    date is no longer the one that prepares the move.
    """
    moves = {6: Transfer.TO_SECONDARY, 11: Transfer.TO_POST_16}
    if actual_year not in moves:
        return None
    ends = meeting.year + 1 if meeting.month >= 9 else meeting.year
    transfer = moves[actual_year]
    return (transfer, ends) if meeting <= _transfer_date(transfer, ends).by else None
