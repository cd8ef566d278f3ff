"""Which record each row of the full-text index stands for."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engagement_desktop.models.records.base import Base


class SearchEntry(Base):
    """A searchable record; its text stands in the FTS5 table `search_text` under the same id."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    record_id: Mapped[int]
    pupil_id: Mapped[int | None] = mapped_column(index=True)
