"""The school: its terms, classes, staff, and its own copy of the vocabularies."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import Vocabulary


class School(Base):
    """The one school of this file (one row)."""

    __tablename__ = "school"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    """A random identifier that never changes: the device secret is kept under it."""
    name: Mapped[str]
    dfe_number: Mapped[str] = mapped_column(default="")
    head_teacher: Mapped[str] = mapped_column(default="")
    logo: Mapped[bytes | None]
    """A small PNG."""
    logo_says: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """What the logo shows, for those who do not see it."""
    accent: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """The school's colour on its reports, as #RRGGBB; empty for the product's own."""
    is_demo: Mapped[bool] = mapped_column(default=False)
    observe_every_days: Mapped[int] = mapped_column(default=14)
    """The school's own minimum: a pupil is seen at least this often (4.2)."""
    observe_each_term: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """And so many times in a term; 0 where the school sets no minimum by term."""
    discuss_report: Mapped[str] = mapped_column(default="")
    """How parents can talk about a report with the school; offered in each parents' report."""
    sheet_printed_on: Mapped[date | None]
    """When the recovery sheet of the present key was printed, and three of its groups read back."""


class Term(Base):
    """A term, with its first and last day; terms shade the timeline."""

    __tablename__ = "term"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    first_day: Mapped[date] = mapped_column(index=True)
    last_day: Mapped[date]


class SchoolDate(Base):
    """A day of the school's own diary: a parents' evening, a moderation afternoon."""

    __tablename__ = "school_date"

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    on_day: Mapped[date] = mapped_column(index=True)
    class_group_id: Mapped[int | None] = mapped_column(
        ForeignKey("class_group.id", ondelete="CASCADE")
    )
    """Whose day it is; NULL for the whole school."""


class ClassGroup(Base):
    """A class: “Willow”."""

    __tablename__ = "class_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=0)


class StaffMember(Base):
    """Somebody who observes, approves or signs in; kept after leaving, since records name them."""

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(EnumText(Role))
    job: Mapped[str] = mapped_column(default="")
    """As shown in reports: “class teacher”, “speech and language therapist”."""
    who_observed: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_word.key"))
    class_group_id: Mapped[int | None] = mapped_column(
        ForeignKey("class_group.id", ondelete="SET NULL")
    )
    left_on: Mapped[date | None]

    class_group: Mapped[ClassGroup | None] = relationship()


class StaffClass(Base):
    """A further class that somebody works with, besides their own."""

    __tablename__ = "staff_class"

    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff_member.id", ondelete="CASCADE"), primary_key=True
    )
    class_group_id: Mapped[int] = mapped_column(
        ForeignKey("class_group.id", ondelete="CASCADE"), primary_key=True
    )


class VocabularyWord(Base):
    """A word that records hold by its key (`support.independent`); rewording changes `text`."""

    __tablename__ = "vocabulary_word"

    key: Mapped[str] = mapped_column(primary_key=True)
    vocabulary: Mapped[Vocabulary] = mapped_column(EnumText(Vocabulary), index=True)
    text: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class KnownWord(Base):
    """A word that the spelling check lets stand in this school, though no list has it."""

    __tablename__ = "known_word"

    word: Mapped[str] = mapped_column(primary_key=True)
