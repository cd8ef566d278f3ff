"""A teacher's judgement of one area in one term, in words, and what it rests on (guidance 5.3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.records.school import Term


class Judgement(Base):
    """How established a pupil is, overall, in an area: the teacher's own words."""

    __tablename__ = "judgement"
    __table_args__ = (UniqueConstraint("pupil_id", "area", "term_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"))
    area: Mapped[Area] = mapped_column(EnumText(Area))
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), index=True)
    how_established: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    what_this_shows: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    words: Mapped[str] = mapped_column(default="")
    not_yet_seen: Mapped[str] = mapped_column(default="")
    """Contexts in which it has not been seen yet."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )

    term: Mapped[Term] = relationship()
    rests_on: Mapped[list[JudgementObservation]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    earlier: Mapped[list[JudgementRevision]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="JudgementRevision.id"
    )


class JudgementObservation(Base):
    """A judgement rests on this observation."""

    __tablename__ = "judgement_observation"

    judgement_id: Mapped[int] = mapped_column(
        ForeignKey("judgement.id", ondelete="CASCADE"), primary_key=True
    )
    observation_id: Mapped[int] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class JudgementRevision(Base):
    """A judgement as it stood before it was changed, when it was made, and by whom."""

    __tablename__ = "judgement_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    judgement_id: Mapped[int] = mapped_column(
        ForeignKey("judgement.id", ondelete="CASCADE"), index=True
    )
    how_established: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    what_this_shows: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    words: Mapped[str]
    not_yet_seen: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )
