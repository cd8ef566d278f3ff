"""Responses laid side by side that are kept as a record, and brought into a report (4.5, 4.7).

Two clips compared in the reviewer are a record of their own (`services.comparisons`); these are
compared by what was written of them, with or without clips.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    Observation,
    ParagraphSource,
    Report,
    StaffMember,
    ThenAndNow,
    ThenAndNowResponse,
)
from engagement_desktop.models.report_parts import area_part
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ObservationStatus, ReportKind
from engagement_desktop.services import bin_rows, report_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class KeptComparison:
    """A kept comparison: its responses and their local days, the earliest first."""

    id: int
    pupil_id: int
    area: Area
    response_ids: tuple[int, ...]
    days: tuple[date, ...]
    words: str
    kept_at: datetime
    kept_by: str


def kept_comparisons(work: Workspace, pupil_id: int) -> tuple[KeptComparison, ...]:
    """What is kept of a pupil, the latest first; one whose responses are gone is left out."""
    with work.database.read() as session:
        rows = session.scalars(
            select(ThenAndNow)
            .where(ThenAndNow.pupil_id == pupil_id)
            .order_by(ThenAndNow.kept_at.desc(), ThenAndNow.id.desc())
        )
        found = (_view(session, row) for row in rows)
        return tuple(view for view in found if len(view.response_ids) > 1)


def keep(work: Workspace, response_ids: Sequence[int], words: str = "") -> Saved[KeptComparison]:
    """Keep responses of one pupil in one area side by side, and what was seen.

    Where the same ones are kept already, that record takes the words.

    Raises:
        AppError: they are not two or more of one pupil and area, or one is gone.
    """
    with work.writing(Act.OBSERVE) as session:
        row = _kept(work, session, response_ids)
        row.words = words.strip()
        session.flush()
        return Saved(_view(session, row), _changes(row))


def take_away(work: Workspace, kept_id: int) -> Saved[int]:
    """Take a kept comparison away, into the bin; the observations stay as they are. The value is
    its entry there.

    Raises:
        AppError: it is gone already.
    """
    with work.writing(Act.OBSERVE) as session:
        row = session.get(ThenAndNow, kept_id)
        if row is None:
            raise AppError("This comparison is no longer kept.")
        changes, day = _changes(row), row.kept_at.astimezone().date()
        title = f"{row.area.title}: {row.words}" if row.words else row.area.title
        entry = bin_rows.put(work, session, row, title, pupil_id=row.pupil_id, on_day=day)
    return Saved(entry, changes)


def put_in_report(
    work: Workspace, report_id: int, response_ids: Sequence[int]
) -> Saved[KeptComparison]:
    """Keep the comparison, and write it into a draft report as dated sentences with their sources.

    In the parents' report it stands in the area's part, in the review evidence under the outcome
    that the observations touch. What is written there already stays before it.

    Raises:
        AppError: the report is no draft or another pupil's, an observation is not approved, or
            none of the outcomes is touched.
    """
    with work.writing(Act.REPORT) as session:
        report = report_rows.open_row(session, report_id)
        row = _kept(work, session, response_ids)
        if report.pupil_id != row.pupil_id:
            raise AppError("This report is about another pupil.", safe="Nothing was changed.")
        session.flush()
        responses = _responses(session, response_ids)
        _ask_for_approval(responses)
        paragraph = report_rows.paragraph_row(session, report, _part(report, row.area, responses))
        sentences = (f"{_day(each)}: {each.what_pupil_did.strip()}" for each in responses)
        written = [sentence for sentence in sentences if sentence not in paragraph.text]
        paragraph.text = "\n\n".join(filter(None, (paragraph.text.rstrip(), *written)))
        resting = {source.observation_id for source in paragraph.sources}
        paragraph.sources += [
            ParagraphSource(observation_id=each.observation_id)
            for each in responses
            if each.observation_id not in resting
        ]
        report.updated_at = work.now()
        session.flush()
        return Saved(_view(session, row), _changes(row) | report_rows.changes_of(report))


def _kept(work: Workspace, session: Session, response_ids: Sequence[int]) -> ThenAndNow:
    """The record of exactly these responses, made if there is none."""
    responses = _responses(session, response_ids)
    alike = {(each.observation.pupil_id, each.area) for each in responses}
    if len(responses) < 2 or len(alike) != 1:
        raise AppError(
            "Responses of one pupil in one area are compared, at least two of them.",
            safe="Nothing was changed.",
        )
    ((pupil_id, area),) = alike
    wanted = {each.id for each in responses}
    for row in session.scalars(select(ThenAndNow).where(ThenAndNow.pupil_id == pupil_id)):
        if {each.response_id for each in row.responses} == wanted:
            return row
    made = ThenAndNow(
        pupil_id=pupil_id,
        area=area,
        kept_at=work.now(),
        kept_by_id=work.staff_id,
        responses=[ThenAndNowResponse(response_id=number) for number in sorted(wanted)],
    )
    session.add(made)
    return made


def _responses(session: Session, response_ids: Sequence[int]) -> list[AreaResponse]:
    """The responses with their observations, the earliest first."""
    found = session.scalars(
        select(AreaResponse)
        .join(AreaResponse.observation)
        .options(joinedload(AreaResponse.observation).selectinload(Observation.outcomes))
        .where(AreaResponse.id.in_(response_ids))
        .order_by(Observation.occurred_at, Observation.id)
    ).all()
    if len(found) < len(set(response_ids)):
        raise AppError("One of these responses is no longer in the school’s file.")
    return list(found)


def _ask_for_approval(responses: Sequence[AreaResponse]) -> None:
    for each in responses:
        if each.observation.status is not ObservationStatus.APPROVED:
            raise AppError(
                f"The observation of {_day(each)} is not approved yet, and a report rests on "
                "approved ones.",
                safe="Nothing was changed.",
                to_do="Please approve it first.",
            )


def _part(report: Report, area: Area, responses: Sequence[AreaResponse]) -> str:
    """The key of the part of a report where a comparison belongs."""
    if report.kind is ReportKind.YEAR_END:
        return area_part(area).key
    touched = Counter(outcome.id for each in responses for outcome in each.observation.outcomes)
    if not touched:
        raise AppError(
            "The evidence for a review stands under its outcomes, and these observations touch "
            "none yet.",
            safe="Nothing was changed.",
            to_do="Say in one of the observations which outcome it touches.",
        )
    ((number, _),) = touched.most_common(1)
    return f"outcome.{number}.progress"


def _view(session: Session, row: ThenAndNow) -> KeptComparison:
    ids = [each.response_id for each in row.responses]
    responses = _responses(session, ids)
    keeper = session.get(StaffMember, row.kept_by_id) if row.kept_by_id else None
    return KeptComparison(
        row.id,
        row.pupil_id,
        row.area,
        tuple(each.id for each in responses),
        tuple(each.observation.occurred_at.astimezone().date() for each in responses),
        row.words,
        row.kept_at,
        keeper.name if keeper else "",
    )


def _changes(row: ThenAndNow) -> Changes:
    return Changes.of(Kind.THEN_AND_NOW, row.id, pupils=[row.pupil_id])


def _day(response: AreaResponse) -> str:
    day = response.observation.occurred_at.astimezone().date()
    return f"{day.day} {day:%B %Y}"
