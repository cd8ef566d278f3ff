"""Judgements: one pupil, one area, one term, in words, resting on chosen observations (5.3).

The page shows evidence, context coverage and what was judged before; the teacher judges (4.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models import judging
from engagement_desktop.models.areas import Area
from engagement_desktop.models.days import day_begins
from engagement_desktop.models.records import (
    AreaResponse,
    Judgement,
    JudgementObservation,
    JudgementRevision,
    Observation,
    Term,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.context_coverage import Where
from engagement_desktop.services.contexts_seen import SeenWhere, contexts_seen
from engagement_desktop.services.observation_rows import OWN_RESPONSES
from engagement_desktop.services.pupil_rows import preferred_name
from engagement_desktop.services.staff_names import StaffNames
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search
from engagement_desktop.storage.database import plain_rows


@dataclass(frozen=True)
class TermView:
    """A term in which can be judged."""

    id: int
    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class JudgementForm:
    """A judgement as typed; the words of vocabularies by their keys."""

    how_established: str | None = None
    what_this_shows: str | None = None
    words: str = ""
    not_yet_seen: str = ""
    observation_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class SeenResponse:
    """A response that a judgement can rest on, or rests on."""

    observation_id: int
    day: date
    activity: str
    place: str
    what_pupil_did: str
    how_established: str
    """In the school's words; empty if it was not said."""


@dataclass(frozen=True)
class EarlierWords:
    """What a judgement said before it was changed, who said it and when."""

    how_established: str
    what_this_shows: str
    words: str
    not_yet_seen: str
    made_on: date
    made_by: str


@dataclass(frozen=True)
class JudgementView:
    """A judgement as it is read; `form` is what it says, the rest is for showing."""

    id: int
    area: Area
    term: TermView
    form: JudgementForm
    how_established: str
    what_this_shows: str
    made_on: date
    made_by: str
    rests_on: tuple[SeenResponse, ...] = ()
    earlier: tuple[EarlierWords, ...] = ()
    """Like what it rests on, not told of a term before the one shown: of that the words alone stand
    beside it."""


@dataclass(frozen=True)
class ContextLine:
    """Places, adults or times of day: in which a response was seen, and in which not yet (5.3)."""

    where: Where
    seen: tuple[str, ...]
    not_yet: tuple[str, ...]


@dataclass(frozen=True)
class AreaInTerm:
    """One area in the term shown: the judgement if there is one, those of earlier terms (the
    latest first), the responses it can rest on, and where it was seen."""

    area: Area
    judgement: JudgementView | None
    before: tuple[JudgementView, ...]
    responses: tuple[SeenResponse, ...]
    contexts: tuple[ContextLine, ...]


@dataclass(frozen=True)
class TermJudgements:
    """Everything on the judgements page; no term means the school has none yet."""

    name: str
    terms: tuple[TermView, ...]
    term: TermView | None
    areas: tuple[AreaInTerm, ...]


def term_judgements(work: Workspace, pupil_id: int, term_id: int | None = None) -> TermJudgements:
    """The five areas of a pupil in a term; without `term_id` the one that today falls in.

    Raises:
        AppError: the pupil is gone.
    """
    words = work.words()
    with work.database.read() as session:
        name = preferred_name(session, pupil_id)
        terms = _terms(session)
        term = next((each for each in terms if each.id == term_id), None) or judging.term_at(
            terms, work.today()
        )
        if term is None:
            return TermJudgements(name, terms, None, ())
        judged = _judgements(session, pupil_id, words, term)
        before = _before(session, pupil_id, words, term, terms)
        responses = _responses(session, pupil_id, words, term)
        where = contexts_seen(session, pupil_id, term.first_day, term.last_day)
    return TermJudgements(
        name,
        terms,
        term,
        tuple(
            AreaInTerm(
                area=area,
                judgement=next((each for each in judged if each.area is area), None),
                before=tuple(each for each in before if each.area is area),
                responses=tuple(each for of, each in responses if of is area),
                contexts=_contexts(where, area),
            )
            for area in Area
        ),
    )


def list_judgements(work: Workspace, pupil_id: int) -> tuple[JudgementView, ...]:
    """All judgements of a pupil, the latest term first."""
    words = work.words()
    with work.database.read() as session:
        return _judgements(session, pupil_id, words)


def save_judgement(
    work: Workspace, pupil_id: int, area: Area, term_id: int, form: JudgementForm
) -> Saved[int]:
    """Write the judgement of an area in a term; what it said before is kept. The value is its id.

    Raises:
        InvalidInput: it says nothing, or rests on nothing.
    """
    problems = judging.problems(form.words, form.how_established, len(form.observation_ids))
    if problems:
        raise InvalidInput(problems)
    tidy = replace(form, words=form.words.strip(), not_yet_seen=form.not_yet_seen.strip())
    with work.writing(Act.RECORD) as session:
        row = session.scalar(
            select(Judgement).where(
                Judgement.pupil_id == pupil_id,
                Judgement.area == area,
                Judgement.term_id == term_id,
            )
        )
        if row is None:
            row = Judgement(pupil_id=pupil_id, area=area, term_id=term_id)
            session.add(row)
        else:
            _keep_earlier(work, row, tidy)
        row.how_established, row.what_this_shows = tidy.how_established, tidy.what_this_shows
        row.words, row.not_yet_seen = tidy.words, tidy.not_yet_seen
        row.made_at, row.made_by_id = work.now(), work.staff_id
        _rest_on(session, row, tidy.observation_ids)
        session.flush()
        index(session, row)
        saved = row.id
    return Saved(saved, Changes.of(Kind.JUDGEMENT, saved, pupils=[pupil_id]))


def index(session: Session, row: Judgement) -> None:
    """Let a judgement be found by its words."""
    search.put(session, Kind.JUDGEMENT, row.id, row.pupil_id, f"{row.words}\n{row.not_yet_seen}")


def _contexts(met: Sequence[SeenWhere], area: Area) -> tuple[ContextLine, ...]:
    return tuple(
        ContextLine(
            where,
            tuple(each.name for each in met if each.where is where and area in each.areas),
            tuple(each.name for each in met if each.where is where and area not in each.areas),
        )
        for where in Where
    )


def _keep_earlier(work: Workspace, row: Judgement, form: JudgementForm) -> None:
    said = (row.how_established, row.what_this_shows, row.words, row.not_yet_seen)
    says = (form.how_established, form.what_this_shows, form.words, form.not_yet_seen)
    if judging.keeps_earlier(
        row.made_at.astimezone().date(),
        row.made_by_id,
        work.today(),
        work.staff_id,
        says_otherwise=said != says,
    ):
        row.earlier.append(
            JudgementRevision(
                how_established=row.how_established,
                what_this_shows=row.what_this_shows,
                words=row.words,
                not_yet_seen=row.not_yet_seen,
                made_at=row.made_at,
                made_by_id=row.made_by_id,
            )
        )


def _rest_on(session: Session, row: Judgement, observation_ids: tuple[int, ...]) -> None:
    """Only approved observations of this very pupil are something to rest on."""
    found = set(
        session.scalars(
            select(Observation.id).where(
                Observation.id.in_(observation_ids),
                Observation.pupil_id == row.pupil_id,
                Observation.status == ObservationStatus.APPROVED,
            )
        )
    )
    if found != set(observation_ids):
        raise AppError(
            "One of the observations is no longer approved, or no longer there.",
            safe="What you wrote is still here.",
            to_do="Please choose again what the judgement rests on.",
        )
    known = {link.observation_id: link for link in row.rests_on}
    row.rests_on = [
        known.get(number) or JudgementObservation(observation_id=number) for number in sorted(found)
    ]


def _terms(session: Session) -> tuple[TermView, ...]:
    rows = session.execute(
        select(Term.id, Term.name, Term.first_day, Term.last_day).order_by(Term.first_day.desc())
    )
    return tuple(TermView(*row) for row in rows)


def _judgements(
    session: Session, pupil_id: int, words: Words, shown: TermView | None = None
) -> tuple[JudgementView, ...]:
    """Of a pupil, the latest term first; with `shown` of that term alone."""
    within = [] if shown is None else [Judgement.term_id == shown.id]
    found = session.scalars(
        select(Judgement)
        .join(Term, Term.id == Judgement.term_id)
        .where(Judgement.pupil_id == pupil_id, *within)
        .order_by(Term.first_day.desc())
        .options(
            joinedload(Judgement.term),
            selectinload(Judgement.rests_on),
            selectinload(Judgement.earlier),
        )
    ).all()
    if not found:
        return ()
    names = StaffNames(session)
    chosen = (
        select(JudgementObservation.observation_id)
        .join(Judgement)
        .where(Judgement.pupil_id == pupil_id)
    )
    if shown is not None:
        chosen = chosen.where(Judgement.term_id == shown.id)
    seen = {
        (area, response.observation_id): response
        for area, response in _seen(session, words, Observation.id.in_(chosen))
    }
    return tuple(_view(row, words, names, seen) for row in found)


def _before(
    session: Session, pupil_id: int, words: Words, shown: TermView, terms: Sequence[TermView]
) -> tuple[JudgementView, ...]:
    """What was judged in the terms before, the latest first: ten years of it, as plain rows."""
    earlier = {term.id: term for term in terms if term.first_day < shown.first_day}
    found = plain_rows(
        session,
        select(
            Judgement.id,
            Judgement.area,
            Judgement.term_id,
            Judgement.how_established,
            Judgement.what_this_shows,
            Judgement.words,
            Judgement.not_yet_seen,
            Judgement.made_at,
            Judgement.made_by_id,
        ).where(Judgement.pupil_id == pupil_id, Judgement.term_id.in_(earlier)),
    ).all()
    names = StaffNames(session)
    views = [
        JudgementView(
            id=number,
            area=area,
            term=earlier[term_id],
            form=JudgementForm(established, shows, said, not_yet),
            how_established=words.text(established),
            what_this_shows=words.text(shows),
            made_on=made_at.astimezone().date(),
            made_by=names.of(made_by_id),
        )
        for number, area, term_id, established, shows, said, not_yet, made_at, made_by_id in found
    ]
    return tuple(sorted(views, key=lambda view: view.term.first_day, reverse=True))


def _view(
    row: Judgement,
    words: Words,
    names: StaffNames,
    seen: dict[tuple[Area, int], SeenResponse],
) -> JudgementView:
    rests_on = [
        seen[row.area, link.observation_id]
        for link in row.rests_on
        if (row.area, link.observation_id) in seen
    ]
    return JudgementView(
        id=row.id,
        area=row.area,
        term=TermView(row.term.id, row.term.name, row.term.first_day, row.term.last_day),
        form=JudgementForm(
            row.how_established,
            row.what_this_shows,
            row.words,
            row.not_yet_seen,
            tuple(link.observation_id for link in row.rests_on),
        ),
        how_established=words.text(row.how_established),
        what_this_shows=words.text(row.what_this_shows),
        made_on=row.made_at.astimezone().date(),
        made_by=names.of(row.made_by_id),
        rests_on=tuple(sorted(rests_on, key=lambda response: response.day, reverse=True)),
        earlier=tuple(
            EarlierWords(
                words.text(was.how_established),
                words.text(was.what_this_shows),
                was.words,
                was.not_yet_seen,
                was.made_at.astimezone().date(),
                names.of(was.made_by_id),
            )
            for was in reversed(row.earlier)
        ),
    )


def _responses(
    session: Session, pupil_id: int, words: Words, term: TermView
) -> tuple[tuple[Area, SeenResponse], ...]:
    """The responses of approved observations in a term, the latest first."""
    first = day_begins(term.first_day)
    after = day_begins(term.last_day + timedelta(days=1))
    return _seen(
        session,
        words,
        Observation.pupil_id == pupil_id,
        # most are: the pupil's own index answers, not the one by status, of the whole school
        func.likely(Observation.status == ObservationStatus.APPROVED),
        Observation.occurred_at >= first,
        Observation.occurred_at < after,
    )


def _seen(
    session: Session, words: Words, *where: ColumnElement[bool]
) -> tuple[tuple[Area, SeenResponse], ...]:
    rows = session.execute(
        select(
            AreaResponse.area,
            Observation.id,
            Observation.occurred_at,
            Observation.activity,
            Observation.place,
            AreaResponse.what_pupil_did,
            AreaResponse.how_established,
        )
        .join(Observation, OWN_RESPONSES)
        .where(*where)
        .order_by(Observation.occurred_at.desc(), Observation.id.desc())
    )
    return tuple(
        (
            area,
            SeenResponse(
                number, at.astimezone().date(), activity, place, did, words.text(established)
            ),
        )
        for area, number, at, activity, place, did, established in rows
    )
