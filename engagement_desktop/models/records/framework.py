"""Another framework's statements, and which of them an observation touches (guidance 4.4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement_desktop.models.records.base import Base
from engagement_desktop.models.statements import StatementText


class Framework(Base):
    """A list of statements that the school brought in: Routes for Learning and the like."""

    __tablename__ = "framework"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    retired: Mapped[bool] = mapped_column(default=False)
    brought_in_at: Mapped[datetime]

    statements: Mapped[list[FrameworkStatement]] = relationship(
        back_populates="framework",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="FrameworkStatement.position",
    )


class FrameworkStatement(Base):
    """One statement; `heading` is what the framework groups it under.

    `code` is the framework's own reference for it (“RfL 12”): a place in a list and no score, so
    it may hold digits, where a word of the school may not.
    """

    __tablename__ = "framework_statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(
        ForeignKey("framework.id", ondelete="CASCADE"), index=True
    )
    heading: Mapped[str] = mapped_column(default="")
    wording: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(default="", server_default=text("''"))
    retired: Mapped[bool] = mapped_column(default=False, server_default="0")

    framework: Mapped[Framework] = relationship(back_populates="statements")

    @property
    def said(self) -> StatementText:
        """Its code, heading and wording."""
        return StatementText(self.code, self.heading, self.wording)


class ObservationStatement(Base):
    """An observation touches this statement."""

    __tablename__ = "observation_statement"

    observation_id: Mapped[int] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), primary_key=True
    )
    statement_id: Mapped[int] = mapped_column(
        ForeignKey("framework_statement.id", ondelete="CASCADE"), primary_key=True, index=True
    )
