"""Fills a school with generated records for measuring: many pupils, ten years of observations.

The same numbers give the same school. It is made as quickly as the file takes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.benchmarks.large_observations import YEARS, words, write_observations
from engagement_desktop.benchmarks.large_record import write_record
from engagement_desktop.models.records import (
    ClassGroup,
    Outcome,
    OutcomeNeed,
    OutcomeStep,
    Pupil,
    Term,
)
from engagement_desktop.models.school_year import usual_terms
from engagement_desktop.models.states import AreaOfNeed, StepStatus
from engagement_desktop.models.upn import check_letter
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services import school_file
from engagement_desktop.services.workspace import Workspace

_FIRST = (
    "Ada Aidan Alina Amir Anya Asha Ben Bronwen Caleb Carys Chidi Daisy Dara Dev Ebony Eli Esme "
    "Farah Felix Freya Gethin Hana Harri Hugo Imran Ines Ivy Jago Jaya Kai Kezia Lena Liam Lowri "
    "Maeve Malik Mina Nia Noor Omar Orla Otis Pia Quinn Rafi Rosa Sami Seren Tariq Tess Uma Vera "
    "Wren Yara Zac"
)
_LAST = (
    "Abbott Ahmed Baker Begum Carter Chowdhury Davies Ellis Evans Fisher Green Hussain Ibrahim "
    "Jones Kaur Khan Lewis Mahmood Morris Novak Owen Patel Price Quigley Rees Shah Thomas Usman "
    "Vaughan Walker Young"
)
_CLASSES = 20
_LONGEST = 1_200
_SEED = 2026


@dataclass(frozen=True)
class LargeSchool:
    """The ids of what was made; `longest` is the pupil with the most observations."""

    pupil_ids: tuple[int, ...]
    longest: int


def make_large_school(
    path: Path, pupils: int, observations: int, *, longest: int = _LONGEST, record: bool = False
) -> LargeSchool:
    """A file with a school of this size in it (see `fill_large_school`), closed."""
    work = school_file.create_demo(path, "Measured School", "Jo Field")
    try:
        return fill_large_school(work, pupils, observations, longest=longest, record=record)
    finally:
        school_file.close(work)


def fill_large_school(
    work: Workspace,
    pupils: int,
    observations: int,
    *,
    longest: int = _LONGEST,
    record: bool = False,
) -> LargeSchool:
    """Add `pupils` and `observations` to an open school.

    The first pupil has `longest` of the observations (0: as many as the others); the rest are
    spread evenly. All are approved, with three or four responses each, and can be found by words.
    Each has its own entry of who did what. With `record` there is also what else ten years leave.
    """
    rng = Random(_SEED)  # noqa: S311 - the same school each time
    with work.database.write() as session:
        _terms(session, work.today())
        pupil_ids = _pupils(session, work, pupils)
    write_observations(work, _shares(pupil_ids, observations, longest, rng), rng)
    if record:
        write_record(work, pupil_ids, rng)
    return LargeSchool(pupil_ids, pupil_ids[0])


def _shares(ids: tuple[int, ...], observations: int, longest: int, rng: Random) -> list[int]:
    """Whose each observation is, the pupils mixed as the days bring them."""
    first = min(longest, observations) if longest else 0
    others = ids[1:] if first and len(ids) > 1 else ids
    shares = [ids[0]] * first
    shares += [others[number % len(others)] for number in range(observations - first)]
    rng.shuffle(shares)
    return shares


def _terms(session: Session, today: date) -> None:
    """The terms of all the years, where the school has none."""
    if session.scalar(select(Term.id).limit(1)) is None:
        for year in range(today.year - YEARS, today.year + 1):
            for term in usual_terms(year):
                session.add(Term(name=term.name, first_day=term.first_day, last_day=term.last_day))


def _pupils(session: Session, work: Workspace, count: int) -> tuple[int, ...]:
    """Pupils in their classes, each with an outcome; their ids."""
    classes = [ClassGroup(name=f"Class {n + 1}", position=n) for n in range(_CLASSES)]
    pupils = [_pupil(n, classes[n % _CLASSES], work) for n in range(count)]
    session.add_all((*classes, *pupils))
    session.flush()
    session.add_all(_outcome(n, pupil, work.today()) for n, pupil in enumerate(pupils))
    return tuple(pupil.id for pupil in pupils)


def _pupil(n: int, class_group: ClassGroup, work: Workspace) -> Pupil:
    today, year = work.today(), n % 14
    firsts, lasts = _FIRST.split(), _LAST.split()
    first = firsts[n * 7 % len(firsts)]
    twelve = f"9997{n:04d}{today.year % 100:02d}{n % 100:02d}"
    return Pupil(
        legal_first_name=first,
        legal_last_name=lasts[n * 7 % len(lasts)],
        preferred_name=first,
        pronouns=("she/her", "he/him", "they/them")[n % 3],
        born_on=date(today.year - 5 - year, 1 + n % 12, 1 + n % 28),
        upn=check_letter(twelve) + twelve,
        actual_year=year,
        class_group=class_group,
        communication=f"{first} looks up for yes. Wait before you ask again.",
        interests="Light, water, music.",
        regressive_condition=n % 25 == 0,
        plan_kind=words(Vocabulary.PLAN_KIND)[0],
        plan_review_on=today + timedelta(days=10 + n),
        created_at=work.now(),
        updated_at=work.now(),
    )


def _outcome(n: int, pupil: Pupil, today: date) -> Outcome:
    return Outcome(
        pupil_id=pupil.id,
        wording=f"{pupil.preferred_name} starts something enjoyed without being asked.",
        success="In more than one place, with more than one adult.",
        set_on=today - timedelta(days=300),
        expected_by=today + timedelta(days=60 + n % 90),
        needs=[OutcomeNeed(area_of_need=AreaOfNeed.COGNITION)],
        steps=[
            OutcomeStep(
                wording="Looks at what is wanted.",
                status=StepStatus.IN_PROGRESS,
                status_on=today - timedelta(days=100),
            )
        ],
    )
