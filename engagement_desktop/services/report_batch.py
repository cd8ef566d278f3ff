"""A class's end-of-year reports in one go: what is missing for whom, then a PDF for each.

A report that cannot be made is named with the reason and the others are made; nothing that lies in
the folder already is overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.records import Pupil, Report
from engagement_desktop.models.states import ReportKind
from engagement_desktop.progress import Progress
from engagement_desktop.reports.print_job import for_both_sides
from engagement_desktop.services import leaving, report_preview, reporting
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_files import new_file, write_new
from engagement_desktop.services.report_views import Preview, PupilReport
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class BatchResult:
    """What a batch did: the files written, who was left out with the reason in a sentence, what is
    to be known of a report that was made, and the print job for both sides of the paper."""

    written: tuple[Path, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    print_job: Path | None = None


def class_reports(
    work: Workspace, class_id: int | None, kind: ReportKind, period: str, progress: Progress
) -> tuple[PupilReport, ...]:
    """Every pupil of a class (None: of the school) with their report, and what is still missing.

    Raises:
        AppError: the period cannot be read.
    """
    period = reporting.checked_period(kind, period)
    with work.database.read() as session:
        named = _pupils_of(session, class_id)
        found = {
            row.pupil_id: (row.id, row.status)
            for row in session.scalars(
                select(Report).where(Report.kind == kind, Report.period == period)
            )
        }
    lines = []
    for done, (pupil_id, name) in enumerate(named):
        progress.report(done, len(named), f"Looking at {name}’s report")
        progress.check()
        report_id, status = found.get(pupil_id, (None, None))
        missing = report_preview.missing_words(work, report_id) if report_id is not None else ()
        lines.append(PupilReport(pupil_id, name, report_id, status, missing))
    return tuple(lines)


def write_reports(
    work: Workspace,
    reports: tuple[PupilReport, ...],
    title: str,
    folder: Path,
    progress: Progress,
    *,
    edition: Edition = Edition.ORDINARY,
    both_sides: bool = False,
) -> BatchResult:
    """Write a PDF into `folder` for each of `reports`, named after the pupil and `title`.

    `both_sides` adds all of them in one file for the printer, each beginning on a sheet of its own.

    Raises:
        AppError: the folder cannot be written to.
        Cancelled: the user stopped; the reports made so far stay.
    """

    def make(entry: PupilReport) -> Preview:
        if entry.report_id is None:
            raise AppError("No report has been begun.")
        return report_preview.preview(work, entry.report_id, {}, ReportPictures(), edition=edition)

    wanted = [(entry.name, partial(make, entry)) for entry in reports]
    return _write(work, wanted, title, folder, progress, both_sides=both_sides)


def write_papers(
    work: Workspace,
    class_id: int | None,
    make: Callable[[int], Preview],
    title: str,
    folder: Path,
    progress: Progress,
    *,
    both_sides: bool = False,
) -> BatchResult:
    """As `write_reports`, of papers made from the record alone; `make` is given a pupil's id.

    Raises:
        As `write_reports`.
    """
    with work.database.read() as session:
        wanted = [(name, partial(make, number)) for number, name in _pupils_of(session, class_id)]
    return _write(work, wanted, title, folder, progress, both_sides=both_sides)


def _write(
    work: Workspace,
    wanted: Sequence[tuple[str, Callable[[], Preview]]],
    title: str,
    folder: Path,
    progress: Progress,
    *,
    both_sides: bool,
) -> BatchResult:
    """Make each of these, enter that it leaves, and write it; `wanted` are names and makers.

    Once the folder takes no more, the others are named as left out; nothing is thrown away.
    """
    written: list[Path] = []
    left_out: list[tuple[str, str]] = []
    notes: list[tuple[str, str]] = []
    for done, (name, make) in enumerate(wanted):
        progress.report(done, len(wanted), f"Making {name}’s report")
        progress.check()
        try:
            made = make()
        except AppError as error:
            left_out.append((name, error.sentence))
            continue
        leaving.enter(work, made.leaving)
        try:
            written.append(write_new(folder, f"{name} – {title}", made.pdf))
        except AppError as error:
            if not written:
                raise
            left_out += [(each, error.sentence) for each, _ in wanted[done:]]
            break
        notes += [(name, words) for words in (*made.left_out, *made.warnings)]
    job = None
    if both_sides and written:
        try:
            job = _print_job(folder, title, written)
        except AppError as error:
            left_out.append(("For the printer", error.sentence))
    progress.report(len(wanted), len(wanted), "Done")
    return BatchResult(tuple(written), tuple(left_out), tuple(notes), job)


def _pupils_of(session: Session, class_id: int | None) -> list[tuple[int, str]]:
    """The ids and names of a class (None: of the school), as its reports are filed."""
    query = select(Pupil).where(Pupil.left_on.is_(None))
    if class_id is not None:
        query = query.where(Pupil.class_group_id == class_id)
    found = session.scalars(query.order_by(Pupil.preferred_name, Pupil.id))
    return [(pupil.id, f"{pupil.preferred_name} {pupil.legal_last_name}") for pupil in found]


def _print_job(folder: Path, title: str, written: list[Path]) -> Path:
    with new_file(folder, f"For the printer – {title}") as (path, file):
        for_both_sides(written, file)
    return path
