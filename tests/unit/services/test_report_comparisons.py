"""Two clips compared, as evidence for a review: both dates, and what was written of the two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engagement_desktop.models.states import ReportKind
from engagement_desktop.services import comparisons, observations, reporting
from engagement_desktop.services.comparisons import ComparisonForm
from engagement_desktop.services.offered_evidence import evidence_for
from tests.helpers.reports import observed, permit_family, photo
from tests.helpers.small_school import SmallSchool, small_school

THEN, NOW = date(2025, 3, 12), date(2026, 11, 12)
SEEN = ComparisonForm("Then she looked late. Now she looks first.", "The pause did.", "")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(
            made, work=replace(made.work, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC))
        )


def compared(school: SmallSchool, *, then_approved: bool = True) -> tuple[int, int]:
    """Two observations with a picture each, compared in words; their ids."""
    then = observed(school, THEN, "Looked late.", picture=photo(), approve=then_approved)
    now = observed(school, NOW, "Looked first.", picture=photo("#7a4f00"))
    clips = [_picture(school, each) for each in (then, now)]
    comparisons.save_comparison(school.work, clips[0], clips[1], SEEN)
    return then, now


def _picture(school: SmallSchool, observation_id: int) -> int:
    (one,) = observations.observation(school.work, observation_id).evidence
    return one.id


def begun(school: SmallSchool, kind: ReportKind, period: str) -> int:
    return reporting.begin(school.work, school.amara, kind, period).value


def test_a_comparison_stands_before_the_observation_of_its_later_clip(school: SmallSchool) -> None:
    permit_family(school)
    then, now = compared(school)
    found = evidence_for(school.work, begun(school, ReportKind.EHC_REVIEW, "2026-12-10"))
    item, alone = found.items
    assert (alone.observation_id, alone.then, alone.words) == (now, None, "Looked first.")
    assert item.words == "Then she looked late. Now she looks first. The pause did."
    assert item.then is not None
    assert (item.then.on, item.on) == (THEN, NOW)
    assert item.rests_on == (then, now)
    assert item.still is not None
    assert item.still.evidence_id == _picture(school, now)
    assert item.key != alone.key


def test_without_permission_a_comparison_is_words_alone(school: SmallSchool) -> None:
    compared(school)
    found = evidence_for(school.work, begun(school, ReportKind.EHC_REVIEW, "2026-12-10"))
    assert found.items[0].then is not None
    assert found.items[0].still is None


def test_a_report_rests_on_no_comparison_with_what_is_not_approved(school: SmallSchool) -> None:
    compared(school, then_approved=False)
    found = evidence_for(school.work, begun(school, ReportKind.EHC_REVIEW, "2026-12-10"))
    assert [item.then for item in found.items] == [None]


def test_nothing_written_is_no_evidence(school: SmallSchool) -> None:
    clips = [_picture(school, each) for each in compared(school)]
    comparisons.save_comparison(school.work, clips[0], clips[1], ComparisonForm())
    found = evidence_for(school.work, begun(school, ReportKind.EHC_REVIEW, "2026-12-10"))
    assert [item.then for item in found.items] == [None]


def test_parents_are_given_what_was_seen_and_not_how_clips_were_compared(
    school: SmallSchool,
) -> None:
    compared(school)
    found = evidence_for(school.work, begun(school, ReportKind.YEAR_END, "2026–27"))
    assert [item.then for item in found.items] == [None]
