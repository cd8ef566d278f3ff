"""What is typed into the search, taken apart: plain words, and filters such as “area:initiation”.

A filter's value is one word, or several in quotation marks: `place:"sensory room"`. What is no
filter is a word to be found, so that nothing typed is ever lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from engagement_desktop.models.areas import Area
from engagement_desktop.models.days import read_day

_FILTER = re.compile(
    r'(?P<name>[a-z]+):(?:["“”](?P<quoted>[^"“”]*)["“”]?|(?P<bare>\S+))', re.IGNORECASE
)


_NAMES = frozenset(("pupil", "place", "with", "outcome", "in", "area", "from", "to"))


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty filter leaves nothing out.

    `adult`, `place`, `pupil` and `outcome` are parts of names or wordings; `since` and `until` are
    days, both counted in; `kind` is the beginning of what sort of record it is.
    """

    words: str = ""
    pupil: str = ""
    area: Area | None = None
    place: str = ""
    adult: str = ""
    outcome: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def of_observations(self) -> bool:
        """Whether a filter asks what only an observation can answer."""
        return bool(self.place or self.adult or self.outcome)

    @property
    def filtered(self) -> bool:
        """Whether there is any filter."""
        return self != Wanted(words=self.words)


def read_search(typed: str) -> Wanted:
    """Take apart what was typed."""
    wanted = Wanted()
    rest = []
    end = 0
    for found in _FILTER.finditer(typed):
        narrowed = _narrowed(wanted, found)
        if narrowed is not None:
            wanted = narrowed
            rest.append(typed[end : found.start()])
            end = found.end()
    return replace(wanted, words=" ".join(" ".join((*rest, typed[end:])).split()))


def filters_in(typed: str) -> frozenset[str]:
    """The names of the filters that were typed, also of those whose words are still to come."""
    return frozenset(
        found["name"].lower() for found in _FILTER.finditer(typed) if _is_filter(found)
    )


def with_filter(typed: str, name: str, value: str) -> str:
    """What was typed, with this filter in the place of any of its name; an empty value takes it
    out."""

    def kept(found: re.Match[str]) -> str:
        return "" if found["name"].lower() == name and _is_filter(found) else found[0]

    rest = " ".join(_FILTER.sub(kept, typed).split())
    if not value:
        return rest
    quoted = f'"{value}"' if " " in value else value
    return f"{rest} {name}:{quoted}".strip()


def _is_filter(found: re.Match[str]) -> bool:
    return _narrowed(Wanted(), found) is not None


def _narrowed(wanted: Wanted, found: re.Match[str]) -> Wanted | None:
    """With one more filter; None where it is none."""
    name = found["name"].lower()
    value = (found["quoted"] or found["bare"] or "").strip()
    if not value:  # only in quotation marks: its words are still to come
        return wanted if name in _NAMES else None
    match name:
        case "pupil":
            return replace(wanted, pupil=value)
        case "place":
            return replace(wanted, place=value)
        case "with":
            return replace(wanted, adult=value)
        case "outcome":
            return replace(wanted, outcome=value)
        case "in":
            return replace(wanted, kind=value)
        case "area":
            areas = [area for area in Area if area.value.startswith(value.lower())]
            return replace(wanted, area=areas[0]) if areas else None
        case "from" | "to":
            day = _day(value)
            if day is None:
                return None
            return replace(wanted, since=day) if name == "from" else replace(wanted, until=day)
    return None


def _day(value: str) -> date | None:
    try:
        return read_day(value)
    except ValueError:
        return None
