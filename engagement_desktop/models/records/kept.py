"""What is kept beside the records: forms that are not saved yet, clips that wait for their pupil,
evidence that a correction took out, and the bin."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engagement_desktop.models.records.base import Base, EnumText
from engagement_desktop.models.states import EvidenceKind


class FormDraft(Base):
    """What somebody has typed into a form and not saved; it is theirs alone.

    `form` names the form and `which` the record that it edits, or nothing for a new one; `pupil_id`
    is NULL where the pupil is not in the file yet. `typed` is the form as JSON.
    """

    __tablename__ = "form_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff_member.id", ondelete="CASCADE"), index=True
    )
    pupil_id: Mapped[int | None] = mapped_column(
        ForeignKey("pupil.id", ondelete="CASCADE"), index=True
    )
    form: Mapped[str]
    which: Mapped[str] = mapped_column(default="")
    typed: Mapped[str]
    typed_at: Mapped[datetime]


class WaitingClip(Base):
    """A clip, photo, sound or document that was brought in before anybody said whose it is.

    It becomes `Evidence` of a pupil when it is sorted. Its columns mean what they mean there.
    """

    __tablename__ = "waiting_clip"

    id: Mapped[int] = mapped_column(primary_key=True)
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(EnumText(EvidenceKind))
    original_name: Mapped[str]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[str] = mapped_column(default="")
    width: Mapped[int | None]
    height: Mapped[int | None]
    seconds: Mapped[float | None]
    poster: Mapped[bytes | None] = mapped_column(deferred=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )


class RevisionEvidence(Base):
    """Evidence of an approved observation that a correction took out.

    It is no evidence of the pupil any longer, but it can be seen with the earlier text, and comes
    back whole when the correction is given up. `removed` holds its rows as JSON.
    """

    __tablename__ = "revision_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("observation_revision.id", ondelete="CASCADE"), index=True
    )
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), index=True)
    evidence_id: Mapped[int]
    """The number that it had."""
    removed: Mapped[str]


class BinEntry(Base):
    """A record that was deleted, with all that hung on it, until somebody puts it back or the bin
    is emptied.

    `record` is its table and `record_id` the number that it had; `removed` holds the rows as JSON
    (`services/bin_rows.py`). `title` and `on_day` say which it was. It goes when its pupil goes.
    """

    __tablename__ = "bin_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    record: Mapped[str]
    record_id: Mapped[int]
    pupil_id: Mapped[int | None] = mapped_column(
        ForeignKey("pupil.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str]
    on_day: Mapped[date | None]
    removed: Mapped[str] = mapped_column(deferred=True)
    removed_at: Mapped[datetime]
    removed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_member.id", ondelete="SET NULL")
    )


class BinContent(Base):
    """A clip’s or photo’s content that something in the bin shows: it is kept as long as that."""

    __tablename__ = "bin_content"

    id: Mapped[int] = mapped_column(primary_key=True)
    bin_entry_id: Mapped[int] = mapped_column(
        ForeignKey("bin_entry.id", ondelete="CASCADE"), index=True
    )
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), index=True)
