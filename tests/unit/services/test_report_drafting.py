"""Starting a report from the evidence, in a real encrypted file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    Contribution,
    ContributionArea,
    Conversation,
    ConversationTarget,
    Interest,
    Judgement,
    JudgementObservation,
    OutcomeStep,
    Term,
)
from engagement_desktop.models.states import ContributionKind, ReportKind, StepStatus
from engagement_desktop.services import report_drafting, report_standing, reporting
from engagement_desktop.services.report_views import ParagraphView, SourceView
from tests.helpers.observed import Seen, at, observe
from tests.helpers.reports import observed, permit_family, photo
from tests.helpers.small_school import SmallSchool, small_school

YEAR = "2026–27"
NOW = datetime(2027, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: NOW))


@pytest.fixture
def report_id(school: SmallSchool) -> int:
    return reporting.begin(school.work, school.amara, ReportKind.YEAR_END, YEAR).value


def parts(school: SmallSchool, report_id: int) -> dict[str, ParagraphView]:
    return {part.key: part for part in reporting.report(school.work, report_id).paragraphs}


def sources_of_anticipation(school: SmallSchool, report_id: int) -> tuple[SourceView, ...]:
    return parts(school, report_id)["area.anticipation"].sources


def test_an_area_quotes_judgement_observations_and_home_each_with_its_day(
    school: SmallSchool, report_id: int
) -> None:
    for month in range(1, 7):
        observed(school, date(2027, month, 5), f"Looked up in month {month} [00:04.20].")
    observed(school, date(2026, 7, 1), "Of the year before.")
    observed(school, date(2027, 6, 9), "Not approved.", approve=False)
    with school.work.database.write() as session:
        term = Term(name="Spring term", first_day=date(2027, 1, 4), last_day=date(2027, 3, 25))
        session.add(term)
        session.flush()
        session.add(
            Judgement(
                pupil_id=school.amara, area=Area.ANTICIPATION, term_id=term.id,
                words="Amara expects the light.", made_at=NOW,
            )
        )  # fmt: skip
        for areas in ([ContributionArea(area=Area.ANTICIPATION)], []):
            session.add(
                Contribution(
                    pupil_id=school.amara, kind=ContributionKind.HOME, told_on=date(2027, 3, 3),
                    told_by="Ngozi Okafor", words="She waits at the door.", updated_at=NOW,
                    areas=areas,
                )
            )  # fmt: skip
    started = report_drafting.start_from_evidence(school.work, report_id).value
    found = parts(school, report_id)

    assert found["area.anticipation"].text.split("\n\n") == [
        "Amara expects the light. (Spring term)",
        "Looked up in month 1. (5 January)",
        "Looked up in month 3. (5 March)",
        "Looked up in month 4. (5 April)",
        "Looked up in month 6. (5 June)",
        "Ngozi Okafor, 3 March 2027: “She waits at the door.”",
    ]
    assert [source.on.month for source in found["area.anticipation"].sources] == [1, 3, 4, 6]
    assert found["general_progress"].text == "Ngozi Okafor, 3 March 2027: “She waits at the door.”"
    assert found["subjects"].text == "- Bubble tube (5 June)"
    assert found["area.exploration"].text == ""
    assert {part.key for part in started.parts} == {
        "area.anticipation",
        "general_progress",
        "subjects",
    }


def test_steps_achieved_in_the_year_and_what_is_loved_stand_under_their_headings(
    school: SmallSchool, report_id: int
) -> None:
    with school.work.database.write() as session:
        for wording, status, day in (
            ("Looks for “more”", StepStatus.ACHIEVED, date(2027, 3, 20)),
            ("Of last year", StepStatus.ACHIEVED, date(2026, 3, 20)),
            ("Under way", StepStatus.IN_PROGRESS, date(2027, 3, 20)),
        ):
            session.add(
                OutcomeStep(
                    outcome_id=school.outcome, wording=wording, status=status, status_on=day
                )
            )
        session.add(
            Interest(pupil_id=school.amara, activity="Drums", what_it_looks_like="Laughs aloud")
        )
    report_drafting.start_from_evidence(school.work, report_id)
    found = parts(school, report_id)

    assert found["outcomes"].text == (
        "Amara will show what she wants next.\n- Looks for “more” (20 March 2027)"
    )
    assert found["loved"].text == "Drums: Laughs aloud"


def test_what_is_written_is_never_touched_and_starting_can_be_taken_back(
    school: SmallSchool, report_id: int
) -> None:
    observed(school, date(2027, 1, 5), "Looked up.")
    observed(school, date(2027, 1, 6), "Stayed with it.", Area.PERSISTENCE)
    reporting.save_texts(school.work, report_id, {"area.persistence": "My own words."})
    started = report_drafting.start_from_evidence(school.work, report_id).value
    assert parts(school, report_id)["area.persistence"].text == "My own words."
    assert report_drafting.start_from_evidence(school.work, report_id).value.parts == ()

    reporting.save_texts(school.work, report_id, {"subjects": "Changed since."})
    report_drafting.take_back(school.work, report_id, started)
    found = parts(school, report_id)
    assert found["area.anticipation"].text == ""
    assert found["area.anticipation"].sources == ()
    assert found["subjects"].text == "Changed since."
    assert found["area.persistence"].text == "My own words."


def test_where_nothing_was_recorded_nothing_is_started(school: SmallSchool, report_id: int) -> None:
    started = report_drafting.start_from_evidence(school.work, report_id)

    assert started.value.parts == ()
    assert not started.changes.records


def test_a_still_comes_with_its_words_only_where_the_family_may_have_it(
    school: SmallSchool, report_id: int
) -> None:
    observed(school, date(2027, 1, 5), "Looked up.", picture=photo())
    started = report_drafting.start_from_evidence(school.work, report_id).value
    assert not any(
        source.is_still for source in parts(school, report_id)["area.anticipation"].sources
    )
    assert started.left_out == (
        "One still left out: there is no permission for sharing with family.",
    )

    report_drafting.take_back(school.work, report_id, started)
    permit_family(school)
    report_drafting.start_from_evidence(school.work, report_id)
    assert any(source.is_still for source in sources_of_anticipation(school, report_id))


def test_the_review_begins_with_the_views_that_were_told(school: SmallSchool) -> None:
    review = reporting.begin(school.work, school.amara, ReportKind.EHC_REVIEW, "2027-07-10").value
    with school.work.database.write() as session:
        session.add(
            Conversation(
                pupil_id=school.amara, held_on=date(2027, 3, 1), with_whom="Ngozi Okafor",
                aspirations="To be understood.", concerns="Sleep.", updated_at=NOW,
                targets=[
                    ConversationTarget(
                        wording="Wait for her, and for Bilal, at the door.", home_does="Ten seconds"
                    )
                ],
            )
        )  # fmt: skip
        session.add(
            Contribution(
                pupil_id=school.amara, kind=ContributionKind.ADVICE, told_on=date(2027, 5, 3),
                told_by="Lin Chen, physiotherapist", words="Stand twice a day.", updated_at=NOW,
            )
        )  # fmt: skip
    report_drafting.start_from_evidence(school.work, review)
    found = parts(school, review)

    assert found["view.parents"].text == (
        "Ngozi Okafor, 1 March 2027: To be understood. Sleep.\n\n"
        "Agreed on 1 March 2027: Wait for her, and for another pupil, at the door. "
        "Home: Ten seconds."
    )
    assert found["view.professionals"].text == (
        "Lin Chen, physiotherapist, 3 May 2027: “Stand twice a day.”"
    )


def test_an_approved_report_is_not_started_again(school: SmallSchool, report_id: int) -> None:
    report_standing.approve(school.work, report_id)
    with pytest.raises(AppError, match="no longer changes"):
        report_drafting.start_from_evidence(school.work, report_id)


def test_progress_towards_an_outcome_begins_with_what_was_judged_and_seen(
    school: SmallSchool,
) -> None:
    seen = Seen(at(2026, 11, 4), did="Reached for the switch.", outcome=school.outcome)
    ((number, _),) = observe(school.work, school.amara, seen)
    with school.work.database.write() as session:
        term = Term(
            name="Autumn term 2026", first_day=date(2026, 9, 1), last_day=date(2026, 12, 18)
        )
        session.add(
            Judgement(
                pupil_id=school.amara, area=Area.ANTICIPATION, term=term, made_at=NOW,
                words="She expects the light.",
                rests_on=[JudgementObservation(observation_id=number)],
            )
        )  # fmt: skip
    review = reporting.begin(school.work, school.amara, ReportKind.EHC_REVIEW, "2027-07-10").value
    report_drafting.start_from_evidence(school.work, review)
    text = parts(school, review)[f"outcome.{school.outcome}.progress"].text
    assert text == (
        "She expects the light. (Anticipation, Autumn term 2026)\n\n"
        "Reached for the switch. (4 November)"
    )
