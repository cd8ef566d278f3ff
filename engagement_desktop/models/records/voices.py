"""What those who know the pupil tell, and conversations with parents (guidance 4, 4.6, 4.9)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.states import ContributionKind


class Contribution(Base):
    """Something told by a parent, a therapist, a colleague: dated, attributed, in their words."""

    __tablename__ = "contribution"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ContributionKind] = mapped_column(EnumText(ContributionKind))
    told_on: Mapped[date]
    told_by: Mapped[str]
    knows_pupil: Mapped[str] = mapped_column(default="")
    """How they know the pupil (4.3)."""
    words: Mapped[str]
    written_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )
    updated_at: Mapped[datetime]

    areas: Mapped[list[ContributionArea]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class ContributionArea(Base):
    """A contribution speaks of this area of engagement (4.6)."""

    __tablename__ = "contribution_area"

    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    area: Mapped[Area] = mapped_column(EnumText(Area), primary_key=True)


class Conversation(Base):
    """A conversation with parents or carers, led by a teacher who knows the pupil (4.9)."""

    __tablename__ = "conversation"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[date]
    with_whom: Mapped[str]
    led_by: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
    """Where or by which means: “at home”, “by telephone, with an interpreter”."""
    aspirations: Mapped[str] = mapped_column(default="")
    home_sees: Mapped[str] = mapped_column(default="")
    concerns: Mapped[str] = mapped_column(default="")
    school_told: Mapped[str] = mapped_column(default="")
    """How the child is doing, and how they can be helped, as it was explained."""
    next_on: Mapped[date | None]
    written_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )
    updated_at: Mapped[datetime]

    targets: Mapped[list[ConversationTarget]] = relationship(
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="ConversationTarget.position",
    )


class ConversationTarget(Base):
    """A target agreed in a conversation: who does what, and later what came of it."""

    __tablename__ = "conversation_target"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    wording: Mapped[str]
    home_does: Mapped[str] = mapped_column(default="")
    school_does: Mapped[str] = mapped_column(default="")
    came_of_it: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
