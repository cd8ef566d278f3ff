"""Fills a school with generated records for measuring: many pupils, ten years of observations.

The same numbers give the same school. Rows go in by table, as quickly as the file takes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    Base,
    ClassGroup,
    Observation,
    ObservationContext,
    ObservationOutcome,
    Outcome,
    OutcomeNeed,
    OutcomeStep,
    ProvisionChange,
    Pupil,
    ResponseCheck,
    ResponseSubtle,
    ResponseSupport,
    SearchEntry,
    Term,
)
from engagement_desktop.models.school_year import usual_terms
from engagement_desktop.models.states import (
    AreaOfNeed,
    CheckAnswer,
    CheckQuestion,
    ObservationStatus,
    StepStatus,
)
from engagement_desktop.models.upn import check_letter
from engagement_desktop.models.vocabularies import Vocabulary, shipped_words
from engagement_desktop.services.changes import Kind
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
_ACTIVITIES = (
    "Bubble tube, switch on tray",
    "Floor drum",
    "Water tray, pouring jug",
    "Ribbon fan with a switch",
    "Light ball in the dark den",
    "Parachute song",
    "Tastes at snack",
    "Swing, “Ready, steady…”",
)
_PLACES = ("Sensory room", "Classroom", "Hall", "School garden", "Pool", "Home")
_BEGINNINGS = (
    "stilled when the room grew quiet",
    "looked from the adult to the switch",
    "reached across the tray",
    "turned towards the sound",
    "opened both hands",
    "leaned into the next beat",
)
_ENDINGS = (
    "and waited for it to begin again.",
    "before anybody had spoken.",
    "then smiled and looked away.",
    "for the whole of the song.",
    "and did so again a little later.",
    "with a long breath out.",
)
_YEARS = 10
_SEARCH_COLUMNS = "INSERT INTO search_text (rowid, words) VALUES (:id, :words)"
_BATCH = 5_000


@dataclass(frozen=True)
class LargeSchool:
    """The ids of what was made; `longest` is the pupil with the most observations."""

    pupil_ids: tuple[int, ...]
    longest: int
    observations: int


def fill_large_school(
    work: Workspace,
    pupils: int = 200,
    observations: int = 20_000,
    *,
    longest: int = 1_200,
    seed: int = 2026,
) -> LargeSchool:
    """Add `pupils` and `observations` to an open school.

    The first pupil has `longest` of the observations (0: as many as the others); the rest are
    spread evenly. All are approved, with one to three responses each, and can be found by words.
    """
    maker = _Maker(work, Random(seed))  # noqa: S311 - the same school each time
    with work.database.write() as session:
        pupil_ids = maker.pupils(session, pupils)
        for number, pupil_id in enumerate(_shares(pupil_ids, observations, longest)):
            maker.observation(pupil_id, number)
            if number % _BATCH == _BATCH - 1:
                maker.flush(session)
        maker.flush(session)
    return LargeSchool(pupil_ids, pupil_ids[0], observations)


def _shares(pupil_ids: tuple[int, ...], observations: int, longest: int) -> Iterator[int]:
    """The pupil of each observation."""
    first = min(longest, observations) if longest else 0
    others = pupil_ids[1:] if first and len(pupil_ids) > 1 else pupil_ids
    for _ in range(first):
        yield pupil_ids[0]
    for number in range(observations - first):
        yield others[number % len(others)]


class _Maker:
    """Collects rows by table and writes them together."""

    def __init__(self, work: Workspace, rng: Random) -> None:
        self._rng = rng
        self._firsts, self._lasts = _FIRST.split(), _LAST.split()
        self._now = work.now()
        self._staff_id = work.staff_id
        self._rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._texts: list[dict[str, Any]] = []
        self._words = defaultdict(list)
        for word in shipped_words():
            self._words[word.vocabulary].append(word.key)
        self._outcomes: dict[int, int] = {}
        self._next: dict[type[Base], int] = {}

    def pupils(self, session: Session, count: int) -> tuple[int, ...]:
        """Write classes, terms and pupils with an outcome each; the pupils' ids."""
        for kind in (Pupil, ClassGroup, Outcome, Observation, AreaResponse, SearchEntry):
            self._next[kind] = (session.scalar(select(func.max(kind.__table__.c.id))) or 0) + 1
        classes = [self._new(ClassGroup, name=f"Class {n + 1}", position=n) for n in range(20)]
        today = self._now.date()
        if session.scalar(select(Term.id).limit(1)) is None:
            for year in range(today.year - _YEARS, today.year + 1):
                for term in usual_terms(year):
                    self._add(
                        Term, name=term.name, first_day=term.first_day, last_day=term.last_day
                    )
        ids = tuple(self._pupil(n, classes, today) for n in range(count))
        self.flush(session)
        return ids

    def _pupil(self, n: int, classes: list[int], today: date) -> int:
        first = self._firsts[n % len(self._firsts)]
        year = n % 14
        twelve = f"9997{n:04d}{today.year % 100:02d}{n % 100:02d}"
        pupil = self._new(
            Pupil,
            legal_first_name=first,
            legal_last_name=self._lasts[n * 7 % len(self._lasts)],
            preferred_name=first,
            pronouns=("she/her", "he/him", "they/them")[n % 3],
            born_on=date(today.year - 5 - year, 1 + n % 12, 1 + n % 28),
            upn=check_letter(twelve) + twelve,
            actual_year=year,
            class_group_id=classes[n % len(classes)],
            communication=f"{first} looks up for yes. Wait before you ask again.",
            interests="Light, water, music.",
            senses="",
            mobility="",
            medical="",
            regressive_condition=n % 25 == 0,
            plan_kind=self._words[Vocabulary.PLAN_KIND][0],
            plan_review_on=today + timedelta(days=10 + n),
            created_at=self._now,
            updated_at=self._now,
        )
        outcome = self._new(
            Outcome,
            pupil_id=pupil,
            wording=f"{first} starts something enjoyed without being asked.",
            success="In more than one place, with more than one adult.",
            aspiration="",
            set_on=today - timedelta(days=300),
            expected_by=today + timedelta(days=60 + n % 90),
            position=0,
        )
        self._outcomes[pupil] = outcome
        self._add(OutcomeNeed, outcome_id=outcome, area_of_need=AreaOfNeed.COGNITION)
        self._add(
            OutcomeStep,
            outcome_id=outcome,
            wording="Looks at what is wanted.",
            status=StepStatus.IN_PROGRESS,
            status_on=today - timedelta(days=100),
            position=0,
        )
        self._add(
            ProvisionChange,
            pupil_id=pupil,
            what="Ten-second wait",
            from_on=today - timedelta(days=90),
            until_on=None,
            effect="Fewer prompts.",
        )
        return pupil

    def observation(self, pupil_id: int, number: int) -> None:
        """Collect the rows of one observation."""
        rng = self._rng
        occurred = self._moment()
        activity, place = rng.choice(_ACTIVITIES), rng.choice(_PLACES)
        observation = self._new(
            Observation,
            pupil_id=pupil_id,
            status=ObservationStatus.APPROVED,
            occurred_at=occurred,
            minutes=rng.randint(5, 30),
            activity=activity,
            why_activity=rng.choice(self._words[Vocabulary.WHY_ACTIVITY]),
            place=place,
            adults="A familiar adult",
            provision="",
            provision_effect="",
            observer_id=self._staff_id,
            observer_name="",
            who_observed=rng.choice(self._words[Vocabulary.WHO_OBSERVED]),
            knows_pupil="",
            narrative="",
            next_action=rng.choice(self._words[Vocabulary.NEXT_ACTION]),
            next_action_note="same place, another adult.",
            written_by_id=self._staff_id,
            created_at=occurred + timedelta(minutes=30),
            updated_at=occurred + timedelta(minutes=30),
            approved_at=occurred + timedelta(hours=4),
            approved_by_id=self._staff_id,
        )
        areas = rng.sample(list(Area), rng.choice((1, 1, 2, 3)))
        told = [self._response(observation, area) for area in areas]
        for kind, words in (("mood", ("calm", "bright")), ("sleep", ("slept well", "woke early"))):
            self._add(
                ObservationContext,
                observation_id=observation,
                kind=f"context.{kind}",
                text=rng.choice(words),
            )
        if number % 2 == 0:
            self._add(
                ObservationOutcome, observation_id=observation, outcome_id=self._outcomes[pupil_id]
            )
        entry = self._new(
            SearchEntry, kind=Kind.OBSERVATION.value, record_id=observation, pupil_id=pupil_id
        )
        self._texts.append({"id": entry, "words": "\n".join((activity, place, *told))})

    def _response(self, observation: int, area: Area) -> str:
        rng, words = self._rng, self._words
        did = f"The pupil {rng.choice(_BEGINNINGS)} {rng.choice(_ENDINGS)}"
        response = self._new(
            AreaResponse,
            observation_id=observation,
            area=area,
            what_pupil_did=did,
            how_established=rng.choice(words[Vocabulary.HOW_ESTABLISHED]),
            what_this_shows=rng.choice(words[Vocabulary.WHAT_THIS_SHOWS]),
            consistency=rng.choice(words[Vocabulary.CONSISTENCY]),
            confidence=rng.choice(words[Vocabulary.CONFIDENCE]),
        )
        self._add(ResponseSupport, response_id=response, word=rng.choice(words[Vocabulary.SUPPORT]))
        for word in rng.sample(words[Vocabulary.SUBTLE_RESPONSE], 2):
            self._add(ResponseSubtle, response_id=response, word=word)
        for question in CheckQuestion:
            self._add(
                ResponseCheck,
                response_id=response,
                question=question,
                answer=CheckAnswer.YES,
                note="",
            )
        return did

    def _moment(self) -> datetime:
        """A time in school hours on a weekday of the last ten years."""
        day = self._now - timedelta(days=self._rng.randint(1, 365 * _YEARS))
        while day.weekday() > 4:
            day -= timedelta(days=1)
        return day.replace(
            hour=self._rng.randint(9, 14), minute=self._rng.randint(0, 59), second=0, microsecond=0
        )

    def _new(self, record: type[Base], /, **values: Any) -> int:
        """Collect a row that others refer to; its id."""
        number = self._next[record]
        self._next[record] += 1
        self._add(record, id=number, **values)
        return number

    def _add(self, record: type[Base], /, **values: Any) -> None:
        table = record.__table__
        assert isinstance(table, Table)
        self._rows[table].append(values)

    def flush(self, session: Session) -> None:
        """Write what was collected, parents before children."""
        for table in Base.metadata.sorted_tables:
            if rows := self._rows.pop(table, None):
                session.execute(insert(table), rows)
        if self._texts:
            session.execute(text(_SEARCH_COLUMNS), self._texts)
            self._texts = []
