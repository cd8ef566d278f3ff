"""What is aimed at and what is provided: outcomes with steps, plans with reviews, provision."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.states import AreaOfNeed, OutcomeEventKind, StepStatus


class Outcome(Base):
    """An outcome of the plan, under one or more of the four areas of need."""

    __tablename__ = "outcome"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    wording: Mapped[str]
    success: Mapped[str] = mapped_column(default="")
    """What success looks like for this pupil."""
    aspiration: Mapped[str] = mapped_column(default="")
    expected_by: Mapped[date | None]
    set_on: Mapped[date]
    reviewed_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)

    needs: Mapped[list[OutcomeNeed]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="OutcomeNeed.area_of_need"
    )
    steps: Mapped[list[OutcomeStep]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="OutcomeStep.position"
    )


class OutcomeNeed(Base):
    """An outcome stands under this area of need."""

    __tablename__ = "outcome_need"

    outcome_id: Mapped[int] = mapped_column(
        ForeignKey("outcome.id", ondelete="CASCADE"), primary_key=True
    )
    area_of_need: Mapped[AreaOfNeed] = mapped_column(EnumText(AreaOfNeed), primary_key=True)


class OutcomeStep(Base):
    """A step on the way to an outcome."""

    __tablename__ = "outcome_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_id: Mapped[int] = mapped_column(
        ForeignKey("outcome.id", ondelete="CASCADE"), index=True
    )
    wording: Mapped[str]
    status: Mapped[StepStatus] = mapped_column(EnumText(StepStatus), default=StepStatus.IN_PROGRESS)
    status_on: Mapped[date]
    position: Mapped[int] = mapped_column(default=0)


class OutcomeEvent(Base):
    """One thing that happened to an outcome or a step of it, with the words as they were then.

    `words` is the outcome's or the step's wording before it was reworded, else as it stood.
    """

    __tablename__ = "outcome_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_id: Mapped[int] = mapped_column(
        ForeignKey("outcome.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[OutcomeEventKind] = mapped_column(EnumText(OutcomeEventKind))
    words: Mapped[str] = mapped_column(default="")
    status: Mapped[StepStatus | None] = mapped_column(EnumText(StepStatus))
    """How the step stands from then on."""
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id", ondelete="SET NULL"))


class Plan(Base):
    """Assess–plan–do–review: what will be tried, why, and later what came of it."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    activity: Mapped[str]
    why_activity: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    why_note: Mapped[str] = mapped_column(default="")
    provision: Mapped[str] = mapped_column(default="")
    success_criteria: Mapped[str] = mapped_column(default="")
    who_and_when: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date]
    review_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    what_worked: Mapped[str] = mapped_column(default="")
    build_on: Mapped[str] = mapped_column(default="")
    next_action: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    next_action_note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    areas: Mapped[list[PlanArea]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    outcomes: Mapped[list[Outcome]] = relationship(secondary="plan_outcome")


class PlanArea(Base):
    """An area of engagement in focus in a plan."""

    __tablename__ = "plan_area"

    plan_id: Mapped[int] = mapped_column(
        ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True
    )
    area: Mapped[Area] = mapped_column(EnumText(Area), primary_key=True)


class PlanOutcome(Base):
    """A plan works towards this outcome."""

    __tablename__ = "plan_outcome"

    plan_id: Mapped[int] = mapped_column(
        ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True
    )
    outcome_id: Mapped[int] = mapped_column(
        ForeignKey("outcome.id", ondelete="CASCADE"), primary_key=True
    )


class ProvisionChange(Base):
    """What was provided or adjusted, from when to when, and its effect on engagement (4.1, 5.4)."""

    __tablename__ = "provision_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    effect: Mapped[str] = mapped_column(default="")
