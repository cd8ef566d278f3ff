"""School years, ages and key stages, as the records and reports speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_MONDAY, _FRIDAY, _SATURDAY = 0, 4, 5


@dataclass(frozen=True)
class UsualTerm:
    """A term with its first and last day."""

    name: str
    first_day: date
    last_day: date


def school_year(day: date) -> str:
    """The school year a day falls in, from 1 September: “2025–26”."""
    first = first_year(day)
    return f"{first}–{(first + 1) % 100:02d}"


def first_year(day: date) -> int:
    """The calendar year in which the school year of `day` began."""
    return day.year if day.month >= 9 else day.year - 1


def year_bounds(label: str) -> tuple[date, date]:
    """The first and last day of a school year named like “2025–26” (or “2025-26”)."""
    first = int(label[:4])
    return date(first, 9, 1), date(first + 1, 8, 31)


def usual_terms(first: int) -> tuple[UsualTerm, ...]:
    """Three terms for the school year that begins in `first`, those of no particular authority."""
    opening = date(first, 9, 3)
    if opening.weekday() >= _SATURDAY:
        opening = monday_from(opening)
    later = first + 1
    return (
        UsualTerm(f"Autumn term {first}", opening, _friday_until(date(first, 12, 20))),
        UsualTerm(
            f"Spring term {later}",
            monday_from(date(later, 1, 4)),
            _friday_until(date(later, 3, 28)),
        ),
        UsualTerm(
            f"Summer term {later}",
            monday_from(date(later, 4, 12)),
            _friday_until(date(later, 7, 22)),
        ),
    )


def monday_from(day: date) -> date:
    """The first Monday on or after `day`."""
    return day + _DAY * ((_MONDAY - day.weekday()) % 7)


def _friday_until(day: date) -> date:
    return day - _DAY * ((day.weekday() - _FRIDAY) % 7)


def year_name(actual_year: int | None) -> str:
    """A national-curriculum year as shown: “Year 4”, “Reception”, “Nursery”, or empty."""
    if actual_year is None:
        return ""
    if actual_year < 0:
        return "Nursery"
    return "Reception" if actual_year == 0 else f"Year {actual_year}"


def key_stage(actual_year: int | None) -> str:
    """The key stage of an actual national-curriculum year: “key stage 2” for years 3 to 6."""
    if actual_year is None:
        return ""
    if actual_year <= 0:
        return "early years"
    for stage, last in ((1, 2), (2, 6), (3, 9), (4, 11)):
        if actual_year <= last:
            return f"key stage {stage}"
    return "post-16"


def ends_key_stage_2(actual_year: int | None) -> bool:
    """Whether the statutory end-of-key-stage use of the engagement model falls in this year."""
    return actual_year == 6


def birth_date_problem(born: date | None, today: date) -> str:
    """A sentence when a date of birth cannot be a pupil's; else empty."""
    if born is None:
        return ""
    if born > today:
        return "This date of birth is in the future. Please check the year."
    if today.year - born.year > 26:
        return "This date of birth would make the pupil older than 25. Please check the year."
    return ""
