"""Who did what, how long records are kept, and what was erased."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.retention import CountedFrom, Held


class AuditEntry(Base):
    """One write, or one reading that left the file: who, what, which records, when.

    Triggers refuse every change and deletion. `mac` is a keyed hash of the entry before and this
    one (`storage/audit.py`), so that nothing can be taken out, put in or put in another order. No
    name stands in it, so erasing a pupil leaves it whole.
    """

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True)
    """From 1, without gaps."""
    at: Mapped[datetime]
    staff_id: Mapped[int]
    """0 is the program itself."""
    act: Mapped[str]
    records: Mapped[str]
    """Which, in short: “+observation:12 ~evidence:3-5”."""
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditKey(Base):
    """The random key of the chain (one row); it stays when the file is given a new data key."""

    __tablename__ = "audit_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary(32))


class RetentionRule(Base):
    """How long the school keeps something, where it is not as shipped (`models/retention.py`)."""

    __tablename__ = "retention_rule"

    held: Mapped[Held] = mapped_column(EnumText(Held), primary_key=True)
    years: Mapped[int]
    counted_from: Mapped[CountedFrom] = mapped_column(EnumText(CountedFrom))


class LegalHold(Base):
    """A reason for which nothing of a pupil may be removed until it is lifted."""

    __tablename__ = "legal_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str]
    placed_on: Mapped[date]
    placed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )
    lifted_on: Mapped[date | None]
    lifted_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )


class Erasure(Base):
    """A pupil's records asked to be erased by one person, and erased by another.

    It outlives the pupil and holds no name. `pupil_created_at` tells, in a restored backup, whether
    a pupil of this id is the one who was erased: an id may be given to somebody else afterwards.
    """

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int]
    pupil_created_at: Mapped[datetime]
    reason: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None]
    removed: Mapped[str] = mapped_column(default="")
    """What was erased, in words and counts of records; empty until it is done."""
