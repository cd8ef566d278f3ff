"""The codes that a school reports for pupils assessed with the engagement model, per school year.

The table stands in `resources/texts/em_codes.toml`, so that a change of the rule needs no code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from engagement_desktop.paths import resource


@dataclass(frozen=True)
class EmRule:
    """What is reported from one school year on, until a later rule takes its place.

    `from_year` is the calendar year in which the school year begins; the years are actual
    national-curriculum years; `codes` are pairs of subject and code.
    """

    from_year: int
    statutory_years: tuple[int, ...]
    encouraged_years: tuple[int, ...]
    codes: tuple[tuple[str, str], ...]

    def years(self, *, encouraged: bool) -> tuple[int, ...]:
        """The years whose pupils are on the list, with those that are only encouraged or not."""
        return (*self.statutory_years, *(self.encouraged_years if encouraged else ()))


@cache
def _table() -> dict[str, Any]:
    with resource("texts/em_codes.toml").open("rb") as file:
        return tomllib.load(file)


def em_rule(first_year: int) -> EmRule | None:
    """The rule of the school year that begins in `first_year`; None before the first one."""
    rules = [
        EmRule(
            entry["from_year"],
            tuple(entry["statutory_years"]),
            tuple(entry["encouraged_years"]),
            tuple(entry["codes"].items()),
        )
        for entry in _table()["rule"]
    ]
    begun = [rule for rule in rules if rule.from_year <= first_year]
    return max(begun, key=lambda rule: rule.from_year, default=None)


def other_codes() -> tuple[tuple[str, str], ...]:
    """The codes that an office may need instead, with what they mean."""
    return tuple(_table()["other_codes"].items())
