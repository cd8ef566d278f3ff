"""What the reviewer is given and what it asks for: plain values, no database.

A page loads a `ReviewClip` into a side; the player answers with a `Moment` or a `Part`, which the
page turns into a service call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engagement_desktop.models.areas import Area
from engagement_desktop.video.clip_file import Opener
from engagement_desktop.video.frame_index import FrameIndex


class Side(StrEnum):
    """The two places for a clip: the earlier one on the left, the later one on the right."""

    THEN = "then"
    NOW = "now"

    @property
    def heading(self) -> str:
        """The side's name as shown: “Then”."""
        return self.value.capitalize()

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.NOW if self is Side.THEN else Side.THEN


@dataclass(frozen=True)
class MarkerView:
    """A marked moment: frame `n`, its `pts` in the clip's time base, and what was seen."""

    id: int
    pts: int
    n: int
    title: str
    areas: tuple[Area, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ReviewClip:
    """A clip ready to be reviewed.

    `opener` gives a fresh file-like of the clip at each call; `title` is the line above the picture
    (“12 March 2026 · bubble tube, sensory room”). `in_pts` and `out_pts` are the first and the last
    frame of the part that matters, `sync_pts` the frame of the cue; all in the index's time base.
    `at` is when it was taken: of two clips the later is headed “Now”, on whichever side it is.
    `shown_as` says that what `opener` gives is not the clip itself but a review copy of it;
    `sound_opener` gives the clip itself then. `no_still` says why no still can be kept of it.
    """

    evidence_id: int
    opener: Opener
    index: FrameIndex
    title: str
    markers: tuple[MarkerView, ...] = ()
    in_pts: int | None = None
    out_pts: int | None = None
    sync_pts: int | None = None
    at: datetime | None = None
    shown_as: str = ""
    sound_opener: Opener | None = None
    no_still: str = ""

    @property
    def heard_from(self) -> Opener:
        """Where the sound comes from."""
        return self.sound_opener or self.opener


@dataclass(frozen=True)
class Moment:
    """A frame of a clip: its number `n`, its `pts` and its time in seconds from the first frame."""

    side: Side
    evidence_id: int
    n: int
    pts: int
    seconds: float


@dataclass(frozen=True)
class Part:
    """The part of a clip that matters: pts of its first and last frame; None = no bound."""

    side: Side
    evidence_id: int
    in_pts: int | None
    out_pts: int | None


@dataclass(frozen=True)
class Cue:
    """The frame of the event that lines a clip up with another; pts None = taken away."""

    side: Side
    evidence_id: int
    pts: int | None
