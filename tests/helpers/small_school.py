"""A small real school: an encrypted file with staff, a class, two pupils and the shipped words."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import (
    AuditKey,
    ClassGroup,
    Media,
    Outcome,
    Pupil,
    School,
    StaffMember,
    VocabularyWord,
)
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import shipped_words
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import binned, contents
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import migrations
from engagement_desktop.storage.audit import Audit
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.media_store import MediaStore

KEY = DataKey(bytes(range(32)), bytes(range(16)))


@dataclass(frozen=True)
class SmallSchool:
    """The open school, signed in as the teacher, and the ids of what is in it."""

    path: Path
    work: Workspace
    amara: int
    bilal: int
    teacher: int
    assistant: int
    outcome: int

    @property
    def as_assistant(self) -> Workspace:
        """The same school, with the teaching assistant signed in."""
        return replace(self.work, staff_id=self.assistant, role=Role.OBSERVER)


@contextmanager
def small_school(folder: Path) -> Iterator[SmallSchool]:
    """A school of the test's own in `folder`: made once in a run and copied; closed at the end."""
    template, ids = _template()
    path = folder / template.name
    shutil.copyfile(template, path)
    database = Database.open(path, KEY)
    try:
        with database.read() as session:
            secret = session.scalars(select(AuditKey.secret)).one()
        database.keep_audit(Audit(secret))
        yield SmallSchool(path, workspace(database, ids["teacher"]), **ids)
    finally:
        database.close()


def tidied(work: Workspace) -> int:
    """Let go of what nothing refers to, as an opening does, and overwrite it; how many contents."""
    contents.let_go_of_unused(work.database)
    return work.media.finish_removals()


def emptied(work: Workspace) -> int:
    """Empty the bin, as a lead does; how many contents went for good."""

    def contents_now() -> int:
        with work.database.read() as session:
            return session.scalars(select(func.count()).select_from(Media)).one()

    before = contents_now()
    binned.empty(replace(work, role=Role.LEAD), SilentProgress())
    return before - contents_now()


def workspace(database: Database, staff_id: int) -> Workspace:
    """A hold on an open file."""
    return Workspace(
        database=database,
        media=MediaStore(database),
        school_id=1,
        school_ref="ref",
        school_name="Willow Bank",
        staff_id=staff_id,
        role=Role.TEACHER,
    )


@cache
def _template() -> tuple[Path, dict[str, int]]:
    folder = Path(tempfile.mkdtemp(prefix="engagement-small-school-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "Willow Bank.engagement"
    database = Database.create(path, KEY)
    try:
        migrations.migrate(database)
        with database.write() as session:
            ids = _fill(session)
    finally:
        database.close()
    return path, ids


def _fill(session: Session) -> dict[str, int]:
    now = datetime.now(UTC)
    for position, word in enumerate(shipped_words()):
        session.add(
            VocabularyWord(
                key=word.key, vocabulary=word.vocabulary, text=word.text, position=position
            )
        )
    session.flush()
    willow = ClassGroup(name="Willow")
    teacher = StaffMember(
        name="Jo Field",
        role=Role.TEACHER,
        job="class teacher",
        who_observed="who_observed.class_teacher",
    )
    assistant = StaffMember(
        name="Sam Reed",
        role=Role.OBSERVER,
        job="teaching assistant",
        who_observed="who_observed.teaching_assistant",
    )
    pupils = [
        Pupil(
            legal_first_name=name,
            legal_last_name="Example",
            preferred_name=name,
            class_group=willow,
            created_at=now,
            updated_at=now,
        )
        for name in ("Amara", "Bilal")
    ]
    session.add_all([School(ref="ref", name="Willow Bank"), willow, teacher, assistant, *pupils])
    session.flush()
    outcome = Outcome(
        pupil_id=pupils[0].id,
        wording="Amara will show what she wants next.",
        set_on=date(2026, 9, 1),
    )
    session.add(outcome)
    session.flush()
    return {
        "amara": pupils[0].id,
        "bilal": pupils[1].id,
        "teacher": teacher.id,
        "assistant": assistant.id,
        "outcome": outcome.id,
    }
