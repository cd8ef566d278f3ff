"""Then and now: which earlier response to lay beside a later one, and what differs in words.

It points out that something differs and never whether that is more or less (guidance 4.5, 5.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from engagement_desktop.models.time_of_day import time_of_day
from engagement_desktop.services.response_card import ResponseCard
from engagement_desktop.services.timeline import Mark

_YEAR = timedelta(days=365)
_ABOUT = timedelta(days=60)


class Then(Enum):
    """Which earlier response is asked for."""

    BASELINE = "Baseline"
    YEAR_AGO = "A year ago"
    SAME_ACTIVITY = "Same activity"


def earlier(marks: Sequence[Mark], now: Mark, which: Then) -> Mark | None:
    """The earlier response in the same area that `which` asks for, or None if there is none.

    The baseline is the first one of the highest-interest activity (4.2), or the first of all when
    none was called so. A year ago is the nearest to that day, within two months of it. Of the same
    activity it is the first. `marks` are sorted by time.
    """
    before = [mark for mark in marks if mark.area is now.area and mark.at < now.at]
    if which is Then.BASELINE:
        return next((mark for mark in before if mark.baseline), before[0] if before else None)
    if which is Then.SAME_ACTIVITY:
        activity = now.activity.strip().casefold()
        same = (mark for mark in before if mark.activity.strip().casefold() == activity)
        return next(same, None) if activity else None
    wanted = now.at - _YEAR
    nearest = min(before, key=lambda mark: abs(mark.at - wanted), default=None)
    if nearest is None or abs(nearest.at - wanted) > _ABOUT:
        return None
    return nearest


@dataclass(frozen=True)
class Piece:
    """Some words of a value, and whether the other side does not have them."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Line:
    """One field, then and now."""

    label: str
    then: tuple[Piece, ...]
    now: tuple[Piece, ...]


def compare(name: str, then: ResponseCard, now: ResponseCard) -> tuple[Line, ...]:
    """The same fields side by side, without those that neither side has.

    What the pupil did is told in sentences and compared by the reader, so nothing is marked in it.
    """
    lines = [Line(f"What {name} did", _said(then.what_pupil_did), _said(now.what_pupil_did))]
    for label, before, after in (
        ("How established", (then.how_established,), (now.how_established,)),
        ("Support", then.support, now.support),
        ("Consistency", (then.consistency,), (now.consistency,)),
        ("Confidence", (then.confidence,), (now.confidence,)),
        ("What this shows", (then.what_this_shows,), (now.what_this_shows,)),
        ("Responses seen", then.subtle_responses, now.subtle_responses),
        ("Activity", (then.activity,), (now.activity,)),
        ("Where and when", _where(then), _where(now)),
        ("Who saw it", (then.observer,), (now.observer,)),
        ("Who was there", (then.adults,), (now.adults,)),
        ("Context", then.context, now.context),
        ("Provision", (then.provision,), (now.provision,)),
    ):
        line = Line(label, _pieces(before, after), _pieces(after, before))
        if line.then or line.now:
            lines.append(line)
    return tuple(lines)


def _where(card: ResponseCard) -> tuple[str, ...]:
    return (card.place, time_of_day(card.at).value)


def _said(text: str) -> tuple[Piece, ...]:
    return (Piece(text.strip(), differs=False),) if text.strip() else ()


def _pieces(values: Sequence[str], others: Sequence[str]) -> tuple[Piece, ...]:
    known = {other.strip().casefold() for other in others}
    return tuple(
        Piece(value.strip(), value.strip().casefold() not in known)
        for value in values
        if value.strip()
    )
