"""The rows of a report, found and held to its rules: only a draft is written in."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Report, ReportParagraph
from engagement_desktop.models.states import ReportKind, ReportStatus
from engagement_desktop.services import report_evidence as seen
from engagement_desktop.services.changes import Changes, Kind


def find(session: Session, pupil_id: int, kind: ReportKind, period: str) -> Report | None:
    """A pupil's report of a kind for a period, if it has been begun."""
    return session.scalars(
        select(Report).where(
            Report.pupil_id == pupil_id, Report.kind == kind, Report.period == period
        )
    ).one_or_none()


def row_of(session: Session, report_id: int, *, with_pdf: bool = False) -> Report:
    """A report with its paragraphs and what they rest on.

    Raises:
        AppError: it is gone.
    """
    wanted = [selectinload(Report.paragraphs).options(selectinload(ReportParagraph.sources))]
    query = select(Report).where(Report.id == report_id).options(*wanted)
    if with_pdf:
        query = query.options(undefer(Report.given_pdf))
    row = session.scalars(query).one_or_none()
    if row is None:
        raise seen.gone()
    return row


def open_row(session: Session, report_id: int) -> Report:
    """A report that is still written in.

    Raises:
        AppError: it is approved, given or gone.
    """
    row = row_of(session, report_id)
    if row.status is not ReportStatus.DRAFT:
        raise AppError(
            f"This report is {row.status.value} and no longer changes.",
            safe="What it says is kept.",
            to_do="Open it again with “Back to draft” to change it."
            if row.status is ReportStatus.APPROVED
            else "",
        )
    return row


def paragraph_row(session: Session, row: Report, key: str) -> ReportParagraph:
    """A report's paragraph, made if there is none yet."""
    for paragraph in row.paragraphs:
        if paragraph.section == key:
            return paragraph
    made = ReportParagraph(section=key, text="")
    row.paragraphs.append(made)
    session.flush()
    return made


def changes_of(row: Report) -> Changes:
    """What a change to this report changed."""
    return Changes.of(Kind.REPORT, row.id, pupils=[row.pupil_id])
