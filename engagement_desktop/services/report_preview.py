"""A report as it would be printed now, with what it still lacks; one that was given, as given."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.records import Report
from engagement_desktop.models.states import PermissionUse, ReportStatus
from engagement_desktop.reports import ehc_review, year_end
from engagement_desktop.services import permitted
from engagement_desktop.services import report_gathering as gathering
from engagement_desktop.services import report_rows as rows
from engagement_desktop.services.leaving import Leaving
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_gathering import Gathered
from engagement_desktop.services.report_hints import hints, others_named
from engagement_desktop.services.report_views import Preview
from engagement_desktop.services.workspace import Workspace


def preview(
    work: Workspace,
    report_id: int,
    texts: Mapping[str, str],
    pictures: ReportPictures,
    *,
    edition: Edition = Edition.ORDINARY,
) -> Preview:
    """The report as it would be printed, with `texts` as typed; one that was given, as given.

    Raises:
        AppError: it is gone, a picture cannot be read, or what was given is no longer whole.
    """
    leaving = Leaving("report", (report_id,))
    with work.database.read() as session:
        row = rows.row_of(session, report_id, with_pdf=True)
        if row.given_pdf is not None:
            warnings = (*_ended_since(work, session, row), *_laid_out_once(edition))
            return Preview(_as_given(row), leaving, warnings=warnings)
        gathered = Gathered(work, session, row, texts, pictures, edition)
        data = gathering.gathered_report(gathered, session)
        named = others_named(session, gathered.pupil, data)
        looked_at = hints(session, data, edition)
    out = io.BytesIO()
    if isinstance(data, year_end.YearEndReport):
        year_end.render(data, out, edition=edition, store=pictures.store)
    else:
        ehc_review.render(data, out, edition=edition, store=pictures.store)
    return Preview(out.getvalue(), leaving, _missing(data), gathered.left_out, named, looked_at)


def missing_words(work: Workspace, report_id: int) -> tuple[str, ...]:
    """What the law asks for and a report still lacks; nothing for one that was given."""
    with work.database.read() as session:
        row = rows.row_of(session, report_id)
        if row.status is ReportStatus.GIVEN:
            return ()
        gathered = Gathered(work, session, row, {}, None)
        return _missing(gathering.gathered_report(gathered, session))


def _as_given(row: Report) -> bytes:
    assert row.given_pdf is not None
    if gathering.fingerprint(row.given_pdf) != row.given_sha256:
        raise AppError(
            "The report as it was given has been damaged in the school’s file.",
            to_do="Please bring back a backup from before.",
        )
    return row.given_pdf


def _laid_out_once(edition: Edition) -> tuple[str, ...]:
    """A word when a layout is asked for of what is never made again."""
    if edition is Edition.ORDINARY:
        return ()
    return ("This report is kept as it was given; it is not laid out anew.",)


def _ended_since(work: Workspace, session: Session, row: Report) -> tuple[str, ...]:
    """A word when a given report shows stills that would not be in it today."""
    now = Gathered(work, session, row, {}, None)
    gathering.gathered_report(now, session)
    given_on = row.given_on or work.today()
    # A permission withdrawn later on the day it was given stood when it was given.
    days = (given_on - timedelta(days=1), given_on)

    def why_not(day: date) -> str:
        return permitted.why_not(session, row.pupil_id, PermissionUse.FAMILY, day)

    if not now.withheld or all(why_not(day) for day in days):
        return ()
    why = why_not(work.today())
    return (
        "This report is kept as it was given, with its stills. Today they would be left out: "
        f"{why}. Please give no further copy without asking the family.",
    )


def _missing(data: year_end.YearEndReport | ehc_review.EhcReviewEvidence) -> tuple[str, ...]:
    name = data.pupil.preferred_name
    if isinstance(data, year_end.YearEndReport):
        return tuple(part.short.replace("{name}", name) for part in year_end.missing_parts(data))
    return tuple(_missing_words(part, name) for part in ehc_review.missing_parts(data))


def _missing_words(missing: ehc_review.MissingPart, name: str) -> str:
    short = missing.part.short.replace("{name}", name)
    return f"{short} (“{missing.outcome}”)" if missing.outcome else short
