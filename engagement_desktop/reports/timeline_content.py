"""What the printed timeline is made of, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engagement_desktop.models.areas import Area
from engagement_desktop.models.mark_looks import MarkLook
from engagement_desktop.reports.content import PupilDetails, SchoolDetails


@dataclass(frozen=True)
class SheetMark:
    """A response: where it stands, how it looks, and its words for the list."""

    area: Area
    day: date
    look: MarkLook
    letter: str
    baseline: bool
    established: str
    shows: str
    did: str
    where: str


@dataclass(frozen=True)
class SheetBand:
    """A stretch of days with a name; without a last day it goes on."""

    name: str
    first: date
    last: date | None


@dataclass(frozen=True)
class SheetSign:
    """Something that stands on one day: a judgement of an area, a moderation, a note of context."""

    day: date
    text: str
    area: Area | None = None
    look: MarkLook | None = None


@dataclass(frozen=True)
class TimelineSheet:
    """All that is printed, sorted by day and within the period.

    `filter_words` names what is shown; `fills` and `letters` are the legend's entries in use.
    """

    school: SchoolDetails
    pupil: PupilDetails
    first: date
    last: date
    filter_words: str
    written_on: date
    marks: tuple[SheetMark, ...]
    terms: tuple[SheetBand, ...] = ()
    plans: tuple[SheetBand, ...] = ()
    provision: tuple[SheetBand, ...] = ()
    judgements: tuple[SheetSign, ...] = ()
    notes: tuple[SheetSign, ...] = ()
    fills: tuple[tuple[MarkLook, str], ...] = ()
    letters: tuple[tuple[str, str], ...] = ()
