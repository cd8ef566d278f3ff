"""When a school's terms can stand: each after the one before, none inside another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engagement_desktop.errors import FieldProblem

LONGEST_NAME = 60
LONGEST = timedelta(days=366)
"""A term is shorter than a year."""


@dataclass(frozen=True)
class TermForm:
    """A term as typed; a day that is not typed yet is None."""

    name: str = ""
    first_day: date | None = None
    last_day: date | None = None


def problems(form: TermForm, others: Sequence[TermForm]) -> tuple[FieldProblem, ...]:
    """What stands in the way of a term beside these others, each beside its field."""
    found = list(_of_name(" ".join(form.name.split()), others))
    first, last = form.first_day, form.last_day
    if first is None:
        found.append(FieldProblem("first_day", "Please choose the first day."))
    if last is None:
        found.append(FieldProblem("last_day", "Please choose the last day."))
    if first is None or last is None:
        return tuple(found)
    if last < first:
        found.append(FieldProblem("last_day", "The last day is before the first."))
    elif last - first >= LONGEST:
        found.append(FieldProblem("last_day", "A term is shorter than a year."))
    else:
        found += _of_days(first, last, others)
    return tuple(found)


def _of_name(name: str, others: Iterable[TermForm]) -> Iterable[FieldProblem]:
    if not name:
        yield FieldProblem("name", "Please give the term a name.")
    elif len(name) > LONGEST_NAME:
        yield FieldProblem("name", "Please call it by fewer words.")
    elif any(each.name.casefold() == name.casefold() for each in others):
        yield FieldProblem("name", "Another term has this name.")


def _of_days(first: date, last: date, others: Iterable[TermForm]) -> Iterable[FieldProblem]:
    """Overlaps, beside the day that lies in the other term."""
    for each in others:
        if each.first_day is None or each.last_day is None:
            continue
        if first <= each.last_day and last >= each.first_day:
            field = "first_day" if first >= each.first_day else "last_day"
            yield FieldProblem(field, f"“{each.name}” has some of these days already.")
            return
