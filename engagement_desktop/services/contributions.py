"""What parents, therapists and colleagues tell of a pupil, in their own words (4, 4.6, 4.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Contribution, ContributionArea
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ContributionKind
from engagement_desktop.services import bin_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.staff_names import StaffNames
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search


@dataclass(frozen=True)
class ContributionForm:
    """A contribution as typed."""

    kind: ContributionKind = ContributionKind.HOME
    told_on: date | None = None
    told_by: str = ""
    knows_pupil: str = ""
    words: str = ""
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True)
class ContributionView:
    """A contribution as it is read."""

    id: int
    form: ContributionForm
    written_by: str


def list_contributions(work: Workspace, pupil_id: int) -> tuple[ContributionView, ...]:
    """The contributions on a pupil, the latest first."""
    with work.database.read() as session:
        names = StaffNames(session)
        rows = session.scalars(
            select(Contribution)
            .where(Contribution.pupil_id == pupil_id)
            .order_by(Contribution.told_on.desc(), Contribution.id.desc())
            .options(selectinload(Contribution.areas))
        )
        return tuple(
            ContributionView(row.id, _form(row), names.of(row.written_by_id)) for row in rows
        )


def save_contribution(
    work: Workspace, pupil_id: int, contribution_id: int | None, form: ContributionForm
) -> Saved[int]:
    """Write a contribution; with `contribution_id` None a new one. The value is its id.

    Raises:
        InvalidInput: no words, nobody who told them, or a day still to come.
    """
    told_on = form.told_on or work.today()
    problems = []
    if not form.words.strip():
        problems.append(FieldProblem("words", "Please write what was told."))
    if not form.told_by.strip():
        problems.append(FieldProblem("told_by", "Please write who told it."))
    if told_on > work.today():
        problems.append(FieldProblem("told_on", "This day is still to come."))
    if problems:
        raise InvalidInput(tuple(problems))
    with work.writing(Act.RECORD) as session:
        if contribution_id is None:
            row = Contribution(pupil_id=pupil_id, written_by_id=work.staff_id)
            session.add(row)
        else:
            row = _row(session, contribution_id)
        row.kind, row.told_on = form.kind, told_on
        row.told_by, row.knows_pupil = form.told_by.strip(), form.knows_pupil.strip()
        row.words, row.updated_at = form.words.strip(), work.now()
        known = {link.area: link for link in row.areas}
        row.areas = [known.get(area) or ContributionArea(area=area) for area in form.areas]
        session.flush()
        index(session, row)
        saved = row.id
    return Saved(saved, Changes.of(Kind.CONTRIBUTION, saved, pupils=[pupil_id]))


def remove_contribution(work: Workspace, contribution_id: int) -> Saved[int]:
    """Remove a contribution, into the bin; the value is its entry there."""
    with work.writing(Act.RECORD) as session:
        row = _row(session, contribution_id)
        changes = Changes.of(Kind.CONTRIBUTION, row.id, pupils=[row.pupil_id])
        entry = bin_rows.put(
            work, session, row, row.told_by, pupil_id=row.pupil_id, on_day=row.told_on
        )
    return Saved(entry, changes)


def index(session: Session, row: Contribution) -> None:
    """Let a contribution be found by its words and by who told it."""
    search.put(session, Kind.CONTRIBUTION, row.id, row.pupil_id, f"{row.told_by}\n{row.words}")


def _form(row: Contribution) -> ContributionForm:
    spoken_of = {link.area for link in row.areas}
    return ContributionForm(
        row.kind,
        row.told_on,
        row.told_by,
        row.knows_pupil,
        row.words,
        tuple(area for area in Area if area in spoken_of),
    )


def _row(session: Session, contribution_id: int) -> Contribution:
    row = session.get(Contribution, contribution_id)
    if row is None:
        raise AppError(
            "This contribution is no longer there.", to_do="The page shows what is there now."
        )
    return row
