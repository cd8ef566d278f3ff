"""When a judgement can stand: it rests on what was seen, and its earlier words are kept (5.3).

The program never makes a judgement; it asks for one, and for what it rests on (4.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from engagement_desktop.errors import FieldProblem

NOT_SEEN = "how_established.not_seen"
"""The one word that may rest on no observation: there was none to see it in."""


class Stretch(Protocol):
    """A term, as far as the rules need it."""

    @property
    def first_day(self) -> date:
        """Its first day."""

    @property
    def last_day(self) -> date:
        """Its last day."""


S = TypeVar("S", bound=Stretch)


def term_at(terms: Sequence[S], day: date) -> S | None:
    """The term that `day` falls in, else the last one begun before it, else the first to come."""
    ordered = sorted(terms, key=lambda term: term.first_day)
    begun = [term for term in ordered if term.first_day <= day]
    if begun:
        return begun[-1]
    return ordered[0] if ordered else None


def problems(words: str, how_established: str | None, rests_on: int) -> tuple[FieldProblem, ...]:
    """What stands in the way of a judgement; `rests_on` counts the observations chosen."""
    found = []
    if not how_established:
        found.append(
            FieldProblem("how_established", "Please choose how established it is, overall.")
        )
    if not words.strip():
        found.append(FieldProblem("words", "Please say it in a sentence or two."))
    if not rests_on and how_established != NOT_SEEN:
        found.append(
            FieldProblem(
                "observation_ids", "Please choose at least one observation that this rests on."
            )
        )
    return tuple(found)


def keeps_earlier(
    made_on: date, made_by: int | None, today: date, by: int, *, says_otherwise: bool
) -> bool:
    """Whether the earlier words are kept when a judgement is written again.

    They are, unless it is the same person's own wording of the same day.
    """
    return says_otherwise and not (made_on == today and made_by == by)
