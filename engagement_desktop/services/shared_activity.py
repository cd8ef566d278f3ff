"""One activity observed for several pupils: an observation for each, tied together (decision 002).

Of the other pupils nothing but their initials is ever told, and only to whoever observes: not in a
pupil's own record, in search, in reports, or in the names of pictures.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Evidence, Observation, Pupil
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.services import observation_rows as rows
from engagement_desktop.services import observations, templates
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.observation_memory import prefilled
from engagement_desktop.services.observation_views import ObservationView
from engagement_desktop.services.pupil_names import names_of
from engagement_desktop.services.pupil_rows import at_school
from engagement_desktop.services.workspace import Workspace

_COMMON = ("activity", "place", "adults")
"""Texts that hold for everybody in the activity, unless they name one of the pupils."""
_COMMON_CHOICES = ("occurred_at", "minutes", "why_activity", "observer_id", "observer_name")
_NAMES = {
    EvidenceKind.VIDEO: "Clip",
    EvidenceKind.PHOTO: "Photo",
    EvidenceKind.SOUND: "Sound",
    EvidenceKind.DOCUMENT: "Document",
}


@dataclass(frozen=True)
class Companion:
    """Another pupil's observation of the same activity; `initials` like “B. E.”."""

    observation_id: int
    initials: str


@dataclass(frozen=True)
class Classmate:
    """A pupil who may have taken part; those of the same class come first."""

    pupil_id: int
    name: str
    same_class: bool


def companions(work: Workspace, observation_id: int) -> tuple[Companion, ...]:
    """The observations of the same activity for other pupils, for whoever writes observations."""
    if not work.may(Act.OBSERVE):
        return ()
    with work.database.read() as session:
        ref = session.scalar(
            select(Observation.activity_ref).where(Observation.id == observation_id)
        )
        if ref is None:
            return ()
        found = session.execute(
            select(Observation.id, Pupil.preferred_name, Pupil.legal_last_name)
            .join(Pupil, Pupil.id == Observation.pupil_id)
            .where(Observation.activity_ref == ref, Observation.id != observation_id)
            .order_by(Pupil.preferred_name, Observation.id)
        )
        return tuple(Companion(number, initials(first, last)) for number, first, last in found)


def classmates(work: Workspace, observation_id: int) -> tuple[Classmate, ...]:
    """Who else may have taken part: those at school who are not in it yet."""
    with work.database.read() as session:
        row = rows.observation_row(session, observation_id)
        inside = {row.pupil_id}
        if row.activity_ref is not None:
            inside |= set(
                session.scalars(
                    select(Observation.pupil_id).where(Observation.activity_ref == row.activity_ref)
                )
            )
        return _mates(work, session, row.pupil_id, inside)


def classmates_of(work: Workspace, pupil_id: int) -> tuple[Classmate, ...]:
    """Who else may take part in an activity that is about to be observed for this pupil."""
    with work.database.read() as session:
        return _mates(work, session, pupil_id, {pupil_id})


def observe_also(
    work: Workspace, observation_id: int, pupil_ids: Sequence[int], *, with_evidence: bool
) -> Saved[tuple[int, ...]]:
    """Begin an observation of the same activity for each of these pupils; the value is their ids.

    What holds for everybody is filled in; what the pupil did, what was provided and what it shows
    is each pupil's own. With `with_evidence` the clips and photos stand with each of them, under
    names that name nobody and without the words and marks of the first.
    """
    now = work.now()
    with work.writing(Act.OBSERVE) as session:
        first = rows.observation_row(session, observation_id)
        if first.activity_ref is None:
            first.activity_ref = secrets.token_hex(8)
        named = names_of(session, [first.pupil_id, *pupil_ids])
        made = []
        for pupil_id in pupil_ids:
            if session.get(Pupil, pupil_id) is None:
                raise AppError("One of these pupils is no longer in the school’s file.")
            other = _begin(work, session, first, pupil_id, named, now)
            if with_evidence:
                _show_also(session, first, other, now)
            made.append(other)
        session.flush()
        for other in made:
            rows.index(session, rows.observation_row(session, other.id))
        ids = tuple(other.id for other in made)
    changes = Changes.of(
        Kind.OBSERVATION, observation_id, *ids, pupils=[first.pupil_id, *pupil_ids]
    )
    return Saved(ids, changes)


def begin_from_template(
    work: Workspace, pupil_id: int, template_id: int, others: Sequence[int] = ()
) -> Saved[ObservationView]:
    """Begin an observation of this pupil from a template, and one for each other who takes part.

    The value is the first pupil's observation.

    Raises:
        AppError: the template, or one of the pupils, is no longer there.
    """
    first = observations.new_observation(work, pupil_id, template_id)
    if not others:
        return first
    also = observe_also(work, first.value.id, others, with_evidence=False)
    return Saved(first.value, first.changes | also.changes)


def initials(first: str, last: str) -> str:
    """“B. E.”."""
    return " ".join(f"{name.strip()[0].upper()}." for name in (first, last) if name.strip())


def _mates(
    work: Workspace, session: Session, pupil_id: int, inside: set[int]
) -> tuple[Classmate, ...]:
    group = session.scalar(select(Pupil.class_group_id).where(Pupil.id == pupil_id))
    found = session.execute(
        select(Pupil.id, Pupil.preferred_name, Pupil.legal_last_name, Pupil.class_group_id)
        .where(Pupil.id.not_in(inside), *at_school(work.today()))
        .order_by(Pupil.preferred_name, Pupil.legal_last_name)
    ).all()
    mates = [
        Classmate(number, f"{first} {last}".strip(), group is not None and theirs == group)
        for number, first, last, theirs in found
    ]
    return tuple(sorted(mates, key=lambda mate: not mate.same_class))


def _begin(
    work: Workspace,
    session: Session,
    first: Observation,
    pupil_id: int,
    named: re.Pattern[str] | None,
    now: datetime,
) -> Observation:
    template_id = templates.begun_from(session, first.id)
    own = prefilled(session, pupil_id, work.staff_id, now)
    own = rows.tidy(templates.fill(session, own, template_id))
    other = Observation(
        pupil_id=pupil_id,
        activity_ref=first.activity_ref,
        status=ObservationStatus.DRAFT,
        occurred_at=first.occurred_at,
        written_by_id=work.staff_id,
        created_at=now,
        updated_at=now,
    )
    session.add(other)
    session.flush()
    rows.apply(session, other, own)
    templates.note_use(session, other, template_id)
    for name in _COMMON_CHOICES:
        setattr(other, name, getattr(first, name))
    other.who_observed = first.who_observed
    for name in _COMMON:
        words = getattr(first, name)
        setattr(other, name, "" if named is not None and named.search(words) else words)
    return other


def _show_also(session: Session, first: Observation, other: Observation, now: datetime) -> None:
    found = session.scalars(
        select(Evidence)
        .where(Evidence.observation_id == first.id, Evidence.still_of_id.is_(None))
        .order_by(Evidence.id)
        .options(undefer(Evidence.poster))
    )
    for number, shown in enumerate(found, 1):
        ending = PurePath(shown.original_name).suffix
        session.add(
            Evidence(
                pupil_id=other.pupil_id,
                observation_id=other.id,
                media_id=shown.media_id,
                kind=shown.kind,
                original_name=f"{_NAMES[shown.kind]} {number}{ending}",
                taken_at=shown.taken_at,
                taken_by=shown.taken_by,
                width=shown.width,
                height=shown.height,
                seconds=shown.seconds,
                poster=shown.poster,
                added_at=now,
            )
        )
