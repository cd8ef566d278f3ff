"""Who else may be named in a pupil's record, from everything in the file that says who somebody is.

Other pupils, family, professionals, staff, and whoever was typed into a field that asks who.
`models/withholding.py` finds them in text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engagement_desktop.models.records import (
    Contact,
    Contribution,
    Conversation,
    Evidence,
    Moderation,
    Observation,
    Permission,
    Pupil,
    School,
    StaffMember,
)
from engagement_desktop.models.states import ContactKind
from engagement_desktop.models.withholding import (
    NameGroup,
    Person,
    names_in,
    spellings_of,
    spellings_of_whole,
)

_SAYS_WHO: tuple[InstrumentedAttribute[str], ...] = (
    Observation.adults,
    Observation.observer_name,
    Evidence.taken_by,
    Permission.given_by,
    Contribution.told_by,
    Conversation.with_whom,
    Conversation.led_by,
    Moderation.who_took_part,
)
"""Fields of a pupil's records into which somebody's name is typed."""


def own_spellings(pupil: Pupil) -> tuple[str, ...]:
    """How the pupil's own name may be written."""
    last = pupil.legal_last_name
    return (*spellings_of(pupil.preferred_name, last, pupil.legal_first_name), last)


def others(session: Session, pupil: Pupil) -> tuple[Person, ...]:
    """Everybody but the pupil who may be named in the record, each once."""
    people = [*_pupils(session, pupil), *_contacts(session, pupil), *_staff(session)]
    known = {spelling.casefold() for person in people for spelling in person.spellings}
    known |= {spelling.casefold() for spelling in own_spellings(pupil)}
    people += _typed(session, pupil, known)
    return tuple(people)


def _pupils(session: Session, pupil: Pupil) -> Iterator[Person]:
    rows = session.execute(
        select(Pupil.id, Pupil.preferred_name, Pupil.legal_first_name, Pupil.legal_last_name).where(
            Pupil.id != pupil.id
        )
    )
    for number, preferred, first, last in rows:
        name = f"{preferred or first} {last}".strip()
        written = spellings_of(preferred, last, first)
        yield Person(f"pupil:{number}", name, NameGroup.PUPIL, written)


def _contacts(session: Session, pupil: Pupil) -> Iterator[Person]:
    rows = session.scalars(select(Contact).where(Contact.pupil_id == pupil.id))
    for row in rows:
        family = row.kind is ContactKind.FAMILY
        group = NameGroup.FAMILY if family else NameGroup.PROFESSIONAL
        shown = ", ".join(filter(None, (row.name, row.who_they_are)))
        yield Person(f"contact:{row.id}", shown, group, spellings_of_whole(row.name))


def _staff(session: Session) -> Iterator[Person]:
    for number, name in session.execute(select(StaffMember.id, StaffMember.name)):
        yield Person(f"staff:{number}", name, NameGroup.STAFF, spellings_of_whole(name))
    head = session.scalars(select(School.head_teacher)).first()
    if head and head.strip():
        yield Person("staff:head", head, NameGroup.STAFF, spellings_of_whole(head))


def _typed(session: Session, pupil: Pupil, known: set[str]) -> list[Person]:
    """Whoever was typed in a field that says who, and is not known by a record of their own."""
    names: dict[str, Person] = {}
    for column in _SAYS_WHO:
        mine = column.class_.pupil_id == pupil.id
        for typed in _distinct(session.scalars(select(column).where(mine).distinct())):
            for name in names_in(typed):
                if name.casefold() not in known and name.casefold() not in names:
                    written = tuple(
                        each for each in spellings_of_whole(name) if each.casefold() not in known
                    )
                    key = f"typed:{name.casefold()}"
                    names[name.casefold()] = Person(key, name, NameGroup.OTHER, written)
    return [names[name] for name in sorted(names)]


def _distinct(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text and text.strip()))
