"""Then and now: which earlier response to lay beside a later one, and what differs in words.

It points out that something differs and never whether that is more or less (guidance 4.5, 5.1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from engagement_desktop.models.time_of_day import time_of_day
from engagement_desktop.services.response_card import ResponseCard
from engagement_desktop.services.timeline_marks import Mark

_YEAR = timedelta(days=365)
_ABOUT = timedelta(days=60)


class Then(Enum):
    """Which earlier response is asked for."""

    FIRST = "The first"
    BASELINE = "The baseline"
    YEAR_AGO = "A year ago"
    SAME_ACTIVITY = "Same activity"
    SAME_PLACE = "Same place"


def earlier(marks: Sequence[Mark], now: Mark, which: Then) -> Mark | None:
    """The earlier response in the same area that `which` asks for, or None if there is none.

    The baseline is the first one of the highest-interest activity (4.2). A year ago is the nearest
    to that day, within two months of it. Of the same activity or place it is the first. `marks` are
    sorted by time.
    """
    before = [mark for mark in marks if mark.area is now.area and mark.at < now.at]
    if which is Then.FIRST:
        return before[0] if before else None
    if which is Then.BASELINE:
        return next((mark for mark in before if mark.baseline), None)
    if which is Then.SAME_ACTIVITY:
        return next(
            (m for m in before if now.seen.activity and m.seen.activity == now.seen.activity), None
        )
    if which is Then.SAME_PLACE:
        return next((m for m in before if now.seen.place and m.seen.place == now.seen.place), None)
    wanted = now.at - _YEAR
    nearest = min(before, key=lambda mark: abs(mark.at - wanted), default=None)
    if nearest is None or abs(nearest.at - wanted) > _ABOUT:
        return None
    return nearest


@dataclass(frozen=True)
class Piece:
    """Some words of a value, and whether another side does not have them."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Line:
    """One field of every side, the earliest first."""

    label: str
    sides: tuple[tuple[Piece, ...], ...]


def compare(name: str, cards: Sequence[ResponseCard]) -> tuple[Line, ...]:
    """The same fields side by side, without those that no side has.

    What the pupil did is told in sentences and compared by the reader, so nothing is marked in it.
    """
    lines = [Line(f"What {name} did", tuple(_said(card.what_pupil_did) for card in cards))]
    for label, field in _FIELDS:
        sides = _pieces([field(card) for card in cards])
        if any(sides):
            lines.append(Line(label, sides))
    return tuple(lines)


_FIELDS: tuple[tuple[str, Callable[[ResponseCard], tuple[str, ...]]], ...] = (
    ("How established", lambda card: (card.how_established,)),
    ("Support", lambda card: card.support),
    ("Consistency", lambda card: (card.consistency,)),
    ("Confidence", lambda card: (card.confidence,)),
    ("What this shows", lambda card: (card.what_this_shows,)),
    ("Responses seen", lambda card: card.subtle_responses),
    ("Activity", lambda card: (card.activity,)),
    ("Where and when", lambda card: (card.place, time_of_day(card.at).value)),
    ("Who saw it", lambda card: (card.observer,)),
    ("Who was there", lambda card: (card.adults,)),
    ("Context", lambda card: card.context),
    ("Provision", lambda card: (card.provision,)),
)


def _said(text: str) -> tuple[Piece, ...]:
    return (Piece(text.strip(), differs=False),) if text.strip() else ()


def _pieces(sides: Sequence[Sequence[str]]) -> tuple[tuple[Piece, ...], ...]:
    """The values of each side; one differs that any other side does not have."""
    tidy = [[value.strip() for value in values if value.strip()] for values in sides]
    known = [{value.casefold() for value in values} for values in tidy]
    shared = set.intersection(*known)
    return tuple(
        tuple(Piece(value, value.casefold() not in shared) for value in values) for values in tidy
    )
