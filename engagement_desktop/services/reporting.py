"""Reports as they are written: what there is, begin one, read it, keep what is typed.

What a paragraph rests on is in `report_sources`, the printed page in `report_preview`, and how a
report is approved and given in `report_standing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.errors import AppError
from engagement_desktop.models.ehc_dates import review_dates, transfer_within_a_year
from engagement_desktop.models.records import Pupil, Report, ReportParagraph, School
from engagement_desktop.models.report_parts import (
    ATTENDANCE,
    EASY_HINT,
    TALK,
    Part,
    easy_key,
    outcome_parts,
    parts_of,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.school_year import school_year, year_bounds
from engagement_desktop.models.states import ReportKind, ReportStatus
from engagement_desktop.reports.content import long_date
from engagement_desktop.services import report_gathering as gathering
from engagement_desktop.services import report_rows as rows
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.report_languages import language_of, languages
from engagement_desktop.services.report_sources import sources_of
from engagement_desktop.services.report_views import (
    Alongside,
    AttendanceForm,
    MeetingForm,
    ParagraphView,
    ReportChoices,
    ReportLine,
    ReportView,
)
from engagement_desktop.services.workspace import Workspace


def list_reports(work: Workspace, pupil_id: int) -> tuple[ReportLine, ...]:
    """A pupil's reports, the latest period first."""
    with work.database.read() as session:
        found = session.scalars(
            select(Report)
            .where(Report.pupil_id == pupil_id)
            .order_by(Report.period.desc(), Report.kind)
        )
        return tuple(
            ReportLine(row.id, row.kind, row.period, row.status, row.updated_at) for row in found
        )


def choices(work: Workspace, pupil_id: int) -> ReportChoices:
    """What reports a pupil has or could have.

    Raises:
        AppError: the pupil is gone.
    """
    with work.database.read() as session:
        pupil = session.get(Pupil, pupil_id)
        if pupil is None:
            raise AppError("This pupil is no longer in the school’s file.")
        name = pupil.preferred_name
        review_on = pupil.plan_review_on if work.may(Act.READ) else None
        language = language_of(session, pupil).code
    return ReportChoices(
        name,
        list_reports(work, pupil_id),
        work.today(),
        review_on,
        languages(work),
        language,
    )


def begin(work: Workspace, pupil_id: int, kind: ReportKind, period: str) -> Saved[int]:
    """Begin a report, or find the one there is: a pupil has one of a kind for a period.

    `period` is a school year (“2025–26”) or the date of a review meeting (“2026-12-10”).

    Raises:
        AppError: the period cannot be read, or the pupil is gone.
    """
    period = checked_period(kind, period)
    now = work.now()
    with work.writing(Act.REPORT) as session:
        if session.get(Pupil, pupil_id) is None:
            raise AppError("This pupil is no longer in the school’s file.")
        row = rows.find(session, pupil_id, kind, period)
        if row is None:
            row = Report(
                pupil_id=pupil_id,
                kind=kind,
                period=period,
                status=ReportStatus.DRAFT,
                dated=work.today(),
                created_at=now,
                updated_at=now,
            )
            session.add(row)
            session.flush()
            _offer_school_words(session, row)
        return Saved(row.id, rows.changes_of(row))


def _offer_school_words(session: Session, row: Report) -> None:
    words = session.scalars(select(School.discuss_report)).one()
    if row.kind is ReportKind.YEAR_END and words.strip():
        session.add(ReportParagraph(report_id=row.id, section=TALK.key, text=words))


def checked_period(kind: ReportKind, period: str) -> str:
    """The period as it is kept.

    Raises:
        AppError: it is no school year, or no date.
    """
    if not kind.written:
        raise AppError(f"The {kind.value} is made from the record; it is not written for a period.")
    try:
        if kind is ReportKind.EHC_REVIEW:
            return date.fromisoformat(period.strip()).isoformat()
        first, _ = year_bounds(period.strip())
        label = school_year(first)
        if period.strip().replace("-", "–") == label:
            return label
    except ValueError:
        pass
    raise AppError(
        f"“{period}” is not a period that this report can be for.",
        to_do="Write a school year such as 2025–26, or for a review the date of its meeting "
        "such as 2026-12-10.",
    )


def report(work: Workspace, report_id: int, *, easy_read: bool = False) -> ReportView:
    """One report as it is written; with `easy_read` the parts of its easy-read words.

    Raises:
        AppError: it is gone.
    """
    with work.database.read() as session:
        row = rows.row_of(session, report_id)
        pupil = session.get_one(Pupil, row.pupil_id)
        view = _view(work, session, row, pupil)
        if easy_read and view.kind is ReportKind.YEAR_END:
            return _easy(view, row)
        earlier = _alongside(session, row)
    parts = (replace(part, alongside=earlier.get(part.key, ())) for part in view.paragraphs)
    return replace(view, paragraphs=tuple(parts))


def save_texts(work: Workspace, report_id: int, texts: Mapping[str, str]) -> Saved[None]:
    """Write paragraphs as typed (autosave). Those not named keep what they hold.

    Raises:
        AppError: the report is approved or gone.
    """
    with work.writing(Act.REPORT) as session:
        row = rows.open_row(session, report_id)
        for key, text in texts.items():
            rows.paragraph_row(session, row, key).text = text
        row.updated_at = work.now()
        return Saved(None, rows.changes_of(row))


def attendance_texts(form: AttendanceForm) -> dict[str, str]:
    """The register's figures as `save_texts` and `preview` take them."""
    figures = (form.possible, form.attended, form.unauthorised)
    return {
        key: "" if figure is None else str(figure)
        for key, figure in zip(gathering.ATTENDANCE, figures, strict=True)
    }


def meeting_texts(form: MeetingForm) -> dict[str, str]:
    """The meeting's place and people as `save_texts` and `preview` take them."""
    return {gathering.MEETING_PLACE: form.place, gathering.MEETING_INVITED: form.invited}


def as_typed(view: ReportView, texts: Mapping[str, str]) -> ReportView:
    """The report with `texts` as they were typed and are not in the file yet."""
    parts = tuple(replace(part, text=texts.get(part.key, part.text)) for part in view.paragraphs)
    attendance, meeting = view.attendance, view.meeting
    if attendance is not None:
        figures = {**attendance_texts(attendance), **texts}
        attendance = AttendanceForm(
            *(gathering.whole(figures[key]) for key in gathering.ATTENDANCE)
        )
    if meeting is not None:
        told = {**meeting_texts(meeting), **texts}
        meeting = MeetingForm(told[gathering.MEETING_PLACE], told[gathering.MEETING_INVITED])
    return replace(view, paragraphs=parts, attendance=attendance, meeting=meeting)


def set_meeting_day(work: Workspace, report_id: int, day: date) -> Saved[None]:
    """Move a review to another day.

    Raises:
        AppError: there is evidence for a review on that day already, or the report is not open.
    """
    with work.writing(Act.REPORT) as session:
        row = rows.open_row(session, report_id)
        other = rows.find(session, row.pupil_id, ReportKind.EHC_REVIEW, day.isoformat())
        if other is not None and other.id != row.id:
            raise AppError(
                "There is evidence for a review on that day already.",
                to_do="Choose it in the list of meetings above.",
            )
        row.period = day.isoformat()
        row.updated_at = work.now()
        return Saved(None, rows.changes_of(row))


def _alongside(session: Session, row: Report) -> dict[str, tuple[Alongside, ...]]:
    """What the report of the same kind before this one says, by part."""
    before = session.scalars(
        select(Report)
        .where(Report.pupil_id == row.pupil_id, Report.kind == row.kind, Report.period < row.period)
        .order_by(Report.period.desc())
        .options(selectinload(Report.paragraphs))
        .limit(1)
    ).one_or_none()
    if before is None:
        return {}
    heading = f"The report of {before.period}"
    if before.kind is ReportKind.EHC_REVIEW:
        heading = f"The review of {long_date(date.fromisoformat(before.period))}"
    return {
        paragraph.section: (Alongside(heading, paragraph.text),)
        for paragraph in before.paragraphs
        if paragraph.text.strip()
    }


def _easy(view: ReportView, row: Report) -> ReportView:
    """The same report with the parts of its easy-read words, the full ones beside them."""
    texts = {paragraph.section: paragraph.text for paragraph in row.paragraphs}
    parts = tuple(
        replace(
            part,
            key=easy_key(part.key),
            hint=EASY_HINT,
            text=texts.get(easy_key(part.key), ""),
            sources=(),
            needs_sources=False,
            takes_evidence=False,
            alongside=(Alongside("The full report", part.text),) if part.text.strip() else (),
        )
        for part in view.paragraphs
        if part.key != ATTENDANCE.key
    )
    return replace(view, paragraphs=parts, attendance=None)


def _view(work: Workspace, session: Session, row: Report, pupil: Pupil) -> ReportView:
    sources = sources_of(session, row, pupil.preferred_name)
    texts = {paragraph.section: paragraph.text for paragraph in row.paragraphs}

    def shown(part: Part, group: str = "") -> ParagraphView:
        return ParagraphView(
            key=part.key,
            heading=part.heading_for(pupil.preferred_name),
            hint=part.hint_for(pupil.preferred_name),
            text=texts.get(part.key, ""),
            sources=sources.get(part.key, ()),
            area=part.area,
            group=group,
            needs_sources=part.from_evidence,
        )

    paragraphs = [shown(part) for part in parts_of(row.kind, pupil.actual_year)]
    view = ReportView(
        id=row.id,
        pupil_id=row.pupil_id,
        pupil_name=pupil.preferred_name,
        kind=row.kind,
        period=row.period,
        status=row.status,
        dated=row.dated,
        given_on=row.given_on,
        paragraphs=tuple(paragraphs),
        cover=next(iter(sources.get(gathering.COVER, ())), None),
        may_approve=work.may(Act.APPROVE),
    )
    if row.kind is ReportKind.YEAR_END:
        figures = (gathering.whole(texts.get(key, "")) for key in gathering.ATTENDANCE)
        return replace(view, attendance=AttendanceForm(*figures))
    outcomes = [
        shown(part, outcome.wording)
        for outcome in gathering.outcomes_of(session, row)
        for part in outcome_parts(outcome.id)
    ]
    meeting = date.fromisoformat(row.period)
    *before, differences, recommendations = paragraphs
    return replace(
        view,
        paragraphs=(*before, *outcomes, differences, recommendations),
        meeting=MeetingForm(
            texts.get(gathering.MEETING_PLACE, ""), texts.get(gathering.MEETING_INVITED, "")
        ),
        dates=review_dates(meeting, transfer_within_a_year(pupil.actual_year, meeting)),
    )
