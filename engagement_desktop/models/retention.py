"""How long records are kept: the rule, as dates. Nothing is removed without a person's review.

Shipped as schools are advised: a pupil's SEND file until 31 years after the date of birth. Each
school may choose otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

MOST_YEARS = 100
"""Nobody's records are kept longer than this; a rule of more years is a slip of the keyboard."""


class Held(StrEnum):
    """What a retention rule is about."""

    FILE = "a pupil’s whole record"
    CLIPS = "clips, photos and sound"


class CountedFrom(StrEnum):
    """From which day the years of a rule are counted."""

    BIRTH = "the date of birth"
    LEAVING = "the day the pupil left"
    TAKEN = "the day it was taken"


@dataclass(frozen=True)
class Rule:
    """Keep for so many years, counted from there."""

    years: int
    counted_from: CountedFrom

    @property
    def words(self) -> str:
        """“31 years from the date of birth”."""
        unit = "year" if self.years == 1 else "years"
        return f"{self.years} {unit} from {self.counted_from.value}"


SHIPPED: Mapping[Held, Rule] = MappingProxyType(
    {
        Held.FILE: Rule(31, CountedFrom.BIRTH),
        Held.CLIPS: Rule(31, CountedFrom.BIRTH),
    }
)
"""The rules until a school chooses its own: clips go with the record that they belong to."""


def fits(held: Held, rule: Rule) -> bool:
    """Whether a rule can be one for this: a whole record was not taken on a day."""
    if held is Held.FILE and rule.counted_from is CountedFrom.TAKEN:
        return False
    return 1 <= rule.years <= MOST_YEARS


def kept_until(
    rule: Rule, *, born_on: date | None, left_on: date | None, taken_on: date | None = None
) -> date | None:
    """The last day on which a rule keeps something; None while the day it counts from is not known.

    Somebody born on 29 February is kept until 1 March in a year that has no such day: never a day
    too short.
    """
    start = {
        CountedFrom.BIRTH: born_on,
        CountedFrom.LEAVING: left_on,
        CountedFrom.TAKEN: taken_on,
    }[rule.counted_from]
    if start is None:
        return None
    try:
        return start.replace(year=start.year + rule.years)
    except ValueError:  # 29 February
        return date(start.year + rule.years, 3, 1)


def is_due(until: date | None, *, left_on: date | None, held: bool, today: date) -> bool:
    """Whether something is up for review: past its day, the pupil gone, and not on hold."""
    gone = left_on is not None and left_on < today
    return until is not None and until < today and gone and not held
