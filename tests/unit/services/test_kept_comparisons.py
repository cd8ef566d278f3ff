"""Responses kept side by side, and what a report takes over of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Observation
from engagement_desktop.models.states import ObservationStatus, ReportKind
from engagement_desktop.services import binned, report_standing, reporting
from engagement_desktop.services import kept_comparisons as kept
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.report_views import ParagraphView
from tests.helpers.observed import Seen, at, observe, responses
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture
def pairs(school: SmallSchool) -> list[tuple[int, int]]:
    return observe(
        school.work,
        school.amara,
        Seen(at(2026, 3, 12), did="Looked after it lit.", outcome=school.outcome),
        Seen(at(2026, 6, 18), did="Looked before it lit.", outcome=school.outcome),
        Seen(at(2026, 6, 20), Area.INITIATION, did="Reached."),
    )


def paragraph(school: SmallSchool, report_id: int, key: str) -> ParagraphView:
    found = reporting.report(school.work, report_id).paragraphs
    return next(each for each in found if each.key == key)


def begin(school: SmallSchool, kind: ReportKind = ReportKind.YEAR_END) -> int:
    period = "2025–26" if kind is ReportKind.YEAR_END else "2026-12-10"
    return reporting.begin(school.work, school.amara, kind, period).value


def test_a_comparison_is_kept_once_with_the_earliest_first(
    school: SmallSchool, pairs: list[tuple[int, int]]
) -> None:
    first, second, _ = responses(pairs)
    kept.keep(school.work, [second, first], "Now she looks first.")
    kept.keep(school.work, [first, second], "Now she looks before the lamp.")
    (found,) = kept.kept_comparisons(school.work, school.amara)
    assert found.response_ids == (first, second)
    assert found.days == (date(2026, 3, 12), date(2026, 6, 18))
    assert (found.area, found.words) == (Area.ANTICIPATION, "Now she looks before the lamp.")
    assert found.kept_by == "Jo Field"


def test_taken_away_and_put_back(school: SmallSchool, pairs: list[tuple[int, int]]) -> None:
    saved = kept.keep(school.work, responses(pairs)[:2], "Seen.").value
    gone = kept.take_away(school.work, saved.id).value
    assert kept.kept_comparisons(school.work, school.amara) == ()
    binned.put_back(school.work, gone)
    assert kept.kept_comparisons(school.work, school.amara) == (saved,)


@pytest.mark.parametrize("chosen", [[0], [0, 2], []])
def test_only_responses_of_one_area_are_compared(
    school: SmallSchool, pairs: list[tuple[int, int]], chosen: list[int]
) -> None:
    with pytest.raises(AppError, match="one pupil in one area"):
        kept.keep(school.work, [pairs[number][1] for number in chosen])


def test_one_pupil_is_never_compared_with_another(
    school: SmallSchool, pairs: list[tuple[int, int]]
) -> None:
    ((_, other),) = observe(school.work, school.bilal, Seen(at(2026, 4, 1)))
    with pytest.raises(AppError, match="one pupil in one area"):
        kept.keep(school.work, [pairs[0][1], other])


def test_a_comparison_goes_when_one_of_two_responses_is_gone(
    school: SmallSchool, pairs: list[tuple[int, int]]
) -> None:
    kept.keep(school.work, responses(pairs)[:2])
    with school.work.database.write() as session:
        session.delete(session.get_one(Observation, pairs[0][0]))
    assert kept.kept_comparisons(school.work, school.amara) == ()


def test_a_report_takes_over_dated_sentences_and_rests_on_both(
    school: SmallSchool, pairs: list[tuple[int, int]]
) -> None:
    report_id = begin(school)
    reporting.save_texts(school.work, report_id, {"area.anticipation": "What was written."})
    for _ in range(2):  # a second time adds nothing
        kept.put_in_report(school.work, report_id, responses(pairs)[:2])
    written = paragraph(school, report_id, "area.anticipation")
    assert written.text == (
        "What was written.\n\n12 March 2026: Looked after it lit.\n\n"
        "18 June 2026: Looked before it lit."
    )
    assert [source.observation_id for source in written.sources] == [pairs[0][0], pairs[1][0]]
    assert len(kept.kept_comparisons(school.work, school.amara)) == 1


def test_the_review_evidence_takes_it_under_the_outcome(
    school: SmallSchool, pairs: list[tuple[int, int]]
) -> None:
    report_id = begin(school, ReportKind.EHC_REVIEW)
    kept.put_in_report(school.work, report_id, responses(pairs)[:2])
    written = paragraph(school, report_id, f"outcome.{school.outcome}.progress")
    assert "12 March 2026: Looked after it lit." in written.text
    assert len(written.sources) == 2


def test_review_evidence_without_an_outcome_says_what_is_missing(school: SmallSchool) -> None:
    pairs = observe(school.work, school.amara, Seen(at(2026, 3, 12)), Seen(at(2026, 4, 12)))
    report_id = begin(school, ReportKind.EHC_REVIEW)
    with pytest.raises(AppError, match="touch none yet"):
        kept.put_in_report(school.work, report_id, responses(pairs))
    assert kept.kept_comparisons(school.work, school.amara) == ()


def test_a_report_rests_on_approved_observations_alone(
    school: SmallSchool, pairs: list[tuple[int, int]]
) -> None:
    with school.work.database.write() as session:
        session.get_one(Observation, pairs[0][0]).status = ObservationStatus.DRAFT
    report_id = begin(school)
    with pytest.raises(AppError, match="12 March 2026 is not approved yet"):
        kept.put_in_report(school.work, report_id, responses(pairs)[:2])
    assert paragraph(school, report_id, "area.anticipation").text == ""


def test_an_assistant_keeps_comparisons_and_drafts_reports_for_the_teacher_to_approve(
    school: SmallSchool, pairs: list[tuple[int, int]]
) -> None:
    report_id = begin(school)
    assert kept.keep(school.as_assistant, responses(pairs)[:2]).value.kept_by == "Sam Reed"
    kept.put_in_report(school.as_assistant, report_id, responses(pairs)[:2])
    assert "12 March 2026" in paragraph(school, report_id, "area.anticipation").text
    with pytest.raises(NotAllowed):
        report_standing.approve(school.as_assistant, report_id)
