"""Clips for the side-by-side reviewer, and the moments marked in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial
from typing import BinaryIO

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    Evidence,
    Marker,
    MarkerArea,
    MarkerSubtle,
    Observation,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.progress import Progress
from engagement_desktop.services import bin_rows, marker_words
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video.frame_index import FrameIndex, build_index
from engagement_desktop.video.photo_source import photo_index

_REVIEWED = (EvidenceKind.VIDEO, EvidenceKind.PHOTO)


@dataclass(frozen=True)
class ClipLine:
    """A clip or photo of a pupil as a list offers it. `seconds` is a clip's length."""

    evidence_id: int
    pupil_id: int
    observation_id: int | None
    at: datetime
    activity: str
    place: str
    caption: str
    seconds: float | None
    kind: EvidenceKind = EvidenceKind.VIDEO
    approved: bool = False
    """Whether its observation is approved: that one’s evidence is kept as it was then."""


@dataclass(frozen=True)
class MarkerForm:
    """What can be written about a marked moment. Subtle responses are keys of the vocabulary."""

    title: str = ""
    areas: tuple[Area, ...] = ()
    note: str = ""
    subtle_responses: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarkerDetail:
    """A marked moment: frame number and pts in the clip's time base, and what is written of it."""

    id: int
    evidence_id: int
    pts: int
    frame: int
    form: MarkerForm


@dataclass(frozen=True)
class ClipToReview:
    """A clip with all that the reviewer needs. `opener` gives a fresh file of it at each call.

    `in_pts`, `out_pts` and `sync_pts` are in the index's time base.
    """

    line: ClipLine
    opener: Callable[[], BinaryIO]
    index: FrameIndex
    markers: tuple[MarkerDetail, ...]
    in_pts: int | None
    out_pts: int | None
    sync_pts: int | None


def clips_of(work: Workspace, pupil_id: int) -> tuple[ClipLine, ...]:
    """All clips and photos of a pupil, the latest first; `posters_of` has their pictures."""
    with work.database.read() as session:
        return _lines(session, Evidence.pupil_id == pupil_id)


def posters_of(work: Workspace, evidence_ids: Sequence[int]) -> dict[int, bytes]:
    """The small JPEGs of these clips and photos; one without a poster is left out."""
    with work.database.read() as session:
        found = session.execute(
            select(Evidence.id, Evidence.poster).where(
                Evidence.id.in_(evidence_ids), Evidence.poster.is_not(None)
            )
        )
        return {evidence_id: poster for evidence_id, poster in found if poster}


def review_clip(
    work: Workspace, evidence_id: int, progress: Progress | None = None
) -> ClipToReview:
    """A clip for the reviewer. Its frame index is read from the file, or built and kept there.

    A photo is a clip of one frame (see `video.photo_source`).

    Raises:
        AppError: the clip is gone, or is neither clip nor photo.
        Cancelled: the user stopped it.
    """
    with work.database.read() as session:
        lines = _lines(session, Evidence.id == evidence_id)
        row = clip_row(session, evidence_id)
        if not lines:
            raise AppError("Only videos and photos can be reviewed.")
        media_id = row.media_id
        points = (row.in_pts, row.out_pts, row.sync_pts)
        markers = tuple(_detail(marker) for marker in row.markers)
    opener = work.media.opener(media_id)
    index = _index(work, media_id, partial(_built, lines[0].kind, opener, progress))
    return ClipToReview(lines[0], opener, index, markers, *points)


def set_part(
    work: Workspace, evidence_id: int, in_pts: int | None, out_pts: int | None
) -> Saved[None]:
    """Keep with the clip which part matters: pts of its first and last frame."""
    with work.writing(Act.OBSERVE) as session:
        row = clip_row(session, evidence_id)
        row.in_pts, row.out_pts = in_pts, out_pts
        pupil_id = row.pupil_id
    return Saved(None, Changes.of(Kind.EVIDENCE, evidence_id, pupils=[pupil_id]))


def set_cue(work: Workspace, evidence_id: int, pts: int | None) -> Saved[None]:
    """Keep with the clip on which event it is lined up with others; None takes it away."""
    with work.writing(Act.OBSERVE) as session:
        row = clip_row(session, evidence_id)
        row.sync_pts = pts
        pupil_id = row.pupil_id
    return Saved(None, Changes.of(Kind.EVIDENCE, evidence_id, pupils=[pupil_id]))


def add_marker(
    work: Workspace,
    evidence_id: int,
    *,
    pts: int,
    frame: int,
    time_base: Fraction,
    form: MarkerForm = MarkerForm(),
) -> Saved[MarkerDetail]:
    """Mark frame number `frame` of a clip, which is at `pts` in `time_base`."""
    row = Marker(evidence_id=evidence_id, pts=pts, frame=frame)
    return _add(work, row, time_base, form)


def update_marker(work: Workspace, marker_id: int, form: MarkerForm) -> Saved[MarkerDetail]:
    """Write what is seen at a marked moment."""
    with work.writing(Act.OBSERVE) as session:
        row = _marker(session, marker_id)
        _write(row, form)
        session.flush()
        marker_words.index(session, row)
        detail = _detail(row)
        pupil_id = clip_row(session, row.evidence_id).pupil_id
    return Saved(detail, _changes(detail, pupil_id))


def delete_marker(work: Workspace, marker_id: int) -> Saved[MarkerDetail]:
    """Take a mark away; `put_back_marker` undoes it. One that says something goes into the bin."""
    with work.writing(Act.OBSERVE) as session:
        row = _marker(session, marker_id)
        detail = _detail(row)
        clip = clip_row(session, row.evidence_id)
        pupil_id = clip.pupil_id
        if detail.form == MarkerForm():
            session.delete(row)
        else:
            title = row.title.strip() or row.note.strip() or clip.original_name
            bin_rows.put(work, session, row, title, pupil_id=pupil_id)
    return Saved(detail, _changes(detail, pupil_id))


def put_back_marker(
    work: Workspace, removed: MarkerDetail, time_base: Fraction
) -> Saved[MarkerDetail]:
    """Put a mark back that was taken away."""
    row = Marker(
        id=removed.id, evidence_id=removed.evidence_id, pts=removed.pts, frame=removed.frame
    )
    return _add(work, row, time_base, removed.form)


def _lines(session: Session, where: ColumnElement[bool]) -> tuple[ClipLine, ...]:
    moment = func.coalesce(
        Evidence.taken_at,
        Observation.occurred_at,
        Evidence.added_at,
        type_=Observation.occurred_at.type,
    )
    found = session.execute(
        select(
            Evidence.id,
            Evidence.pupil_id,
            Evidence.observation_id,
            moment,
            Observation.activity,
            Observation.place,
            Evidence.caption,
            Evidence.seconds,
            Evidence.kind,
            Observation.status,
        )
        .join(Observation, Observation.id == Evidence.observation_id, isouter=True)
        .where(where, Evidence.kind.in_(_REVIEWED))
        .order_by(moment.desc(), Evidence.id.desc())
    )
    return tuple(
        ClipLine(
            *(key, pupil, observation, at, activity or "", place or "", caption, length, kind),
            approved=status is ObservationStatus.APPROVED,
        )
        for key, pupil, observation, at, activity, place, caption, length, kind, status in found
    )


def _index(work: Workspace, media_id: int, build: Callable[[], FrameIndex]) -> FrameIndex:
    sha256 = work.media.stored(media_id).sha256
    kept = work.media.frame_index(sha256)
    index = FrameIndex.from_bytes(kept) if kept is not None else None
    if index is None:
        index = build()
        work.media.keep_frame_index(sha256, index.to_bytes())
    return index


def _built(
    kind: EvidenceKind, opener: Callable[[], BinaryIO], progress: Progress | None
) -> FrameIndex:
    return photo_index(opener) if kind is EvidenceKind.PHOTO else build_index(opener, progress)


def clip_row(session: Session, evidence_id: int) -> Evidence:
    """A clip with its marks. Raises `AppError` when it is gone."""
    row = session.get(
        Evidence,
        evidence_id,
        options=(
            selectinload(Evidence.markers).selectinload(Marker.areas),
            selectinload(Evidence.markers).selectinload(Marker.subtle_responses),
        ),
    )
    if row is None:
        raise AppError("This clip is no longer in the school’s file.")
    return row


def _marker(session: Session, marker_id: int) -> Marker:
    row = session.get(Marker, marker_id)
    if row is None:
        raise AppError("This mark is no longer in the school’s file.")
    return row


def _add(
    work: Workspace, row: Marker, time_base: Fraction, form: MarkerForm
) -> Saved[MarkerDetail]:
    row.time_base_numerator = time_base.numerator
    row.time_base_denominator = time_base.denominator
    row.made_at = work.now()
    _write(row, form)
    with work.writing(Act.OBSERVE) as session:
        pupil_id = clip_row(session, row.evidence_id).pupil_id
        if row.id is not None:
            bin_rows.forget(session, "marker", row.id)
        session.add(row)
        session.flush()
        marker_words.index(session, row)
        detail = _detail(row)
    return Saved(detail, _changes(detail, pupil_id))


def _write(row: Marker, form: MarkerForm) -> None:
    row.title, row.note = form.title, form.note
    kept = {marked.area: marked for marked in row.areas}
    row.areas = [kept.get(area) or MarkerArea(area=area) for area in form.areas]
    seen = {subtle.word: subtle for subtle in row.subtle_responses}
    row.subtle_responses = [
        seen.get(word) or MarkerSubtle(word=word) for word in form.subtle_responses
    ]


def _detail(row: Marker) -> MarkerDetail:
    touched = {marked.area for marked in row.areas}
    form = MarkerForm(
        row.title,
        tuple(area for area in Area if area in touched),
        row.note,
        tuple(sorted(subtle.word for subtle in row.subtle_responses)),
    )
    return MarkerDetail(row.id, row.evidence_id, row.pts, row.frame, form)


def _changes(marker: MarkerDetail, pupil_id: int) -> Changes:
    pupils = [pupil_id]
    return Changes.of(Kind.MARKER, marker.id, pupils=pupils) | Changes.of(
        Kind.EVIDENCE, marker.evidence_id, pupils=pupils
    )
