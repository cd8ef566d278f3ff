"""Something on the screen that can be pointed at, and what it stands for in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from engagement_desktop.services.timeline_marks import Mark
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.lane_set import (
    CONTEXT_LANE,
    LANDMARK_LANE,
    PLAN_LANE,
    PROVISION_LANE,
    LaneSet,
    Place,
)


@dataclass(frozen=True)
class Hit:
    """Items of a lane, from `start` up to, not including, `end`, and where they are drawn."""

    lane: int
    start: int
    end: int
    rect: QRectF


def marks_of(lanes: LaneSet, hit: Hit) -> Sequence[Mark]:
    """The responses pointed at; none in the other lanes."""
    found = (lanes.mark(Place(hit.lane, item)) for item in range(hit.start, hit.end))
    return [mark for mark in found if mark is not None]


def words_of(lanes: LaneSet, hit: Hit, say: texts.Say) -> str:
    """What is pointed at, in words."""
    if hit.lane == PLAN_LANE:
        return texts.plan_words(lanes.plans[hit.start])
    if hit.lane == PROVISION_LANE:
        return texts.band_words(lanes.provision[hit.start])
    if hit.lane == LANDMARK_LANE:
        return texts.landmark_words(lanes.landmarks[hit.start : hit.end], say)
    if hit.lane == CONTEXT_LANE:
        return texts.note_words(lanes.notes[hit.start : hit.end])
    marks = marks_of(lanes, hit)
    return texts.mark_words(marks[0], say) if len(marks) == 1 else texts.cluster_words(marks, say)
