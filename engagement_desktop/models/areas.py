"""The five areas of engagement, with the guidance's own words (3.1 to 3.5).

They are equals: the order below is the guidance's order of reading, never a ladder (3).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from engagement_desktop.paths import resource


class Shape(StrEnum):
    """The shape of an area’s mark, beside its letter, for those who do not see colour."""

    CIRCLE = "circle"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    SQUARE = "square"
    HEXAGON = "hexagon"


class Area(StrEnum):
    """One of the five areas; the value is what the database holds."""

    EXPLORATION = "exploration"
    REALISATION = "realisation"
    ANTICIPATION = "anticipation"
    PERSISTENCE = "persistence"
    INITIATION = "initiation"

    @property
    def title(self) -> str:  # type: ignore[override]  # str.title is of no use on an enum
        """The area's name as shown: “Exploration”."""
        return self.value.capitalize()

    @property
    def letter(self) -> str:
        """The letter that stands in the area's mark."""
        return self.value[0].upper()

    @property
    def shape(self) -> Shape:
        """The shape of the area's mark."""
        return _SHAPES[self]

    @property
    def colour(self) -> str:
        """The colour of the area's mark as #RRGGBB; never used for text."""
        return _COLOURS[self]


_SHAPES = {
    Area.EXPLORATION: Shape.CIRCLE,
    Area.REALISATION: Shape.DIAMOND,
    Area.ANTICIPATION: Shape.TRIANGLE,
    Area.PERSISTENCE: Shape.SQUARE,
    Area.INITIATION: Shape.HEXAGON,
}
_COLOURS = {
    Area.EXPLORATION: "#0072B2",
    Area.REALISATION: "#E69F00",
    Area.ANTICIPATION: "#009E73",
    Area.PERSISTENCE: "#CC79A7",
    Area.INITIATION: "#D55E00",
}


@dataclass(frozen=True)
class AreaWords:
    """What the guidance says of an area, and the plain version for parents.

    `shows`, `established` and `important` quote 3.1–3.5; `short` is one line for the editor;
    `plain_heading` and `plain` open the area in the parents' report.
    """

    shows: str
    established: str
    important: str
    short: str
    plain_heading: str
    plain: str
    paragraph: str


@cache
def area_words(area: Area) -> AreaWords:
    """The shipped words for `area`, from `resources/texts/areas.toml`."""
    with resource("texts/areas.toml").open("rb") as file:
        return AreaWords(**tomllib.load(file)[area.value])
