"""A pupil: the essentials, how they communicate, and what may be done with pictures of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.records.school import ClassGroup
from engagement_desktop.models.states import AreaOfNeed, ContactKind, PermissionUse


class Pupil(Base):
    """One child or young person."""

    __tablename__ = "pupil"

    id: Mapped[int] = mapped_column(primary_key=True)
    legal_first_name: Mapped[str]
    legal_last_name: Mapped[str]
    preferred_name: Mapped[str] = mapped_column(index=True)
    pronouns: Mapped[str] = mapped_column(default="they/them")
    born_on: Mapped[date | None]
    upn: Mapped[str] = mapped_column(default="")
    actual_year: Mapped[int | None]
    """The actual national-curriculum year (special schools place out of year): 0 is reception,
    −1 nursery."""
    class_group_id: Mapped[int | None] = mapped_column(
        ForeignKey("class_group.id", ondelete="SET NULL"), index=True
    )
    started_on: Mapped[date | None]
    left_on: Mapped[date | None]
    photo: Mapped[bytes | None] = mapped_column(deferred=True)
    """A small JPEG."""
    communication: Mapped[str] = mapped_column(default="")
    """The communication profile, read at a glance: “Amara’s “yes” is a long look up.”"""
    interests: Mapped[str] = mapped_column(default="")
    senses: Mapped[str] = mapped_column(default="")
    mobility: Mapped[str] = mapped_column(default="")
    medical: Mapped[str] = mapped_column(default="")
    """Medical notes relevant to engagement."""
    regressive_condition: Mapped[bool] = mapped_column(default=False)
    plan_kind: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    plan_review_on: Mapped[date | None]
    observe_every_days: Mapped[int | None]
    """How often this pupil is to be seen, where it is not the school's own minimum (4.2)."""
    report_language: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """The language of the fixed words in the report to this family; empty for English."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    class_group: Mapped[ClassGroup | None] = relationship()
    needs: Mapped[list[PupilNeed]] = relationship(
        back_populates="pupil", cascade="all, delete-orphan", passive_deletes=True
    )
    permissions: Mapped[list[Permission]] = relationship(
        back_populates="pupil", cascade="all, delete-orphan", passive_deletes=True
    )


class PupilNeed(Base):
    """One of the four areas of need, in this pupil's own words."""

    __tablename__ = "pupil_need"

    pupil_id: Mapped[int] = mapped_column(
        ForeignKey("pupil.id", ondelete="CASCADE"), primary_key=True
    )
    area_of_need: Mapped[AreaOfNeed] = mapped_column(EnumText(AreaOfNeed), primary_key=True)
    note: Mapped[str] = mapped_column(default="")

    pupil: Mapped[Pupil] = relationship(back_populates="needs")


class Contact(Base):
    """A parent or carer, or a professional from outside the class: who they are to the pupil."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ContactKind] = mapped_column(EnumText(ContactKind))
    name: Mapped[str]
    who_they_are: Mapped[str] = mapped_column(default="")
    """To the pupil: “mother”, “physiotherapist”."""
    reach: Mapped[str] = mapped_column(default="")
    """How to reach them: telephone, address, days."""
    note: Mapped[str] = mapped_column(default="")
    """What helps when talking with them: a language, an interpreter, a good time."""
    position: Mapped[int] = mapped_column(default=0)


class CommunicationSign(Base):
    """A line of the pupil's own dictionary: what they do, what it means, and how to answer it."""

    __tablename__ = "communication_sign"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    what_pupil_does: Mapped[str]
    what_it_means: Mapped[str] = mapped_column(default="")
    how_to_answer: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Interest(Base):
    """An activity of highest interest, at school or at home: where a baseline is seen (4.2)."""

    __tablename__ = "interest"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    activity: Mapped[str]
    what_it_looks_like: Mapped[str] = mapped_column(default="")
    """How one sees that this is the pupil at their most engaged."""
    position: Mapped[int] = mapped_column(default=0)


class Permission(Base):
    """Permission for one use of pictures, clips and name: given by whom, from when, until when."""

    __tablename__ = "permission"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    use: Mapped[PermissionUse] = mapped_column(EnumText(PermissionUse))
    given_by: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="consent")
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]

    pupil: Mapped[Pupil] = relationship(back_populates="permissions")
