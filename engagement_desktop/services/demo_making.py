"""What is at hand while the demo school's rows are written, and the rows of the pupil in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from engagement_desktop.models.records import (
    ClassGroup,
    Evidence,
    FrameworkStatement,
    ModerationMeeting,
    Observation,
    Outcome,
    Plan,
    Pupil,
    StaffMember,
)
from engagement_desktop.progress import Progress
from engagement_desktop.services.demo_content import Clip
from engagement_desktop.services.demo_days import DemoDays
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video.probe import Probed


@dataclass(frozen=True)
class StoredFile:
    """A clip or photo that is in the media store."""

    media_id: int
    name: str
    probed: Probed


def store(work: Workspace, path: Path, probed: Probed, progress: Progress) -> StoredFile:
    """Put a file that was looked at into the media store."""
    with path.open("rb") as source:
        media = work.media.add(source, path.stat().st_size, progress)
    if probed.index is not None:
        work.media.keep_frame_index(media.sha256, probed.index.to_bytes())
    return StoredFile(media.media_id, path.name, probed)


@dataclass
class Making:
    """What is at hand while the rows are written."""

    session: Session
    days: DemoDays
    now: datetime
    stored: Mapping[str, StoredFile]
    clips: Mapping[str, Clip]
    staff: dict[str, StaffMember] = field(default_factory=dict)
    classes: dict[str, ClassGroup] = field(default_factory=dict)
    meetings: dict[str, ModerationMeeting] = field(default_factory=dict)
    templates: dict[str, int] = field(default_factory=dict)
    statements: dict[str, FrameworkStatement] = field(default_factory=dict)
    teachers: dict[str, StaffMember] = field(default_factory=dict)


@dataclass
class PupilRows:
    """The rows of one pupil, by the names the story gives them."""

    pupil: Pupil
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    observations: dict[str, Observation] = field(default_factory=dict)
    clips: dict[str, Evidence] = field(default_factory=dict)
    photos: dict[str, Evidence] = field(default_factory=dict)
