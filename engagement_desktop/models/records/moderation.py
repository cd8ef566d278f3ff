"""Moderation: one pupil at a time, a second view before the first is shown, then agreement."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records.base import Base, EnumText


class ModerationMeeting(Base):
    """A meeting in which pupils are looked at one after the other."""

    __tablename__ = "moderation_meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date]
    who_took_part: Mapped[str] = mapped_column(default="")
    with_school: Mapped[str] = mapped_column(default="")
    """Another school that takes part; empty for a meeting of one's own."""
    learnt: Mapped[str] = mapped_column(default="")
    """What the meeting learnt about the model and its use; of no single pupil."""


class Moderation(Base):
    """One pupil's responses in one area, put up for a second view with a sample of evidence."""

    __tablename__ = "moderation"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("moderation_meeting.id", ondelete="SET NULL"), index=True
    )
    area: Mapped[Area] = mapped_column(EnumText(Area))
    question: Mapped[str] = mapped_column(default="")
    put_up_at: Mapped[datetime]
    put_up_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )
    first_established: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    first_view: Mapped[str] = mapped_column(default="")
    """The view of the person who put it up; kept from the others until theirs is written."""
    who_took_part: Mapped[str] = mapped_column(default="")
    agreed: Mapped[str] = mapped_column(default="")
    agreed_established: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    why: Mapped[str] = mapped_column(default="")
    actions: Mapped[str] = mapped_column(default="")
    agreed_on: Mapped[date | None]

    sample: Mapped[list[ModerationObservation]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    views: Mapped[list[ModerationView]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ModerationView.id"
    )
    meeting: Mapped[ModerationMeeting | None] = relationship()


class ModerationObservation(Base):
    """An observation of the sample, with whatever evidence it holds."""

    __tablename__ = "moderation_observation"

    moderation_id: Mapped[int] = mapped_column(
        ForeignKey("moderation.id", ondelete="CASCADE"), primary_key=True
    )
    observation_id: Mapped[int] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ModerationView(Base):
    """A second view, written without having seen the first; never changed afterwards."""

    __tablename__ = "moderation_view"
    __table_args__ = (UniqueConstraint("moderation_id", "by_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    moderation_id: Mapped[int] = mapped_column(ForeignKey("moderation.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id", ondelete="SET NULL"))
    how_established: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    words: Mapped[str]
    written_at: Mapped[datetime]
