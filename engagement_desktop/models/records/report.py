"""A report being written, and what each of its paragraphs rests on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.states import ReportKind, ReportStatus


class Report(Base):
    """One report of one pupil for one period."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("pupil_id", "kind", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"))
    kind: Mapped[ReportKind] = mapped_column(EnumText(ReportKind))
    period: Mapped[str]
    """The school year, “2025–26”; for an EHC review the date of the meeting, “2026-12-10”."""
    status: Mapped[ReportStatus] = mapped_column(EnumText(ReportStatus), default=ReportStatus.DRAFT)
    dated: Mapped[date]
    given_on: Mapped[date | None]
    given_pdf: Mapped[bytes | None] = mapped_column(deferred=True)
    given_sha256: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    paragraphs: Mapped[list[ReportParagraph]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ReportParagraph.id"
    )


class ReportParagraph(Base):
    """The text of one section; `section` names it (“loved”, “area.anticipation”, “outcome.7”)."""

    __tablename__ = "report_paragraph"
    __table_args__ = (UniqueConstraint("report_id", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    section: Mapped[str]
    text: Mapped[str] = mapped_column(default="")

    sources: Mapped[list[ParagraphSource]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ParagraphSource.id"
    )


class ParagraphSource(Base):
    """A paragraph rests on this observation, or shows this still (one of the two is set)."""

    __tablename__ = "paragraph_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(
        ForeignKey("report_paragraph.id", ondelete="CASCADE"), index=True
    )
    observation_id: Mapped[int | None] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), index=True
    )
    evidence_id: Mapped[int | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), index=True
    )
    frame_pts: Mapped[int | None]
    """For a still taken from a clip: which frame."""
    caption: Mapped[str] = mapped_column(default="")


class ReportLanguage(Base):
    """The fixed words of the parents' report in a language, as the school brought them in."""

    __tablename__ = "report_language"

    code: Mapped[str] = mapped_column(primary_key=True)
    """As in BCP 47: “pl”, “ur”. It goes before a language of the same code that is shipped."""
    content: Mapped[str]
    """The file (TOML), read and checked before it is kept."""


class PlainWord(Base):
    """A word of the profession as the school would have it said; beside the shipped ones."""

    __tablename__ = "plain_word"

    word: Mapped[str] = mapped_column(primary_key=True)
    plain: Mapped[str]
    """Empty: the school does not want to be told of this word, although it is shipped."""


class SchoolReport(Base):
    """What is written for governors and the local authority, for the days of a period.

    It is of the school: no pupil is named in it, and none can be told from it.
    """

    __tablename__ = "school_report"
    __table_args__ = (UniqueConstraint("first_day", "last_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    outcomes: Mapped[str] = mapped_column(default="")
    provision: Mapped[str] = mapped_column(default="")
    learnt: Mapped[str] = mapped_column(default="")
    next_steps: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )
