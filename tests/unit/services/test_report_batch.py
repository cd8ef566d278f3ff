"""A class's reports in one go, from a real encrypted file."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.models.states import ReportKind
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import permissions, report_batch, report_sources, reporting
from engagement_desktop.services.offered_evidence import evidence_for
from tests.helpers.pdf import words_of
from tests.helpers.reports import observed, permit_family, photo
from tests.helpers.small_school import SmallSchool, small_school

YEAR = "2026–27"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        at_noon = datetime(2027, 7, 1, 12, tzinfo=UTC)
        yield replace(made, work=replace(made.work, clock=lambda: at_noon))


def begun(school: SmallSchool) -> int:
    return reporting.begin(school.work, school.amara, ReportKind.YEAR_END, YEAR).value


def both_begun(school: SmallSchool) -> tuple[report_batch.PupilReport, ...]:
    """The school's batch, with a report of each of its two pupils."""
    begun(school)
    reporting.begin(school.work, school.bilal, ReportKind.YEAR_END, YEAR)
    return report_batch.class_reports(
        school.work, None, ReportKind.YEAR_END, YEAR, SilentProgress()
    )


def test_a_batch_says_what_is_missing_and_writes_over_nothing(
    school: SmallSchool, tmp_path: Path
) -> None:
    report_id = begun(school)
    reporting.save_texts(school.work, report_id, {"loved": "Bubbles."})
    lines = report_batch.class_reports(
        school.work, None, ReportKind.YEAR_END, YEAR, SilentProgress()
    )
    assert [(line.name, line.report_id) for line in lines] == [
        ("Amara Example", report_id),
        ("Bilal Example", None),
    ]
    assert "Attendance record" in lines[0].missing

    folder = tmp_path / "reports"
    folder.mkdir()
    title = "End-of-year report 2026–27"
    for _ in range(2):
        result = report_batch.write_reports(school.work, lines, title, folder, SilentProgress())
        assert result.left_out == (("Bilal Example", "No report has been begun."),)
    assert sorted(path.name for path in folder.iterdir()) == [
        "Amara Example – End-of-year report 2026–27 (2).pdf",
        "Amara Example – End-of-year report 2026–27.pdf",
    ]
    assert all("Bubbles." in words_of(path.read_bytes()) for path in folder.iterdir())


def test_a_batch_says_in_whose_report_another_pupil_is_named(
    school: SmallSchool, tmp_path: Path
) -> None:
    reporting.save_texts(school.work, begun(school), {"loved": "Amara sat next to Bilal."})
    lines = report_batch.class_reports(
        school.work, None, ReportKind.YEAR_END, YEAR, SilentProgress()
    )
    result = report_batch.write_reports(school.work, lines, "Report", tmp_path, SilentProgress())
    told = "“Bilal” is also the name of a pupil. A report names no other child."
    assert ("Amara Example", told) in result.notes


def test_a_batch_stops_when_asked_and_keeps_what_is_made(
    school: SmallSchool, tmp_path: Path
) -> None:
    lines = both_begun(school)

    class StopsAfterOne(SilentProgress):
        def check(self) -> None:
            if self.done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        report_batch.write_reports(school.work, lines, "Report", tmp_path, StopsAfterOne())
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["Amara Example – Report.pdf"]


def test_once_the_folder_takes_no_more_the_others_are_named_and_what_is_made_stays(
    school: SmallSchool, tmp_path: Path
) -> None:
    lines = both_begun(school)
    folder, moved = tmp_path / "reports", tmp_path / "moved"
    folder.mkdir()

    class GoneAfterOne(SilentProgress):
        def check(self) -> None:
            if self.done == 1:
                folder.rename(moved)

    result = report_batch.write_reports(
        school.work, lines, "Report", folder, GoneAfterOne(), both_sides=True
    )
    assert [path.name for path in moved.iterdir()] == ["Amara Example – Report.pdf"]
    (bilal, printer) = result.left_out
    assert bilal[0] == "Bilal Example"
    assert "could not be written" in bilal[1]
    assert printer[0] == "For the printer"
    assert result.print_job is None

    with pytest.raises(AppError, match="could not be written"):
        report_batch.write_reports(school.work, lines, "Report", folder, SilentProgress())


def test_a_batch_leaves_the_collecting_of_garbage_as_it_was(
    school: SmallSchool, tmp_path: Path
) -> None:
    begun(school)
    lines = report_batch.class_reports(
        school.work, None, ReportKind.YEAR_END, YEAR, SilentProgress()
    )
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        report_batch.write_reports(school.work, lines, "Report", tmp_path, SilentProgress())
        assert gc.get_freeze_count() >= frozen * 0.9
    finally:
        gc.unfreeze()


def test_for_both_sides_each_report_begins_on_a_sheet_of_its_own(
    school: SmallSchool, tmp_path: Path
) -> None:
    for pupil_id in (school.amara, school.bilal):
        report_id = reporting.begin(school.work, pupil_id, ReportKind.YEAR_END, YEAR).value
        reporting.save_texts(school.work, report_id, {"loved": f"The words of {pupil_id}."})
    lines = report_batch.class_reports(
        school.work, None, ReportKind.YEAR_END, YEAR, SilentProgress()
    )
    result = report_batch.write_reports(
        school.work, lines, "Report", tmp_path, SilentProgress(), both_sides=True
    )

    assert result.print_job == tmp_path / "For the printer – Report.pdf"
    texts = [page.extract_text() for page in pypdf.PdfReader(result.print_job).pages]
    assert [bool(text) for text in texts] == [True, False, True, False]
    assert f"The words of {school.bilal}." in texts[2]


def test_a_batch_says_what_was_left_out_of_whose_report(
    school: SmallSchool, tmp_path: Path
) -> None:
    observed(school, date(2026, 10, 5), "Looked.", picture=photo())
    report_id = begun(school)
    permission = permit_family(school)
    (item,) = evidence_for(school.work, report_id).items
    assert item.still is not None
    report_sources.rest_on(school.work, report_id, "cover", evidence_id=item.still.evidence_id)
    permissions.withdraw(school.work, permission)
    lines = report_batch.class_reports(
        school.work, None, ReportKind.YEAR_END, YEAR, SilentProgress()
    )
    result = report_batch.write_reports(school.work, lines, "Report", tmp_path, SilentProgress())

    ((name, words),) = result.notes
    assert name == "Amara Example"
    assert words.startswith("One still left out: no permission")
