"""What a timeline is narrowed to; it works on the frozen view, so choosing needs no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services.timeline import TimelineView
from engagement_desktop.services.timeline_marks import Mark


class WithEvidence(StrEnum):
    """What evidence an observation has."""

    CLIP = "with a clip"
    PICTURE = "with a photo"
    ANY = "with evidence"
    NONE = "without evidence"


@dataclass(frozen=True)
class Filter:
    """What the timeline is narrowed to; empty means any."""

    areas: frozenset[Area] = field(default_factory=frozenset)
    outcome_id: int | None = None
    activity: str = ""
    place: str = ""
    adult: str = ""
    time_of_day: TimeOfDay | None = None
    observer: str = ""
    status: ObservationStatus | None = None
    evidence: WithEvidence | None = None

    @property
    def any(self) -> bool:
        """Whether nothing is left out."""
        return self == Filter()

    def admits(self, mark: Mark) -> bool:
        """Whether `mark` is shown."""
        return (
            (not self.areas or mark.area in self.areas)
            and (self.outcome_id is None or self.outcome_id in mark.seen.outcome_ids)
            and _is(self.activity, mark.seen.activity)
            and _is(self.place, mark.seen.place)
            and (not self.adult or self.adult in mark.seen.adults)
            and (self.time_of_day is None or mark.seen.time_of_day is self.time_of_day)
            and _is(self.observer, mark.seen.observer)
            and (self.status is None or mark.seen.status is self.status)
            and _has(self.evidence, mark.seen.evidence)
        )


def shown(view: TimelineView, wanted: Filter) -> tuple[tuple[Mark, ...], int]:
    """The marks that `wanted` admits, and the count of observations (records) they come from."""
    if wanted.any:
        return view.marks, len(view.observation_days)
    marks = tuple(mark for mark in view.marks if wanted.admits(mark))
    return marks, len({mark.observation_id for mark in marks})


def filter_words(view: TimelineView, wanted: Filter) -> str:
    """What is shown, in words: “Anticipation; place: Hall; with a clip”."""
    outcome = dict(view.outcomes).get(wanted.outcome_id or 0, "")
    areas = [area.title for area in Area if area in wanted.areas]
    named = (
        ("outcome", outcome),
        ("activity", wanted.activity),
        ("place", wanted.place),
        ("adult", wanted.adult),
        ("time of day", wanted.time_of_day or ""),
        ("observer", wanted.observer),
        ("status", wanted.status or ""),
    )
    parts = [", ".join(areas) or "All five areas"]
    parts += [f"{name}: {value}" for name, value in named if value]
    if wanted.evidence:
        parts.append(wanted.evidence.value)
    return "; ".join(parts)


def _is(wanted: str, text: str) -> bool:
    return not wanted or text.casefold() == wanted.casefold()


def _has(wanted: WithEvidence | None, kinds: frozenset[EvidenceKind]) -> bool:
    if wanted is None:
        return True
    if wanted is WithEvidence.NONE:
        return not kinds
    if wanted is WithEvidence.ANY:
        return bool(kinds)
    sought = EvidenceKind.VIDEO if wanted is WithEvidence.CLIP else EvidenceKind.PHOTO
    return sought in kinds
