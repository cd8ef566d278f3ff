"""From a draft to the family's hands: approved, opened again, given."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from engagement_desktop.errors import AppError
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.records import Pupil, Report
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ReportStatus
from engagement_desktop.services import report_gathering as gathering
from engagement_desktop.services import report_rows as rows
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_preview import preview
from engagement_desktop.services.workspace import Workspace


def approve(work: Workspace, report_id: int) -> Saved[None]:
    """Approve a draft: from now on it is printed as it is.

    Raises:
        AppError: whoever is signed in does not approve, or it is no draft.
    """
    return _move(work, report_id, ReportStatus.DRAFT, ReportStatus.APPROVED)


def back_to_draft(work: Workspace, report_id: int) -> Saved[None]:
    """Open an approved report again; one that was given stays as it was given."""
    return _move(work, report_id, ReportStatus.APPROVED, ReportStatus.DRAFT)


def _move(
    work: Workspace, report_id: int, before: ReportStatus, after: ReportStatus
) -> Saved[None]:
    with work.writing(Act.APPROVE) as session:
        row = rows.row_of(session, report_id)
        if row.status is not before:
            raise AppError(f"This report is {row.status.value} by now.")
        row.status = after
        row.updated_at = work.now()
        return Saved(None, rows.changes_of(row))


def give(work: Workspace, report_id: int, *, edition: Edition = Edition.ORDINARY) -> Saved[date]:
    """Note that an approved report was given to the family today, and keep the PDF as given.

    Raises:
        AppError: whoever is signed in does not approve, it is not approved, or a picture cannot be
            read.
    """
    work.require(Act.APPROVE)
    pdf = preview(work, report_id, {}, ReportPictures(), edition=edition).pdf
    with work.writing(Act.APPROVE, takes_out=("report", (report_id,))) as session:
        row = rows.row_of(session, report_id)
        if row.status is not ReportStatus.APPROVED:
            raise AppError("Only an approved report is given.", to_do="Please approve it first.")
        row.status = ReportStatus.GIVEN
        row.given_on = work.today()
        row.given_pdf, row.given_sha256 = pdf, gathering.fingerprint(pdf)
        row.updated_at = work.now()
        return Saved(row.given_on, rows.changes_of(row))


def no_longer_as_given(work: Workspace) -> tuple[str, ...]:
    """The given reports whose bytes are not those that were given, a sentence each."""
    with work.database.read() as session:
        given = session.execute(
            select(Report.id, Report.kind, Report.period, Pupil.preferred_name)
            .join(Pupil, Pupil.id == Report.pupil_id)
            .where(Report.given_on.is_not(None))
            .order_by(Report.id)
        ).all()
        changed = []
        for number, kind, period, name in given:
            pdf, was = session.execute(
                select(Report.given_pdf, Report.given_sha256).where(Report.id == number)
            ).one()
            if gathering.fingerprint(pdf or b"") != was:
                changed.append(f"{name}’s {kind.value} ({period}) is no longer as it was given.")
    return tuple(changed)
