"""Who and what is around a pupil: family, professionals, their own signs, what they love most.

Three short lists on the profile; each is written as a whole, in the order typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import CommunicationSign, Contact, Interest, Pupil
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ContactKind
from engagement_desktop.services import pupil_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search


@dataclass(frozen=True)
class ContactForm:
    """Somebody around the pupil; `id` is None for a new one."""

    id: int | None = None
    kind: ContactKind = ContactKind.FAMILY
    name: str = ""
    who_they_are: str = ""
    reach: str = ""
    note: str = ""


@dataclass(frozen=True)
class SignForm:
    """A line of the pupil's dictionary; `id` is None for a new one."""

    id: int | None = None
    what_pupil_does: str = ""
    what_it_means: str = ""
    how_to_answer: str = ""


@dataclass(frozen=True)
class InterestForm:
    """An activity of highest interest; `id` is None for a new one."""

    id: int | None = None
    activity: str = ""
    what_it_looks_like: str = ""


@dataclass(frozen=True)
class AroundPupil:
    """The lists of one pupil, each in its order."""

    contacts: tuple[ContactForm, ...] = ()
    signs: tuple[SignForm, ...] = ()
    interests: tuple[InterestForm, ...] = ()

    def of_kind(self, kind: ContactKind) -> tuple[ContactForm, ...]:
        """The contacts of one kind."""
        return tuple(contact for contact in self.contacts if contact.kind is kind)


Row = TypeVar("Row", Contact, CommunicationSign, Interest)
Line = ContactForm | SignForm | InterestForm

_FIELDS: dict[type, tuple[str, ...]] = {
    Contact: ("kind", "name", "who_they_are", "reach", "note"),
    CommunicationSign: ("what_pupil_does", "what_it_means", "how_to_answer"),
    Interest: ("activity", "what_it_looks_like"),
}
"""What is typed of each kind of line; the first text of it must not be empty."""


def around_pupil(work: Workspace, pupil_id: int) -> AroundPupil:
    """The lists of one pupil."""
    with work.database.read() as session:
        return AroundPupil(
            contacts=tuple(
                ContactForm(row.id, row.kind, row.name, row.who_they_are, row.reach, row.note)
                for row in _rows(session, Contact, pupil_id)
            ),
            signs=tuple(
                SignForm(row.id, row.what_pupil_does, row.what_it_means, row.how_to_answer)
                for row in _rows(session, CommunicationSign, pupil_id)
            ),
            interests=tuple(
                InterestForm(row.id, row.activity, row.what_it_looks_like)
                for row in _rows(session, Interest, pupil_id)
            ),
        )


def save_around_pupil(work: Workspace, pupil_id: int, form: AroundPupil) -> Saved[None]:
    """Write the lists as they are typed; lines in which nothing is named are dropped.

    Raises:
        NotAllowed, AppError: the pupil is gone.
    """
    with work.writing(Act.RECORD) as session:
        pupil_rows.check_there(session, pupil_id)
        _write(session, Contact, pupil_id, form.contacts)
        _write(session, CommunicationSign, pupil_id, form.signs)
        _write(session, Interest, pupil_id, form.interests)
        session.flush()
        index(session, pupil_id)
    return Saved(None, Changes.of(Kind.PUPIL, pupil_id, pupils=[pupil_id]))


def index(session: Session, pupil_id: int) -> None:
    """Let the profile be found by its words; how to reach people and medical notes are left out."""
    pupil = session.get_one(Pupil, pupil_id)
    signs = _rows(session, CommunicationSign, pupil_id)
    interests = _rows(session, Interest, pupil_id)
    texts = [
        *(pupil.communication, pupil.interests, pupil.senses, pupil.mobility),
        *(text for row in signs for text in (row.what_pupil_does, row.what_it_means)),
        *(text for row in interests for text in (row.activity, row.what_it_looks_like)),
        *(f"{row.name}, {row.who_they_are}" for row in _rows(session, Contact, pupil_id)),
    ]
    words = "\n".join(text.strip() for text in texts if text.strip())
    search.put(session, Kind.PUPIL, pupil_id, pupil_id, words)


def _rows(session: Session, kind: type[Row], pupil_id: int) -> Sequence[Row]:
    return session.scalars(
        select(kind).where(kind.pupil_id == pupil_id).order_by(kind.position, kind.id)
    ).all()


def _write(session: Session, kind: type[Row], pupil_id: int, lines: Iterable[Line]) -> None:
    known = {row.id: row for row in _rows(session, kind, pupil_id)}
    position = 0
    for line in lines:
        typed = {name: _tidy(getattr(line, name)) for name in _FIELDS[kind]}
        if not any(typed[name] for name in _FIELDS[kind] if name != "kind"):
            continue
        row = known.pop(line.id, None) if line.id is not None else None
        if row is None:
            row = kind(pupil_id=pupil_id)
            session.add(row)
        for name, value in typed.items():
            setattr(row, name, value)
        row.position = position
        position += 1
    for row in known.values():
        session.delete(row)


def _tidy(value: str) -> str:
    return value if isinstance(value, ContactKind) else value.strip()
