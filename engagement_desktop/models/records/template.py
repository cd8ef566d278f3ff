"""Templates of observations, each for an activity; and what was begun from one (4.5)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records.base import Base, EnumText


class ObservationTemplate(Base):
    """What is filled in when an observation of this activity is begun; it names no pupil."""

    __tablename__ = "observation_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    activity: Mapped[str] = mapped_column(default="")
    why_activity: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    place: Mapped[str] = mapped_column(default="")
    provision: Mapped[str] = mapped_column(default="")
    equipment: Mapped[str] = mapped_column(default="")
    retired: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]

    areas: Mapped[list[TemplateArea]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class TemplateArea(Base):
    """An area to look at, and what to look for in it."""

    __tablename__ = "template_area"

    template_id: Mapped[int] = mapped_column(
        ForeignKey("observation_template.id", ondelete="CASCADE"), primary_key=True
    )
    area: Mapped[Area] = mapped_column(EnumText(Area), primary_key=True)
    prompt: Mapped[str] = mapped_column(default="")


class TemplateUse(Base):
    """An observation was begun from this template, whose prompts stand beside its areas."""

    __tablename__ = "template_use"

    observation_id: Mapped[int] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), primary_key=True
    )
    template_id: Mapped[int] = mapped_column(
        ForeignKey("observation_template.id", ondelete="CASCADE"), primary_key=True, index=True
    )
