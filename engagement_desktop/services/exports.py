"""Pictures and clips that leave the school's file, for a use that is permitted.

An export is the one place where a plain picture or clip is written to a disk, so the permission for
the use is looked up first, every time. What is exported is always the original, never a review
copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from sqlalchemy import select

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Pupil
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.progress import Progress
from engagement_desktop.services import permitted
from engagement_desktop.services.review import ClipToReview, review_clip
from engagement_desktop.services.whole_file import whole_file
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video import side_by_side
from engagement_desktop.video.clip_export import ExportSide, Mark, Span, write_clip
from engagement_desktop.video.lettering import Caption
from engagement_desktop.video.photo_source import full_picture
from engagement_desktop.video.review_clock import ClipTimes
from engagement_desktop.video.time_words import position_text

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg")
CLIP_ENDING = ".mp4"


@dataclass(frozen=True)
class FrameShown:
    """A frame on one side: its number, and that of the cue where one is set. 0 for a photo."""

    evidence_id: int
    frame: int = 0
    cue: int | None = None


@dataclass(frozen=True)
class ClipShown:
    """A clip on one side, as it lies on the reviewer's common timeline now."""

    evidence_id: int
    times: ClipTimes


def permitted_uses(work: Workspace, pupil_id: int) -> tuple[PermissionUse, ...]:
    """The uses for which permission stands today."""
    with work.database.read() as session:
        return permitted.standing_uses(session, pupil_id, work.today())


def export_picture(
    work: Workspace,
    sides: Sequence[FrameShown],
    use: PermissionUse,
    to: Path,
    *,
    with_name: bool = False,
    progress: Progress,
) -> Path:
    """Write one or two frames side by side, left first, as PNG, or as JPEG if `to` ends so.

    Raises:
        AppError: the use is not permitted, the clips are of two pupils, a frame cannot be shown
            exactly, or `to` cannot be written. Nothing is left of it.
        Cancelled: the user stopped it.
    """
    clips = _permitted(work, [side.evidence_id for side in sides], use, progress)
    shown = []
    for done, (side, clip) in enumerate(zip(sides, clips, strict=True)):
        progress.check()
        progress.report(done, len(sides), "Making the picture")
        picture = full_picture(clip.opener, clip.index, side.frame)
        marks = [m.form.title for m in clip.markers if m.frame == side.frame and m.form.title]
        time = position_text(clip.index, side.frame, side.cue)
        shown.append(side_by_side.Shown(picture, Caption(_day(clip), time, tuple(marks))))
    as_bytes = side_by_side.png if to.suffix.lower() == ".png" else side_by_side.jpeg
    data = as_bytes(shown, _title(work, clips[0], with_name))
    with whole_file(to) as file:
        file.write(data)
    return to


def export_clip(
    work: Workspace,
    sides: Sequence[ClipShown],
    use: PermissionUse,
    to: Path,
    *,
    start: Fraction,
    end: Fraction,
    speed: Fraction = Fraction(1),
    sound: int | None = None,
    with_name: bool = False,
    progress: Progress,
) -> Path:
    """Write the clips side by side, left first, from common time `start` to `end`, as MP4.

    `speed` is common seconds per second; `sound` the side that is heard, at speed 1 only.

    Raises:
        AppError: the use is not permitted, the clips are of two pupils, one cannot be read, or
            `to` cannot be written. Nothing is left of it.
        Cancelled: the user stopped it; nothing is left of it.
    """
    clips = _permitted(work, [side.evidence_id for side in sides], use, progress)
    exported = [
        ExportSide(
            clip.opener,
            replace(side.times, index=clip.index),
            _day(clip),
            tuple(Mark(m.frame, m.form.title) for m in clip.markers),
        )
        for side, clip in zip(sides, clips, strict=True)
    ]
    title = _title(work, clips[0], with_name)
    span = Span(start, end, speed)
    with whole_file(to) as file:
        write_clip(file, exported, span, title=title, sound=sound, progress=progress)
    return to


def _permitted(
    work: Workspace, evidence_ids: Sequence[int], use: PermissionUse, progress: Progress
) -> list[ClipToReview]:
    """The clips, if they are of one pupil and may be used so; their leaving is entered."""
    work.require_confirmed(Act.EXPORT)
    clips = [review_clip(work, evidence_id, progress) for evidence_id in evidence_ids]
    pupils = {clip.line.pupil_id for clip in clips}
    if len(pupils) > 1:
        raise AppError(
            "These clips are of two pupils. One pupil is never shown beside another.",
            safe="Nothing was exported.",
        )
    with work.database.read() as session:
        for clip in clips:
            if permitted.why_not(session, clip.line.pupil_id, use, work.today()):
                name = _name(work, clip.line.pupil_id)
                raise permitted.NotPermitted(
                    f"there is no permission today to use {name}’s pictures and clips for "
                    f"{use.value}"
                )
        for evidence_id in evidence_ids:
            if why := permitted.why_not_others(session, evidence_id, use, work.today()):
                raise permitted.NotPermitted(why)
    work.took_out(Act.EXPORT, "evidence", set(evidence_ids))
    return clips


def _day(clip: ClipToReview) -> str:
    """The day alone: the activity's own words may name somebody."""
    day = clip.line.at.astimezone().date()
    return f"{day.day} {day:%B %Y}"


def _title(work: Workspace, clip: ClipToReview, with_name: bool) -> str:
    return _name(work, clip.line.pupil_id) if with_name else ""


def _name(work: Workspace, pupil_id: int) -> str:
    with work.database.read() as session:
        return session.scalar(select(Pupil.preferred_name).where(Pupil.id == pupil_id)) or ""
