"""Evidence kept inside the database, the moments marked in it, and two clips compared."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.states import EvidenceKind


class Evidence(Base):
    """A clip, photo, sound or document of one pupil. The content stands in `media`."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_of_pupil", "pupil_id", "observation_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"))
    observation_id: Mapped[int | None] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), index=True
    )
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(EnumText(EvidenceKind))
    original_name: Mapped[str]
    caption: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[datetime | None]
    """From the file where it says so; correctable."""
    taken_by: Mapped[str] = mapped_column(default="")
    width: Mapped[int | None]
    height: Mapped[int | None]
    seconds: Mapped[float | None]
    poster: Mapped[bytes | None] = mapped_column(deferred=True)
    """A small JPEG."""
    in_pts: Mapped[int | None]
    out_pts: Mapped[int | None]
    sync_pts: Mapped[int | None]
    """The event (the cue) on which this clip is lined up with another."""
    still_of_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id", ondelete="SET NULL"))
    """For a still: the clip it was taken from, at `still_pts`."""
    still_pts: Mapped[int | None]
    added_at: Mapped[datetime]

    markers: Mapped[list[Marker]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Marker.pts"
    )


class EvidencePupil(Base):
    """Another pupil who can be seen or heard in it: their permission counts as well."""

    __tablename__ = "evidence_pupil"

    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True
    )
    pupil_id: Mapped[int] = mapped_column(
        ForeignKey("pupil.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Marker(Base):
    """A named frame of a clip. The clip's hash stands with its media, which never changes."""

    __tablename__ = "marker"

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), index=True
    )
    pts: Mapped[int]
    time_base_numerator: Mapped[int]
    time_base_denominator: Mapped[int]
    frame: Mapped[int]
    """The frame's number in display order, from 0."""
    title: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]

    areas: Mapped[list[MarkerArea]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    subtle_responses: Mapped[list[MarkerSubtle]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class MarkerArea(Base):
    """A marker shows something of this area."""

    __tablename__ = "marker_area"

    marker_id: Mapped[int] = mapped_column(
        ForeignKey("marker.id", ondelete="CASCADE"), primary_key=True
    )
    area: Mapped[Area] = mapped_column(EnumText(Area), primary_key=True)


class MarkerSubtle(Base):
    """A marker shows this subtle response."""

    __tablename__ = "marker_subtle"

    marker_id: Mapped[int] = mapped_column(
        ForeignKey("marker.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[str] = mapped_column(ForeignKey("vocabulary_word.key"), primary_key=True)


class Comparison(Base):
    """Two clips lined up on an event, and the reflection on them (4.5).

    All pts are in the time base of their own clip. `later_offset` is how many seconds the later
    clip's first frame comes after the earlier one's, as an exact fraction (“1001/30000”); NULL
    where the clips were not lined up by hand, and then the cues say it. `kept_parts` tells whether
    the in and out points are those of the comparison (else they are the clips' own).
    """

    __tablename__ = "comparison"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    earlier_id: Mapped[int] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), index=True
    )
    later_id: Mapped[int] = mapped_column(ForeignKey("evidence.id", ondelete="CASCADE"), index=True)
    area: Mapped[Area | None] = mapped_column(EnumText(Area))
    earlier_sync_pts: Mapped[int | None]
    later_sync_pts: Mapped[int | None]
    kept_parts: Mapped[bool] = mapped_column(default=False, server_default="0")
    earlier_in_pts: Mapped[int | None]
    earlier_out_pts: Mapped[int | None]
    later_in_pts: Mapped[int | None]
    later_out_pts: Mapped[int | None]
    later_offset: Mapped[str | None]
    looped: Mapped[bool] = mapped_column(default=False, server_default="0")
    did_then_and_now: Mapped[str] = mapped_column(default="")
    what_helped: Mapped[str] = mapped_column(default="")
    build_on: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    earlier: Mapped[Evidence] = relationship(foreign_keys=[earlier_id])
    later: Mapped[Evidence] = relationship(foreign_keys=[later_id])
