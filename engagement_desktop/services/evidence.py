"""Evidence: a clip, photo, sound or document goes whole into the encrypted file, or not at all.

How it comes in is told in `taking_in`. No copy of it exists outside the database at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Evidence
from engagement_desktop.models.roles import Act
from engagement_desktop.progress import Progress
from engagement_desktop.services import revised_evidence
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.evidence_rows import (
    open_observation,
    put_in_bin,
    refuse_twice,
    take_time_from,
)
from engagement_desktop.services.evidence_views import evidence_views
from engagement_desktop.services.observation_views import EvidenceView
from engagement_desktop.services.review import review_clip
from engagement_desktop.services.taking_in import Content, columns, is_ready, keep, look_at, notes
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video.photo import photo_jpeg
from engagement_desktop.video.probe import Probed, probe
from engagement_desktop.video.stills import full_size


@dataclass(frozen=True)
class Attached:
    """A piece of evidence just taken in, and what should be said about it in words."""

    evidence: EvidenceView
    notes: tuple[str, ...] = ()


def attach(
    work: Workspace,
    pupil_id: int,
    observation_id: int | None,
    source: Path | bytes,
    name: str,
    progress: Progress,
) -> Saved[Attached]:
    """Take a file (or a picture's bytes) into the school's file, with an observation.

    The observation's date and time become those of the clip or photo, unless somebody has said
    when it was. Cancelling, or any error, leaves nothing of it.

    Raises:
        AppError: it is no clip, photo, sound or document, it cannot be read, it is there already,
            the observation is approved or gone, or the disk is full.
        Cancelled: the user stopped it.
    """
    work.require(Act.OBSERVE)
    with work.database.read() as session:
        open_observation(session, observation_id)
    content = Content(source)
    probed = look_at(content, name, progress)
    kept = _keep(work, pupil_id, observation_id, content, name, probed, progress)
    return Saved(Attached(kept.value, notes(name, probed)), kept.changes)


def keep_still(
    work: Workspace,
    observation_id: int,
    clip_id: int,
    frame: int,
    caption: str,
    progress: Progress,
) -> Saved[EvidenceView]:
    """Keep exactly frame number `frame` of a clip, at full size, with an observation.

    Raises:
        AppError: the clip is gone, or the frame cannot be shown exactly; nothing is kept then.
    """
    work.require(Act.OBSERVE)
    clip = review_clip(work, clip_id, progress)
    content = Content(full_size(clip.opener, clip.index, frame))
    with work.database.read() as session:
        row = _row(session, clip_id)
        name = f"Still of {Path(row.original_name).stem}.png"
        taken_at = row.taken_at
    probed = probe(content.open, name)

    def as_still(still: Evidence) -> None:
        still.still_of_id, still.still_pts = clip_id, clip.index.pts[frame]
        still.caption, still.taken_at = caption, taken_at

    pupil_id = clip.line.pupil_id
    return _keep(work, pupil_id, observation_id, content, name, probed, progress, as_still)


def remove(work: Workspace, evidence_id: int) -> Saved[int]:
    """Take a piece of evidence off its observation, into the bin; the value is its entry there.

    Evidence that an approved observation had stays with its earlier text.
    """
    with work.writing(Act.OBSERVE) as session:
        row = _row(session, evidence_id)
        pupil_id = row.pupil_id
        observation = open_observation(session, row.observation_id)
        if observation is not None:
            observation.updated_at = work.now()  # so that it waits for the undo, if left now
            revised_evidence.keep_with_earlier(session, row)
        entry = put_in_bin(work, session, row)
    return Saved(entry, _changes(evidence_id, pupil_id))


def describe(
    work: Workspace, evidence_id: int, *, caption: str, taken_at: datetime | None
) -> Saved[EvidenceView]:
    """Write what a piece of evidence shows, and correct when it was taken."""
    with work.writing(Act.OBSERVE) as session:
        row = _row(session, evidence_id)
        open_observation(session, row.observation_id)
        row.caption, row.taken_at = caption, taken_at
        session.flush()
        view = evidence_views(session, Evidence.id == evidence_id)[0]
        pupil_id = row.pupil_id
    return Saved(view, _changes(evidence_id, pupil_id))


def evidence(work: Workspace, evidence_id: int) -> EvidenceView:
    """One piece of evidence, with its markers."""
    with work.database.read() as session:
        _row(session, evidence_id)
        return evidence_views(session, Evidence.id == evidence_id)[0]


def opener(work: Workspace, evidence_id: int) -> Callable[[], BinaryIO]:
    """A function that opens the content afresh each time, read straight from the file."""
    with work.database.read() as session:
        media_id = _row(session, evidence_id).media_id
    return work.media.opener(media_id)


def picture(work: Workspace, evidence_id: int, box: tuple[int, int]) -> bytes:
    """A photo, upright, as a JPEG that fits into `box` pixels, whatever format it came in.

    Raises:
        AppError: it is no photo, or it is gone.
    """
    return photo_jpeg(opener(work, evidence_id), box)


def _keep(
    work: Workspace,
    pupil_id: int,
    observation_id: int | None,
    content: Content,
    name: str,
    probed: Probed,
    progress: Progress,
    finish: Callable[[Evidence], None] | None = None,
) -> Saved[EvidenceView]:
    def enter(media_id: int) -> Saved[EvidenceView] | None:
        return _enter(work, pupil_id, observation_id, media_id, name, probed, finish)

    return keep(work, content, name, probed, progress, enter)


def _enter(
    work: Workspace,
    pupil_id: int,
    observation_id: int | None,
    media_id: int,
    name: str,
    probed: Probed,
    finish: Callable[[Evidence], None] | None,
) -> Saved[EvidenceView] | None:
    """Make the record of a stored content; None where the content was let go of meanwhile."""
    with work.writing(Act.OBSERVE) as session:
        if not is_ready(session, media_id):
            return None
        observation = open_observation(session, observation_id)
        refuse_twice(session, observation_id, media_id)
        row = Evidence(
            pupil_id=pupil_id,
            observation_id=observation_id,
            **columns(work, session, media_id, name, probed),
        )
        if finish is not None:
            finish(row)
        session.add(row)
        if observation is not None:
            take_time_from(observation, row)
            observation.updated_at = work.now()  # it is no longer one in which nothing happened
        session.flush()
        view = evidence_views(session, Evidence.id == row.id)[0]
    changes = _changes(view.id, pupil_id)
    if observation_id is not None:
        changes |= Changes.of(Kind.OBSERVATION, observation_id, pupils=[pupil_id])
    return Saved(view, changes)


def _row(session: Session, evidence_id: int) -> Evidence:
    row = session.get(Evidence, evidence_id)
    if row is None:
        raise AppError("This clip or picture is no longer in the school’s file.")
    return row


def _changes(evidence_id: int, pupil_id: int) -> Changes:
    return Changes.of(Kind.EVIDENCE, evidence_id, pupils=[pupil_id])
