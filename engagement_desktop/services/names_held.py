"""Who else may be named in a pupil's record, from everything in the file that says who somebody is.

Other pupils, family, professionals, staff, and whoever was typed into a field that asks who.
`models/withholding.py` finds them in text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

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
    Withholder,
    names_in,
    spellings_of,
    spellings_of_whole,
)
from engagement_desktop.storage import search

T = TypeVar("T")
_WORD = re.compile(r"\w+")
_MOST_HITS = 500

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


def without_other_pupils(session: Session, pupil: Pupil, told: T) -> T:
    """A frozen view of what leaves the file about a pupil, with no other pupil's name in it."""
    named = _perhaps_named(session, pupil, told)
    if not named:
        return told
    # a member of staff in full is nobody else: Grace Moon, in a school that has a Grace
    staff = session.scalars(select(StaffMember.name)).all()
    without: T = _without(told, Withholder(named, (*own_spellings(pupil), *staff)))
    return without


def other_pupils_in(session: Session, pupil: Pupil, text: str) -> tuple[str, ...]:
    """The first names of other pupils who are named in a text, in their order by letters."""
    people = _perhaps_named(session, pupil, text)
    if not people:
        return ()
    found = Withholder(people, own_spellings(pupil)).found(text)
    return tuple(sorted({each.name.split()[0] for each in people if each.key in found}))


def _perhaps_named(session: Session, pupil: Pupil, told: object) -> list[Person]:
    words = {word for text in _texts(told) for word in _WORD.findall(text.casefold())}
    pupils = every_pupil(session, but=pupil.id, among=words)
    return [each for each in pupils if _may_be_named(each, words)]


def elsewhere(session: Session, pupil: Pupil) -> Iterator[str]:
    """Other pupils in whose records this one is named, with how many records it is."""
    own = own_spellings(pupil)
    mine = Withholder([Person("own", "", NameGroup.OTHER, own)])
    hits = search.find(session, pupil.preferred_name, _MOST_HITS, but_of=pupil.id)
    counted = Counter(hit.pupil_id for hit in hits if mine.found(hit.excerpt))
    for other, times in sorted(counted.items(), key=lambda each: each[0] or 0):
        row = session.get(Pupil, other) if other is not None else None
        name = f"{row.preferred_name} {row.legal_last_name}" if row else "the school"
        yield f"{name}: {'one record' if times == 1 else f'{times} records'}"


def _may_be_named(person: Person, words: set[str]) -> bool:
    """A quick look, so that a large school need not search each text for every name."""
    return any(words.issuperset(_WORD.findall(each.casefold())) for each in person.spellings)


def _has_word_in(words: set[str], *names: str) -> bool:
    """A quicker look, before it is thought of how somebody may be written."""
    own = _WORD.findall(" ".join(names).casefold())
    return not own or any(word in words for word in own)


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str) and not isinstance(told, Enum):
        yield told
    elif isinstance(told, tuple):
        for each in told:
            yield from _texts(each)
    elif is_dataclass(told) and not isinstance(told, type):
        for part in fields(told):
            yield from _texts(getattr(told, part.name))


def _without(told: Any, put: Withholder) -> Any:
    if isinstance(told, str) and not isinstance(told, Enum):
        return put(told)
    if isinstance(told, tuple):
        return tuple(_without(each, put) for each in told)
    if is_dataclass(told) and not isinstance(told, type):
        now = {each.name: getattr(told, each.name) for each in fields(told) if each.init}
        new = {name: _without(value, put) for name, value in now.items()}
        return replace(told, **new) if new != now else told
    return told


def others(session: Session, pupil: Pupil) -> tuple[Person, ...]:
    """Everybody but the pupil who may be named in the record, each once."""
    pupils = every_pupil(session, but=pupil.id)
    people = (*pupils, *_contacts(session, pupil), *_staff(session))
    return (*people, *_typed(session, pupil, people))


def every_pupil(
    session: Session, *, but: int | None = None, among: set[str] | None = None
) -> Iterator[Person]:
    """All pupils of the school, without the one of the number `but`; with `among` only those of
    whose names a word is among these."""
    rows = session.execute(
        select(Pupil.id, Pupil.preferred_name, Pupil.legal_first_name, Pupil.legal_last_name)
    )
    for number, preferred, first, last in rows:
        if number != but and (among is None or _has_word_in(among, preferred, first, last)):
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


def _typed(session: Session, pupil: Pupil, people: tuple[Person, ...]) -> Iterator[Person]:
    """Whoever was typed in a field that says who, and is not known by a record of their own."""
    own = Person("own", "", NameGroup.OTHER, own_spellings(pupil))
    known = Withholder((*people, own))
    names: dict[str, str] = {}
    for column in _SAYS_WHO:
        mine = column.class_.pupil_id == pupil.id
        for typed in session.scalars(select(column).where(mine).distinct()):
            for name in names_in(typed):
                if not known.found(name):
                    names.setdefault(name.casefold(), name)
    for folded, name in sorted(names.items()):
        written = tuple(each for each in spellings_of_whole(name) if not known.found(each))
        yield Person(f"typed:{folded}", name, NameGroup.OTHER, written)
