"""What every service is given first: the open school, who is signed in, and what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import select

from engagement_desktop.models.records.school import VocabularyWord
from engagement_desktop.models.vocabularies import Word, Words
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.media_store import MediaStore


def _clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Workspace:
    """One signed-in person's hold on one open school.

    `school_ref` never changes over the life of a school; `clock` gives an aware time and is
    replaced in tests.
    """

    database: Database = field(repr=False)
    media: MediaStore = field(repr=False)
    school_id: int
    school_ref: str
    school_name: str
    staff_id: int
    is_demo: bool = False
    clock: Callable[[], datetime] = field(default=_clock, repr=False)

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self.clock().astimezone(UTC)

    def today(self) -> date:
        """The day it is on this PC."""
        return self.clock().astimezone().date()

    def close(self) -> None:
        """Finish what is being written and close the file; nothing of SQLite's stays beside it."""
        self.database.close()

    def words(self) -> Words:
        """The school's vocabularies as they are now, in the order in which they are offered."""
        with self.database.read() as session:
            rows = session.scalars(
                select(VocabularyWord).order_by(VocabularyWord.vocabulary, VocabularyWord.position)
            )
            return Words(
                tuple(Word(row.key, row.vocabulary, row.text, row.retired) for row in rows)
            )
