"""What a person keeps of a timeline: choices of what is shown, and responses laid side by side."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records.base import Base, EnumText


class SavedFilter(Base):
    """A choice of what the timeline shows, under a name; it is one person's alone.

    `pupil_id` is set where the choice names something of one pupil (an outcome). `chosen` is the
    choice as JSON.
    """

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("staff_id", "pupil_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id", ondelete="CASCADE"))
    pupil_id: Mapped[int | None] = mapped_column(
        ForeignKey("pupil.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    chosen: Mapped[str]
    saved_at: Mapped[datetime]


class ThenAndNow(Base):
    """Two or more responses of one pupil in one area, laid side by side, and what was seen (4.5).

    With clips beside each other it is a `Comparison`; this one needs none.
    """

    __tablename__ = "then_and_now"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    area: Mapped[Area] = mapped_column(EnumText(Area))
    words: Mapped[str] = mapped_column(default="")
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )

    responses: Mapped[list[ThenAndNowResponse]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class ThenAndNowResponse(Base):
    """One of the responses; their order is that of their observations."""

    __tablename__ = "then_and_now_response"

    then_and_now_id: Mapped[int] = mapped_column(
        ForeignKey("then_and_now.id", ondelete="CASCADE"), primary_key=True
    )
    response_id: Mapped[int] = mapped_column(
        ForeignKey("area_response.id", ondelete="CASCADE"), primary_key=True, index=True
    )
