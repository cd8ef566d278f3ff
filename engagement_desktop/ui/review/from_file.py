"""A clip or photo as it is kept in the school's file, made ready for the player."""

from __future__ import annotations

from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.services.review import ClipLine, MarkerDetail
from engagement_desktop.services.review_copies import ReviewSource
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import MarkerView, ReviewClip


def clip_title(line: ClipLine) -> str:
    """“12 March 2026 · bubble tube, sensory room”."""
    what = ", ".join(part for part in (line.activity, line.place) if part)
    day = day_words(line.at.astimezone().date())
    unnamed = texts.UNNAMED_PHOTO if line.kind is EvidenceKind.PHOTO else texts.UNNAMED_CLIP
    return f"{day} · {what or line.caption or unnamed}"


def clip_for_player(source: ReviewSource, title: str = "") -> ReviewClip:
    """What the player shows; `title` where it is to be another than the clip's own."""
    clip = source.clip
    return ReviewClip(
        evidence_id=clip.line.evidence_id,
        opener=clip.opener,
        index=clip.index,
        title=title or clip_title(clip.line),
        markers=markers_for_player(clip.markers),
        in_pts=clip.in_pts,
        out_pts=clip.out_pts,
        sync_pts=clip.sync_pts,
        at=clip.line.at,
        shown_as=source.label,
        sound_opener=source.sound_opener,
    )


def why_no_still(line: ClipLine) -> str:
    """Why no still of a clip can be kept with its own observation; empty if it can."""
    if line.observation_id is None:
        return texts.STILL_NO_OBSERVATION
    return texts.STILL_APPROVED if line.approved else ""


def markers_for_player(markers: tuple[MarkerDetail, ...]) -> tuple[MarkerView, ...]:
    """The marks as the strip shows them."""
    return tuple(
        MarkerView(m.id, m.pts, m.frame, m.form.title, m.form.areas, m.form.note) for m in markers
    )
