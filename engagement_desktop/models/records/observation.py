"""An observation of one pupil, with a response in one to five areas.

One activity with several pupils is one observation for each, tied by `activity_ref`, so that each
pupil's responses and evidence stay their own.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.records.evidence import Evidence
from engagement_desktop.models.records.framework import FrameworkStatement
from engagement_desktop.models.records.outcome import Outcome
from engagement_desktop.models.records.school import StaffMember
from engagement_desktop.models.states import CheckAnswer, CheckQuestion, ObservationStatus


class Observation(Base):
    """What was seen, when, where and with whom."""

    __tablename__ = "observation"
    __table_args__ = (
        Index(  # all that lists and the timeline show, so that they need not read each observation
            "ix_observation_of_pupil",
            "pupil_id",
            "occurred_at",
            "status",
            "activity",
            "place",
            "adults",
            "why_activity",
            "observer_id",
            "observer_name",
        ),
        Index(None, "status", "occurred_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"))
    activity_ref: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[ObservationStatus] = mapped_column(EnumText(ObservationStatus))
    occurred_at: Mapped[datetime]
    minutes: Mapped[int | None]
    """How long it was observed, in minutes."""
    activity: Mapped[str] = mapped_column(default="")
    why_activity: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    place: Mapped[str] = mapped_column(default="")
    adults: Mapped[str] = mapped_column(default="")
    """Who was there, of the adults."""
    provision: Mapped[str] = mapped_column(default="")
    provision_effect: Mapped[str] = mapped_column(default="")
    observer_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL"), index=True
    )
    observer_name: Mapped[str] = mapped_column(default="")
    """For an observer who is not staff: a parent, a visiting therapist."""
    who_observed: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    knows_pupil: Mapped[str] = mapped_column(default="")
    """How the observer knows the pupil (4.3)."""
    narrative: Mapped[str] = mapped_column(default="")
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"))
    next_action: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    next_action_note: Mapped[str] = mapped_column(default="")
    written_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )

    observer: Mapped[StaffMember | None] = relationship(foreign_keys=[observer_id])
    responses: Mapped[list[AreaResponse]] = relationship(
        back_populates="observation", cascade="all, delete-orphan", passive_deletes=True
    )
    context: Mapped[list[ObservationContext]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ObservationContext.id"
    )
    outcomes: Mapped[list[Outcome]] = relationship(secondary="observation_outcome")
    statements: Mapped[list[FrameworkStatement]] = relationship(
        secondary="observation_statement",
        order_by=(FrameworkStatement.framework_id, FrameworkStatement.position),
    )
    evidence: Mapped[list[Evidence]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Evidence.id"
    )


class ObservationOutcome(Base):
    """An observation touches this outcome."""

    __tablename__ = "observation_outcome"
    __table_args__ = (Index("ix_observation_outcome_touched", "outcome_id", "observation_id"),)

    observation_id: Mapped[int] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), primary_key=True
    )
    outcome_id: Mapped[int] = mapped_column(
        ForeignKey("outcome.id", ondelete="CASCADE"), primary_key=True
    )


class ObservationContext(Base):
    """One thing of the context (4.2, 4.7): its kind (`context.sleep`) and words (“slept well”)."""

    __tablename__ = "observation_context"
    __table_args__ = (
        Index("ix_observation_context_of_pupil", "of_pupil_id", "kind", "observation_id", "text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(ForeignKey("vocabulary_word.key"))
    text: Mapped[str]
    of_pupil_id: Mapped[int | None]
    """Whose the observation is: written by the file itself, for the index alone."""


class ObservationRevision(Base):
    """The text of an approved observation as it stood before a correction (JSON)."""

    __tablename__ = "observation_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), index=True
    )
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )
    earlier: Mapped[str]


class AreaResponse(Base):
    """What the pupil did in one area, and what it means, in words."""

    __tablename__ = "area_response"
    __table_args__ = (
        UniqueConstraint("observation_id", "area"),
        Index(  # all that is read of every response of a pupil
            "ix_area_response_of_pupil",
            "of_pupil_id",
            "observation_id",
            "area",
            "how_established",
            "what_this_shows",
            "what_pupil_did",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id", ondelete="CASCADE"))
    area: Mapped[Area] = mapped_column(EnumText(Area))
    what_pupil_did: Mapped[str] = mapped_column(default="")
    how_established: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    what_this_shows: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    consistency: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    confidence: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    of_pupil_id: Mapped[int | None]
    """Whose the observation is: written by the file itself, for the index alone."""

    observation: Mapped[Observation] = relationship(back_populates="responses")
    support: Mapped[list[ResponseSupport]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    subtle_responses: Mapped[list[ResponseSubtle]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    checks: Mapped[list[ResponseCheck]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class ResponseSupport(Base):
    """A kind of support that was given; several may apply."""

    __tablename__ = "response_support"

    response_id: Mapped[int] = mapped_column(
        ForeignKey("area_response.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[str] = mapped_column(ForeignKey("vocabulary_word.key"), primary_key=True)


class ResponseSubtle(Base):
    """A subtle response that was seen (chapter 4)."""

    __tablename__ = "response_subtle"

    response_id: Mapped[int] = mapped_column(
        ForeignKey("area_response.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[str] = mapped_column(ForeignKey("vocabulary_word.key"), primary_key=True)


class ResponseCheck(Base):
    """The answer to one question of the response check, with a note."""

    __tablename__ = "response_check"

    response_id: Mapped[int] = mapped_column(
        ForeignKey("area_response.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[CheckQuestion] = mapped_column(EnumText(CheckQuestion), primary_key=True)
    answer: Mapped[CheckAnswer | None] = mapped_column(EnumText(CheckAnswer))
    note: Mapped[str] = mapped_column(default="")
