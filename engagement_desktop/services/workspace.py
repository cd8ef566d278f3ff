"""What every service is given first: the open school, who is signed in, and what time it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models import roles
from engagement_desktop.models.records.school import VocabularyWord
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import Word, Words
from engagement_desktop.security.school_keys import SchoolKeys
from engagement_desktop.services.access import Confirmed, NotAllowed, PasswordNeeded
from engagement_desktop.storage.audit import Doing, token
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.media_store import MediaStore


def _clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Workspace:
    """One signed-in person's hold on one open school.

    `school_ref` never changes over the life of a school; `role` is that of who signed in, as it was
    then; `clock` gives an aware time and is replaced in tests.
    """

    database: Database = field(repr=False)
    media: MediaStore = field(repr=False)
    school_id: int
    school_ref: str
    school_name: str
    staff_id: int
    role: Role
    keys: SchoolKeys | None = field(default=None, repr=False)
    """What they hold of the school's keys; None in a demo school."""
    confirmed: Confirmed = field(default_factory=Confirmed, repr=False, compare=False)
    clock: Callable[[], datetime] = field(default=_clock, repr=False)

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self.clock().astimezone(UTC)

    def today(self) -> date:
        """The day it is on this PC."""
        return self.clock().astimezone().date()

    @property
    def is_demo(self) -> bool:
        """Whether the pupils are invented, and the key stands openly beside the file."""
        return self.keys is None

    def may(self, act: Act) -> bool:
        """Whether the role of who is signed in allows this; pages hide what it does not."""
        return roles.may(self.role, act)

    def require(self, act: Act) -> None:
        """Go on only if the role of who is signed in allows this.

        Raises:
            NotAllowed: it does not.
        """
        if not self.may(act):
            raise NotAllowed(act)

    def needs_password(self, act: Act) -> bool:
        """Whether the password must be asked once more before this; a demo school has none."""
        return act in roles.ASKS_AGAIN and self.keys is not None and not self.confirmed.stands()

    def confirm(self, password: str) -> None:
        """Remember for some minutes that whoever is signed in has just typed their password.

        Raises:
            What `SchoolKeys.confirm` raises: it is not theirs, or comes too soon after a wrong one.
        """
        if self.keys is not None:
            self.keys.confirm(password, self.now())
            self.confirmed.note()

    def require_confirmed(self, act: Act) -> None:
        """As `require`; and the password was typed just before, where the act asks for it.

        Raises:
            NotAllowed, PasswordNeeded.
        """
        self.require(act)
        if self.needs_password(act):
            raise PasswordNeeded(act)

    @contextmanager
    def writing(
        self, act: Act, *, takes_out: tuple[str, Iterable[int]] | None = None
    ) -> Iterator[Session]:
        """A session as `Database.write` gives it, for who may do this: the way in which services
        write.

        `takes_out` names the kind and ids of records that leave the file by it; they are entered as
        taken out in the same commit.

        Raises:
            NotAllowed, and what `Database.write` raises.
        """
        self.require(act)
        taken = token(">", *takes_out) if takes_out else ""
        with self.database.write(self._doing(act, taken)) as session:
            yield session

    def took_out(self, act: Act, kind: str, ids: Iterable[int]) -> None:
        """Enter that these records were read out of the file: before they are.

        Raises:
            NotAllowed, PasswordNeeded, and what `Database.write` raises: then nothing may leave.
        """
        self.require_confirmed(act)
        with self.database.write(self._doing(act, token(">", kind, ids))):
            pass

    def _doing(self, act: Act, taken: str = "") -> Doing:
        return Doing(self.staff_id, act.name.lower(), self.now(), taken)

    def close(self) -> None:
        """Finish what is being written and close the file; nothing of SQLite's stays beside it."""
        self.database.close()

    def words(self) -> Words:
        """The school's vocabularies as they are now, in the order in which they are offered."""
        with self.database.read() as session:
            rows = session.execute(
                select(
                    VocabularyWord.key,
                    VocabularyWord.vocabulary,
                    VocabularyWord.text,
                    VocabularyWord.retired,
                ).order_by(VocabularyWord.vocabulary, VocabularyWord.position)
            )
            return Words(tuple(Word(*row) for row in rows))
