"""When an outcome deserves a fresh look: its date is near and nothing shows movement yet (5.3).

Any of the kinds of progress in 5.1 is movement, so maintaining a skill or slowing a decline is too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from engagement_desktop.models.states import StepStatus

NEAR = timedelta(days=42)
"""How long before its expected date an outcome is looked at: half a term."""

NOT_MOVEMENT = frozenset({"what_this_shows.levelled_off", "what_this_shows.less_than_before"})
"""The words of “what this shows” that do not tell of movement."""


@dataclass(frozen=True)
class Sign:
    """Something recorded about an outcome: on which day, and whether it shows movement."""

    day: date
    movement: bool

    @classmethod
    def of_response(cls, day: date, what_this_shows: str | None) -> Sign:
        """What a response in an observation that touches the outcome says."""
        return cls(day, what_this_shows is not None and what_this_shows not in NOT_MOVEMENT)

    @classmethod
    def of_step(cls, day: date, status: StepStatus) -> Sign:
        """What the status of a step says."""
        return cls(day, status is not StepStatus.IN_PROGRESS)


def stalling(
    *,
    expected_by: date | None,
    set_on: date,
    reviewed_on: date | None,
    closed_on: date | None,
    signs: Iterable[Sign],
    planned: Iterable[date] = (),
    today: date,
) -> bool:
    """Whether the outcome's date is near or past and no sign since its last review shows movement.

    It is said once: `planned`, the first days of the plans towards the outcome, answer it if one of
    them began since. An outcome without a date, or already closed, never stalls.
    """
    if expected_by is None or closed_on is not None or today < expected_by - NEAR:
        return False
    if any(day >= expected_by - NEAR for day in planned):
        return False
    since = reviewed_on or set_on
    return not any(sign.movement and sign.day >= since for sign in signs)


def kind_words(name: str, expected_by: date, today: date) -> str:
    """The one sentence in which it is said; `name` is the pupil's preferred name."""
    when = f"{expected_by.day} {expected_by:%B %Y}"
    opening = (
        f"The date for this outcome was {when}"
        if expected_by < today
        else f"The date for this outcome is {when}"
    )
    return (
        f"{opening}, and the records since it was last looked at do not show a change yet. "
        f"It may be a good moment to see what would help {name} next."
    )
