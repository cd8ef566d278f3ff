"""Times for pictures whose file gives them none of their own.

An AVI or MXF tells when each picture is decoded, not when it is shown; files of a camera joined
into one start their times again; a bare stream has none at all. What is certain is the order in
which the pictures are shown, and it is kept; a time that cannot be theirs gives way to one worked
out from those around it.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

_MOST_MOVED = 32
"""A picture is decoded at most so many before or after its turn; twice what H.264 and H.265
allow. Whatever lies farther from its turn comes of a clock that was set back."""

Times = Sequence[int | None]


def are_their_own(times: Times) -> bool:
    """Whether every picture has a time, later than that of the one shown before it."""
    known = [time for time in times if time is not None]
    rise = all(earlier < later for earlier, later in pairwise(known))
    return rise and len(known) == len(times)


def worked_out(times: Times, gap: int) -> list[int | None]:
    """A time for each picture, in the order shown, later than that of the one before.

    `times` are the file's, in any order or None; `gap` is the usual time from one picture to the
    next, in the same unit. Several pictures within one time share it evenly. None for a picture
    for which there is no room between its neighbours.
    """
    known = [time for time in times if time is not None]
    ordered = iter(sorted(known) if _near_their_turn(known) else _one_clock(known, gap))
    rising = [None if time is None else next(ordered) for time in times]
    return _filled(_without_repeats(rising), gap)


def _near_their_turn(times: list[int]) -> bool:
    """Whether these are times of decoding: a picture decoded early moves only its own group, and
    time steps back once at least for each. A clock set back moves all that follow by one step."""
    turns = sorted(range(len(times)), key=times.__getitem__)
    moved = [abs(turn - place) for place, turn in enumerate(turns) if turn != place]
    steps_back = sum(later < earlier for earlier, later in pairwise(times))
    farthest = max(moved, default=0)
    return farthest <= _MOST_MOVED and len(moved) <= steps_back * (farthest + 1)


def _one_clock(times: list[int], gap: int) -> list[int]:
    """As if the clock had gone on where it was set back."""
    ahead = 0
    found: list[int] = []
    for time in times:
        if found and time + ahead < found[-1]:
            ahead = found[-1] + gap - time
        found.append(time + ahead)
    return found


def _without_repeats(times: Times) -> list[int | None]:
    latest: int | None = None
    kept: list[int | None] = []
    for time in times:
        new = time is not None and (latest is None or time > latest)
        kept.append(time if new else None)
        latest = time if new else latest
    return kept


def _filled(times: Times, gap: int) -> list[int | None]:
    """The time between known ones shared out evenly among the pictures without one."""
    places = [place for place, time in enumerate(times) if time is not None]
    if not places:
        return [gap * place for place in range(len(times))]
    filled = list(times)
    steps = []
    for before, after in pairwise(places):
        span, parts = _known(times, after) - _known(times, before), after - before
        steps.append(max(1, span // parts))
        for part in range(1, parts):
            # With less room than pictures, some would fall on one time: those go without.
            earlier, moved = span * (part - 1) // parts, span * part // parts
            filled[before + part] = _known(times, before) + moved if moved > earlier else None
    step = statistics.median_low(steps) if steps else gap
    first, last = places[0], places[-1]
    for place in range(first):
        filled[place] = _known(times, first) - step * (first - place)
    for place in range(last + 1, len(times)):
        filled[place] = _known(times, last) + step * (place - last)
    return filled


def _known(times: Times, place: int) -> int:
    time = times[place]
    assert time is not None
    return time
