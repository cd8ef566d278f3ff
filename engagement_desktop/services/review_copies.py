"""Review copies: what the reviewer shows of a clip that this PC cannot decode in time.

The original stays the evidence: marks, stills, exports and the sound are the original's, and so are
the frames' numbers and pts. A copy is kept in the school's file beside its original and goes with
it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Media, ReviewCopy
from engagement_desktop.models.records.media import MediaState
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.progress import Progress
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.review import ClipToReview, clip_row, review_clip
from engagement_desktop.services.taking_in import remove_if_unused
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video import review_copy
from engagement_desktop.video.frame_index import FrameIndex, build_index

COPY_SHOWN = "Review copy; the original stays the evidence"


@dataclass(frozen=True)
class ReviewSource:
    """What the reviewer shows. `clip` has the original's frames, pts, marks and cue, and opens the
    copy where there is one; `label` then says so. `sound_opener` opens what is heard."""

    clip: ClipToReview
    sound_opener: Callable[[], BinaryIO]
    label: str = ""


def needs_copy(work: Workspace, evidence_id: int) -> str:
    """Why a clip needs a review copy on this PC: what was measured, in words. Empty if it is
    decoded in time, has a copy, or is no video.

    For when a clip was brought in. Takes some seconds for a clip that is too much for the PC; run
    it where nobody waits.
    """
    with work.database.read() as session:
        row = clip_row(session, evidence_id)
        if row.kind is not EvidenceKind.VIDEO or _copy_of(session, row.media_id) is not None:
            return ""
    clip = review_clip(work, evidence_id)
    speed = review_copy.measure(clip.opener, clip.index)
    return "" if speed is None or speed.in_time else speed.sentence


def make_copy(
    work: Workspace, evidence_id: int, progress: Progress, why: str = ""
) -> Saved[ReviewSource]:
    """Make and keep a review copy, if there is none yet. `why` is what `needs_copy` told.

    Long work on a thread that gives way to others; only its end writes, shortly. Cancelling, or any
    error, leaves nothing of it.

    Raises:
        AppError: the clip is gone, or there can be no copy with the same frames.
        Cancelled: the user stopped it.
    """
    clip = review_clip(work, evidence_id, progress)
    with work.database.read() as session:
        row = clip_row(session, evidence_id)
        original_id, pupil_id = row.media_id, row.pupil_id
        if row.kind is not EvidenceKind.VIDEO:
            raise AppError("Only a video can have a review copy.")
        there = _copy_of(session, original_id) is not None
    if not there:
        data = review_copy.make_copy(clip.opener, clip.index, progress)
        stored = work.media.add(io.BytesIO(data), len(data), progress)
        try:
            _keep(work, evidence_id, original_id, stored.media_id, why)
        finally:
            remove_if_unused(work, stored.media_id)
    changes = Changes.of(Kind.EVIDENCE, evidence_id, pupils=[pupil_id])
    return Saved(for_review(work, evidence_id, progress), changes)


def copy_if_needed(
    work: Workspace, evidence_id: int, progress: Progress
) -> Saved[ReviewSource | None]:
    """Measure a clip just brought in, and make its review copy if this PC needs one.

    Raises as `make_copy` does; a clip without a copy is reviewed as it is.
    """
    why = needs_copy(work, evidence_id)
    progress.check()
    if not why:
        return Saved(None, Changes())
    made = make_copy(work, evidence_id, progress, why)
    return Saved(made.value, made.changes)


def for_review(work: Workspace, evidence_id: int, progress: Progress | None = None) -> ReviewSource:
    """A clip (or photo) as the reviewer shows it: its review copy where there is one.

    Raises:
        AppError: it is gone, or is neither clip nor photo.
        Cancelled: the user stopped it.
    """
    clip = review_clip(work, evidence_id, progress)
    with work.database.read() as session:
        copy_id = _copy_of(session, clip_row(session, evidence_id).media_id)
    if copy_id is None:
        return ReviewSource(clip, clip.opener)
    opener = work.media.opener(copy_id)
    try:
        index = review_copy.copied_index(clip.index, _copy_index(work, copy_id, opener))
    except AppError:
        return ReviewSource(clip, clip.opener)  # a copy that cannot be read is as good as none
    return ReviewSource(replace(clip, opener=opener, index=index), clip.opener, COPY_SHOWN)


def _keep(work: Workspace, evidence_id: int, original_id: int, copy_id: int, why: str) -> None:
    """Link a copy to its original, unless another was made meanwhile."""
    with work.database.write() as session:
        clip_row(session, evidence_id)
        if session.get(ReviewCopy, original_id) is None:
            session.add(
                ReviewCopy(
                    original_media_id=original_id, media_id=copy_id, made_at=work.now(), why=why
                )
            )


def _copy_of(session: Session, media_id: int) -> int | None:
    return session.scalar(
        select(ReviewCopy.media_id)
        .join(Media, Media.id == ReviewCopy.media_id)
        .where(ReviewCopy.original_media_id == media_id, Media.state == MediaState.READY)
    )


def _copy_index(work: Workspace, media_id: int, opener: Callable[[], BinaryIO]) -> FrameIndex:
    sha256 = work.media.stored(media_id).sha256
    kept = work.media.frame_index(sha256)
    index = FrameIndex.from_bytes(kept) if kept is not None else None
    if index is None:
        index = build_index(opener)
        work.media.keep_frame_index(sha256, index.to_bytes())
    return index
