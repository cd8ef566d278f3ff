"""How often pupils are to be seen, in the same words wherever it is told."""

from __future__ import annotations

from engagement_desktop.models.own_minimum import OwnMinimum, ShortOf
from engagement_desktop.ui.day_words import count_words, day_words

_USUAL = {1: "every day", 7: "once a week", 14: "once a fortnight", 28: "every four weeks"}


def how_often(minimum: OwnMinimum) -> str:
    """“once a fortnight, and at least three observations in a term”."""
    days = _USUAL.get(minimum.every_days, f"every {minimum.every_days} days")
    if not minimum.each_term:
        return days
    return f"{days}, and at least {_observations(minimum.each_term)} in a term"


def short_words(short: ShortOf) -> str:
    """“one observation this term, at least three observations by 18 December 2026”."""
    seen = _observations(short.seen) if short.seen else "no observation"
    return f"{seen} this term, at least {_observations(short.least)} by {day_words(short.ends)}"


def _observations(number: int) -> str:
    return count_words(number, "observation", "observations")
