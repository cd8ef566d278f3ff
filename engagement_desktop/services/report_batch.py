"""A class's end-of-year reports in one go: what is missing for whom, then a PDF for each.

A report that cannot be made is named with the reason and the others are made; nothing that lies in
the folder already is overwritten.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Pupil, Report
from engagement_desktop.models.states import ReportKind
from engagement_desktop.progress import Progress
from engagement_desktop.services import reporting
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_views import PupilReport
from engagement_desktop.services.workspace import Workspace

_FILE_SIGNS = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 200  # bytes; file systems stop at 255


@dataclass(frozen=True)
class BatchResult:
    """What a batch did: the files written, and who was left out with the reason in a sentence."""

    written: tuple[Path, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def class_reports(
    work: Workspace, class_id: int | None, kind: ReportKind, period: str, progress: Progress
) -> tuple[PupilReport, ...]:
    """Every pupil of a class (None: of the school) with their report, and what is still missing.

    Raises:
        AppError: the period cannot be read.
    """
    period = reporting.checked_period(kind, period)
    with work.database.read() as session:
        query = select(Pupil).where(Pupil.left_on.is_(None))
        if class_id is not None:
            query = query.where(Pupil.class_group_id == class_id)
        pupils = session.scalars(query.order_by(Pupil.preferred_name, Pupil.id)).all()
        found = {
            row.pupil_id: (row.id, row.status)
            for row in session.scalars(
                select(Report).where(Report.kind == kind, Report.period == period)
            )
        }
        named = [(pupil.id, f"{pupil.preferred_name} {pupil.legal_last_name}") for pupil in pupils]
    lines = []
    for done, (pupil_id, name) in enumerate(named):
        progress.report(done, len(named), f"Looking at {name}’s report")
        progress.check()
        report_id, status = found.get(pupil_id, (None, None))
        missing = reporting.missing_words(work, report_id) if report_id is not None else ()
        lines.append(PupilReport(pupil_id, name, report_id, status, missing))
    return tuple(lines)


def write_reports(
    work: Workspace,
    reports: tuple[PupilReport, ...],
    title: str,
    folder: Path,
    progress: Progress,
    *,
    large_print: bool = False,
) -> BatchResult:
    """Write a PDF into `folder` for each of `reports`, named after the pupil and `title`.

    Raises:
        AppError: the folder cannot be written to.
        Cancelled: the user stopped; the reports made so far stay.
    """
    with _only_new_objects_collected():
        return _write_each(work, reports, title, folder, progress, large_print)


@contextmanager
def _only_new_objects_collected() -> Iterator[None]:
    """Python's full collection goes through the whole window and stops it for a fifth of a second.

    Thousands of small objects are made for each report, which would set it off. What is there
    already is left out of it until the batch is done.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _write_each(
    work: Workspace,
    reports: tuple[PupilReport, ...],
    title: str,
    folder: Path,
    progress: Progress,
    large_print: bool,
) -> BatchResult:
    written: list[Path] = []
    left_out: list[tuple[str, str]] = []
    for done, entry in enumerate(reports):
        progress.report(done, len(reports), f"Making {entry.name}’s report")
        progress.check()
        if entry.report_id is None:
            left_out.append((entry.name, "No report has been begun."))
            continue
        try:
            made = reporting.preview(
                work, entry.report_id, {}, ReportPictures(), large_print=large_print
            )
        except AppError as error:
            left_out.append((entry.name, error.sentence))
            continue
        written.append(write_new(folder, f"{entry.name} – {title}", made.pdf))
    progress.report(len(reports), len(reports), "Done")
    return BatchResult(tuple(written), tuple(left_out))


def write_new(folder: Path, name: str, pdf: bytes) -> Path:
    """Write `pdf` as “name.pdf”, or “name (2).pdf” if that is there already.

    Raises:
        AppError: the folder cannot be written to.
    """
    stem = file_stem(name)
    number = 1
    while True:
        path = folder / (f"{stem}.pdf" if number == 1 else f"{stem} ({number}).pdf")
        try:
            file = path.open("xb")
            try:
                with file:
                    file.write(pdf)
            except BaseException:
                path.unlink(missing_ok=True)  # a report is whole, or it is not there
                raise
        except FileExistsError:
            number += 1
            continue
        except OSError as error:
            raise AppError(
                f"The report could not be written into “{folder.name}”: {error.strerror}.",
                safe="The report itself is kept in the school’s file.",
                to_do="Please choose another folder.",
            ) from error
        return path


def file_stem(name: str) -> str:
    """`name` as the stem of a file on any system: no separators, not too long, never empty."""
    stem = _FILE_SIGNS.sub(" ", name).encode()[:_LONGEST_NAME].decode(errors="ignore")
    return stem.strip(" .") or "Report"
