"""The school's terms: their names and days, a year more, and what rests on each.

A judgement belongs to a term and rests on observations that somebody chose, so it stays as it was
written when the term's days move; a term on which something rests is not taken out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models import terms as rules
from engagement_desktop.models.records import FormDraft, Judgement, Term
from engagement_desktop.models.roles import Act
from engagement_desktop.models.school_year import first_year, school_year, usual_terms, year_bounds
from engagement_desktop.models.terms import TermForm
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.form_drafts import FormKind
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class TermLine:
    """A term, and how many judgements were made in it."""

    id: int
    name: str
    first_day: date
    last_day: date
    judgements: int

    @property
    def form(self) -> TermForm:
        """The term as it can be changed."""
        return TermForm(self.name, self.first_day, self.last_day)


@dataclass(frozen=True)
class YearOfTerms:
    """A school year (“2026–27”) and its terms, the earliest first."""

    label: str
    terms: tuple[TermLine, ...]


def list_years(work: Workspace) -> tuple[YearOfTerms, ...]:
    """The school years that have terms, the latest first."""
    rests = (
        select(Judgement.term_id, func.count().label("many")).group_by(Judgement.term_id).subquery()
    )
    with work.database.read() as session:
        found = session.execute(
            select(
                Term.id, Term.name, Term.first_day, Term.last_day, func.coalesce(rests.c.many, 0)
            )
            .outerjoin(rests, rests.c.term_id == Term.id)
            .order_by(Term.first_day)
        )
        years: dict[str, list[TermLine]] = {}
        for row in found:
            line = TermLine(*row)
            years.setdefault(school_year(line.first_day), []).append(line)
    return tuple(YearOfTerms(label, tuple(lines)) for label, lines in reversed(years.items()))


def next_year(years: Sequence[YearOfTerms], today: date) -> str:
    """The school year that comes after the last one that has terms, or that of today."""
    if not years:
        return school_year(today)
    return school_year(date(first_year(years[0].terms[-1].first_day) + 1, 9, 1))


def save_term(work: Workspace, term_id: int | None, form: TermForm) -> Saved[int]:
    """Write a term; with `term_id` None a new one. The value is its number.

    Raises:
        InvalidInput: no name, no days, days that run backwards or into another term.
    """
    with work.writing(Act.SCHOOL) as session:
        rows = session.scalars(select(Term)).all()
        others = [_form(row) for row in rows if row.id != term_id]
        problems = rules.problems(form, others)
        if problems or form.first_day is None or form.last_day is None:
            raise InvalidInput(problems)
        row = Term() if term_id is None else _row(session, term_id)
        row.name = " ".join(form.name.split())
        row.first_day, row.last_day = form.first_day, form.last_day
        session.add(row)
        session.flush()
        number = row.id
    return Saved(number, _changes(work))


def add_year(work: Workspace) -> Saved[str]:
    """Give the next school year the usual terms, to be changed to the school's own; the value is
    the year.

    Raises:
        AppError: a term of that year is there already.
    """
    label = next_year(list_years(work), work.today())
    first, last = year_bounds(label)
    with work.writing(Act.SCHOOL) as session:
        if session.scalar(select(Term.id).where(Term.first_day <= last, Term.last_day >= first)):
            raise AppError(
                f"The school year {label} has terms already.", safe="Nothing was changed."
            )
        session.add_all(
            Term(name=term.name, first_day=term.first_day, last_day=term.last_day)
            for term in usual_terms(first.year)
        )
    return Saved(label, _changes(work))


def remove_term(work: Workspace, term_id: int) -> Saved[TermForm]:
    """Take out a term on which nothing rests. The value is how it was, to put it back.

    Raises:
        AppError: a judgement belongs to it, or one that is being written.
    """
    with work.writing(Act.SCHOOL) as session:
        row = _row(session, term_id)
        if _rested_on(session, term_id):
            raise AppError(
                f"Judgements rest on “{row.name}”, so it cannot be taken out.",
                safe="Nothing was changed.",
                to_do="Its name and its days can be changed.",
            )
        was = _form(row)
        session.delete(row)
    return Saved(was, _changes(work))


def _rested_on(session: Session, term_id: int) -> bool:
    """Whether a judgement of this term was made, or begun by somebody and not saved yet."""
    made = select(Judgement.id).where(Judgement.term_id == term_id).limit(1)
    begun = select(FormDraft.which).where(FormDraft.form == FormKind.JUDGEMENT.value)
    return session.scalar(made) is not None or any(
        which.endswith(f" {term_id}") for which in session.scalars(begun)
    )


def _changes(work: Workspace) -> Changes:
    return Changes.of(Kind.SCHOOL, work.school_id)


def _form(row: Term) -> TermForm:
    return TermForm(row.name, row.first_day, row.last_day)


def _row(session: Session, term_id: int) -> Term:
    row = session.get(Term, term_id)
    if row is None:
        raise AppError("This term is no longer there.", to_do="The page shows what is there now.")
    return row
