"""The report to governors and the local authority: written for a period, kept as it is typed.

The words are the writer's. Beside them stands what the records of enough pupils say together
(`models/small_groups`): which words were used, and how many records there are; never of one pupil,
and never how many pupils got how far.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.days import day_begins, day_ends
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.records import (
    AreaResponse,
    Conversation,
    Judgement,
    Moderation,
    ModerationMeeting,
    Observation,
    Outcome,
    OutcomeEvent,
    OutcomeNeed,
    Plan,
    Report,
    ResponseSupport,
    SchoolReport,
    Term,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.school_year import first_year, school_year, year_bounds
from engagement_desktop.models.small_groups import may_be_told
from engagement_desktop.models.states import (
    AreaOfNeed,
    ObservationStatus,
    OutcomeEventKind,
    ReportKind,
)
from engagement_desktop.models.vocabularies import Vocabulary, Words
from engagement_desktop.models.withholding import Withholder
from engagement_desktop.reports import governors as paper
from engagement_desktop.services import names_held
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.leaving import Leaving
from engagement_desktop.services.report_gathering import school_details
from engagement_desktop.services.report_views import Preview
from engagement_desktop.services.workspace import Workspace

_INSTEAD = "a pupil"


@dataclass(frozen=True)
class Period:
    """The days that a report is about, and what they are called: “2026–27”, “Autumn term”."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class GovernorsForm:
    """The writer's words, part by part."""

    outcomes: str = ""
    provision: str = ""
    learnt: str = ""
    next_steps: str = ""


@dataclass(frozen=True)
class GovernorsView:
    """A report as it is written."""

    id: int
    period: Period
    form: GovernorsForm


def periods(work: Workspace) -> tuple[Period, ...]:
    """What a report can be about: this school year and the last, and their terms."""
    this = school_year(work.today())
    before = school_year(date(first_year(work.today()), 8, 31))
    years = [Period(label, *year_bounds(label)) for label in (this, before)]
    with work.database.read() as session:
        terms = session.scalars(
            select(Term)
            .where(Term.first_day >= years[1].first, Term.first_day <= work.today())
            .order_by(Term.first_day.desc())
        )
        return (*years, *(Period(term.name, term.first_day, term.last_day) for term in terms))


def begin(work: Workspace, period: Period) -> Saved[GovernorsView]:
    """Begin the report of a period, or find the one there is.

    Raises:
        NotAllowed: whoever is signed in does not report to governors.
    """
    with work.writing(Act.GOVERN) as session:
        row = session.scalars(
            select(SchoolReport).where(
                SchoolReport.first_day == period.first, SchoolReport.last_day == period.last
            )
        ).one_or_none()
        if row is None:
            row = SchoolReport(
                first_day=period.first,
                last_day=period.last,
                updated_at=work.now(),
                written_by_id=work.staff_id,
            )
            session.add(row)
            session.flush()
        form = GovernorsForm(row.outcomes, row.provision, row.learnt, row.next_steps)
        return Saved(GovernorsView(row.id, period, form), Changes.of(Kind.REPORT, row.id))


def save(work: Workspace, report_id: int, form: GovernorsForm) -> Saved[object]:
    """Write the words as typed.

    Raises:
        NotAllowed, and AppError: it is gone.
    """
    with work.writing(Act.GOVERN) as session:
        row = session.get(SchoolReport, report_id)
        if row is None:
            raise AppError("This report is no longer in the school’s file.")
        row.outcomes, row.provision = form.outcomes, form.provision
        row.learnt, row.next_steps = form.learnt, form.next_steps
        row.updated_at, row.written_by_id = work.now(), work.staff_id
        return Saved(None, Changes.of(Kind.REPORT, report_id))


def preview(
    work: Workspace, view: GovernorsView, *, edition: Edition = Edition.ORDINARY
) -> Preview:
    """The report as it would be printed, with the words of `view`, saved or not.

    Raises:
        NotAllowed.
    """
    work.require(Act.GOVERN)
    words = work.words()
    with work.database.read() as session:
        pupils = Withholder(names_held.every_pupil(session), instead=_INSTEAD)
        data = _Gathering(session, view, words).report(work.today())
    texts = (text for part in data.parts for text in (part.words, *part.recorded))
    keys = {key for text in texts for key in pupils.found(text)}
    named = sorted({person.name for person in pupils.people if person.key in keys})
    parts = tuple(
        replace(part, words=pupils(part.words), recorded=tuple(map(pupils, part.recorded)))
        for part in data.parts
    )
    out = io.BytesIO()
    paper.render(replace(data, parts=parts), out, edition=edition)
    warnings = (f"No pupil is named here. Put into words: {', '.join(named)}.",) if named else ()
    leaving = Leaving("school_report", (view.id,), Act.GOVERN)
    return Preview(out.getvalue(), leaving, warnings=warnings)


class _Gathering:
    """What the records of a period say of enough pupils together."""

    def __init__(self, session: Session, view: GovernorsView, words: Words) -> None:
        self._session, self._view, self._words = session, view, words
        self._first, self._last = view.period.first, view.period.last
        self._moments = day_begins(self._first), day_ends(self._last)
        self._approved = (
            Observation.status == ObservationStatus.APPROVED,
            Observation.occurred_at.between(*self._moments),
        )

    def report(self, today: date) -> paper.GovernorsReport:
        form = self._view.form
        return paper.GovernorsReport(
            school=school_details(self._session),
            first=self._first,
            last=self._last,
            written_on=today,
            records=tuple(self._records()),
            parts=(
                paper.Told(
                    "Outcomes",
                    form.outcomes,
                    "What was seen in this time, in the words of the model (5.1):",
                    self._shown(),
                ),
                paper.Told(
                    "Provision",
                    form.provision,
                    "Ways of support that pupils were given:",
                    self._support(),
                ),
                paper.Told(
                    "What moderation taught us",
                    form.learnt,
                    "From our meetings:",
                    self._meetings(),
                ),
                paper.Told("What comes next", form.next_steps),
            ),
        )

    def _records(self) -> Iterable[tuple[str, str]]:
        """What was done, each counted in records; what concerns too few pupils is left out."""
        days = (self._first, self._last)
        counted: tuple[tuple[str, Select[int]], ...] = (
            ("Observations approved", select(Observation.pupil_id).where(*self._approved)),
            (
                "Judgements",
                select(Judgement.pupil_id).where(Judgement.made_at.between(*self._moments)),
            ),
            ("Plans reviewed", select(Plan.pupil_id).where(Plan.reviewed_on.between(*days))),
            (
                "Outcomes achieved",
                select(Outcome.pupil_id).where(
                    Outcome.closed_on.between(*days),
                    Outcome.id.in_(
                        select(OutcomeEvent.outcome_id).where(
                            OutcomeEvent.kind == OutcomeEventKind.ACHIEVED,
                            OutcomeEvent.at.between(*self._moments),
                        )
                    ),
                ),
            ),
            (
                "Moderations agreed",
                select(Moderation.pupil_id).where(Moderation.agreed_on.between(*days)),
            ),
            (
                "Conversations with parents and carers",
                select(Conversation.pupil_id).where(Conversation.held_on.between(*days)),
            ),
            *(
                (
                    f"Given: {kind.value}",
                    select(Report.pupil_id).where(
                        Report.kind == kind, Report.given_on.between(*days)
                    ),
                )
                for kind in (ReportKind.YEAR_END, ReportKind.EHC_REVIEW)
            ),
            *(
                (
                    f"Outcomes: {need.value}",
                    select(Outcome.pupil_id).where(
                        Outcome.id.in_(
                            select(OutcomeNeed.outcome_id).where(OutcomeNeed.area_of_need == need)
                        ),
                        Outcome.set_on <= self._last,
                        (Outcome.closed_on.is_(None)) | (Outcome.closed_on >= self._first),
                    ),
                )
                for need in AreaOfNeed
            ),
        )
        for what, query in counted:
            pupils = self._session.scalars(query).all()
            if may_be_told(pupils):
                yield what, f"{len(pupils):,}"

    def _shown(self) -> tuple[str, ...]:
        rows = self._session.execute(
            select(AreaResponse.what_this_shows, Observation.pupil_id)
            .join(Observation, Observation.id == AreaResponse.observation_id)
            .where(*self._approved, AreaResponse.what_this_shows.is_not(None))
        )
        return self._told(rows, Vocabulary.WHAT_THIS_SHOWS)

    def _support(self) -> tuple[str, ...]:
        rows = self._session.execute(
            select(ResponseSupport.word, Observation.pupil_id)
            .join(AreaResponse, AreaResponse.id == ResponseSupport.response_id)
            .join(Observation, Observation.id == AreaResponse.observation_id)
            .where(*self._approved)
        )
        return self._told(rows, Vocabulary.SUPPORT)

    def _told(self, rows: Iterable[Row[Any, int]], vocabulary: Vocabulary) -> tuple[str, ...]:
        """The words of a vocabulary that were chosen for enough pupils, in their usual order."""
        pupils: dict[str, set[int]] = defaultdict(set)
        for word, pupil_id in rows:
            pupils[word].add(pupil_id)
        return tuple(
            word.text
            for word in self._words.all
            if word.vocabulary is vocabulary and may_be_told(pupils[word.key])
        )

    def _meetings(self) -> tuple[str, ...]:
        """What meetings learnt of the model and its use, which is of no single pupil."""
        found = self._session.scalars(
            select(ModerationMeeting.learnt)
            .where(ModerationMeeting.held_on.between(self._first, self._last))
            .order_by(ModerationMeeting.held_on, ModerationMeeting.id)
        )
        return tuple(" ".join(text.split()) for text in found if text.strip())
