"""What a change changed: a service that writes returns it; one signal tells every open page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Kind(StrEnum):
    """The kinds of record a page may be showing."""

    SCHOOL = "school"
    STAFF = "staff"
    VOCABULARY = "vocabulary"
    SPELLING = "spelling"
    PUPIL = "pupil"
    PERMISSION = "permission"
    OUTCOME = "outcome"
    PLAN = "plan"
    PROVISION = "provision"
    OBSERVATION = "observation"
    EVIDENCE = "evidence"
    MARKER = "marker"
    COMPARISON = "comparison"
    THEN_AND_NOW = "then and now"
    SAVED_FILTER = "saved filter"
    REPORT = "report"
    CONTRIBUTION = "contribution"
    CONVERSATION = "conversation"
    JUDGEMENT = "judgement"
    MODERATION = "moderation"
    MODERATION_MEETING = "moderation meeting"
    FRAMEWORK = "framework"
    TEMPLATE = "template"
    SCHOOL_DATE = "school date"


@dataclass(frozen=True)
class Changes:
    """Which records a service wrote: pairs of kind and id, and the pupils they belong to."""

    records: frozenset[tuple[Kind, int]] = field(default_factory=frozenset)
    pupil_ids: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(cls, kind: Kind, *ids: int, pupils: Iterable[int] = ()) -> Changes:
        """Changes to the records `ids` of one kind, belonging to `pupils`."""
        return cls(frozenset((kind, number) for number in ids), frozenset(pupils))

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.records | other.records, self.pupil_ids | other.pupil_ids)

    def touches(self, *kinds: Kind) -> bool:
        """Whether any record of these kinds changed."""
        return any(kind in kinds for kind, _ in self.records)

    def touches_pupil(self, pupil_id: int) -> bool:
        """Whether anything of this pupil changed."""
        return pupil_id in self.pupil_ids


@dataclass(frozen=True)
class Saved(Generic[T]):
    """The result of a service that writes, with what it changed."""

    value: T
    changes: Changes
