"""Every way in which a paper leaves is found in the list of who did what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engagement_desktop.models.records import Pupil
from engagement_desktop.models.states import ReportKind, Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import (
    audit_trail,
    dates,
    em_list,
    engagement_profile,
    leaving,
    report_batch,
    report_preview,
    report_standing,
    reporting,
)
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.audit_trail import TrailFilter
from engagement_desktop.services.dates import DateKind, DateLine
from engagement_desktop.services.leaving import Leaving
from engagement_desktop.services.report_evidence import ReportPictures
from tests.helpers.small_school import SmallSchool, small_school

YEAR = "2026–27"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        with made.work.database.write() as session:
            session.get_one(Pupil, made.amara).actual_year = 6
        yield made


def left(school: SmallSchool) -> list[str]:
    """What was taken out, the earliest first."""
    lead = replace(school.work, role=Role.LEAD)
    lines = audit_trail.look_through(lead, TrailFilter()).lines
    return [line.what for line in reversed(lines) if "taken out" in line.what]


def test_whatever_leaves_is_entered_under_its_pupil(school: SmallSchool, tmp_path: Path) -> None:
    work = school.work
    report_id = reporting.begin(work, school.amara, ReportKind.YEAR_END, YEAR).value
    made = report_preview.preview(work, report_id, {}, ReportPictures())
    assert left(school) == []
    leaving.save(work, made.pdf, made.leaving, tmp_path / "report.pdf")
    whole = f"Report {report_id} (Amara) taken out of the file"
    assert left(school) == [whole]

    profile = engagement_profile.preview(work, school.amara, ReportPictures())
    leaving.enter(work, profile.leaving)
    leaving.enter(work, Leaving("timeline_sheet", (school.bilal,)))
    em_list.save(work, em_list.em_list(work), tmp_path / "em.pdf", paper=True)
    line = DateLine(work.today(), DateKind.PLAN, "Bilal: review the plan", pupil_id=school.bilal)
    dates.save_calendar(work, [line], tmp_path / "dates.ics")
    assert left(school)[1:] == [
        f"Engagement profile, pupil {school.amara} (Amara) taken out of the file",
        f"Timeline on paper, pupil {school.bilal} (Bilal) taken out of the file",
        f"EM list, pupils {school.amara} (Amara) taken out of the file",
        f"Dates as a calendar file, pupils {school.bilal} (Bilal) taken out of the file",
    ]


def test_a_batch_and_giving_are_entered_only_for_what_left(
    school: SmallSchool, tmp_path: Path
) -> None:
    work = school.work
    report_id = reporting.begin(work, school.amara, ReportKind.YEAR_END, YEAR).value
    lines = report_batch.class_reports(work, None, ReportKind.YEAR_END, YEAR, SilentProgress())
    report_batch.write_reports(work, lines, "Report", tmp_path, SilentProgress())
    assert left(school) == [f"Report {report_id} (Amara) taken out of the file"]

    with pytest.raises(Exception, match="Only an approved report"):
        report_standing.give(work, report_id)
    assert len(left(school)) == 1
    report_standing.approve(work, report_id)
    report_standing.give(work, report_id)
    (given,) = left(school)[1:]
    assert f"report {report_id} (Amara) taken out of the file" in given


def test_what_may_not_be_entered_does_not_leave(school: SmallSchool, tmp_path: Path) -> None:
    made = engagement_profile.preview(school.work, school.amara, ReportPictures())
    moderator = replace(school.work, role=Role.MODERATOR)
    with pytest.raises(NotAllowed):
        leaving.save(moderator, made.pdf, made.leaving, tmp_path / "profile.pdf")
    assert not (tmp_path / "profile.pdf").exists()
