"""The contents of clips, photos and documents, kept inside the encrypted file as rows of bytes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from engagement_desktop.models.records.base import Base, EnumText


class MediaState(StrEnum):
    """Whether all of a content is here."""

    IMPORTING = "importing"
    READY = "ready"
    LEAVING = "leaving"


class Media(Base):
    """One content, stored once however many records show it. Sizes are in bytes."""

    __tablename__ = "media"
    __table_args__ = (
        CheckConstraint("state <> 'ready' OR sha256 IS NOT NULL", name="ready_has_hash"),
        Index(
            "uq_media_sha256_ready",
            "sha256",
            unique=True,
            sqlite_where=text("state = 'ready'"),
        ),
        {"sqlite_autoincrement": True},  # an id is never given to another content
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[MediaState] = mapped_column(EnumText(MediaState))
    size: Mapped[int]
    chunk_size: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(String(64))
    started_at: Mapped[datetime]


class MediaChunk(Base):
    """The bytes from `number * chunk_size` on; all chunks but the last have the full size.

    It has no hash of its own: each page has an authentication code, and the content its SHA-256.
    """

    __tablename__ = "media_chunk"

    media_id: Mapped[int] = mapped_column(
        ForeignKey("media.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class MediaIndex(Base):
    """The frame index of a content (see the video part), kept so that a clip opens at once."""

    __tablename__ = "media_index"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ReviewCopy(Base):
    """A smaller copy of a clip with the same pts, for a PC that cannot decode the clip in time.

    The original stays the evidence. The copy goes when the original's content goes.
    """

    __tablename__ = "review_copy"

    original_media_id: Mapped[int] = mapped_column(
        ForeignKey("media.id", ondelete="CASCADE"), primary_key=True
    )
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id", ondelete="CASCADE"), unique=True)
    made_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")
    """What was measured, in words."""
