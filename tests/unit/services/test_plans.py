"""Plans, their reviews carried into the next plan, and changes of provision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engagement_desktop.errors import InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.services import binned, observations, plans
from engagement_desktop.services.plans import PlanForm, PlanReview, ProvisionForm
from engagement_desktop.services.timeline import timeline
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: NOW))


def form(school: SmallSchool) -> PlanForm:
    return PlanForm(
        areas=(Area.ANTICIPATION, Area.INITIATION),
        outcome_ids=(school.outcome,),
        activity="Bubble tube",
        why_activity="why_activity.highest_interest",
        provision="Switch on tray",
        success_criteria="Looks before it lights",
        who_and_when="Tom, Tuesdays",
        from_on=date(2026, 9, 3),
        review_on=date(2026, 12, 10),
    )


def test_a_plan_is_read_as_it_was_written(school: SmallSchool) -> None:
    plans.save_plan(school.work, school.amara, None, form(school))
    (plan,) = plans.list_plans(school.work, school.amara)
    assert plan.form == form(school)
    assert plan.outcomes == ("Amara will show what she wants next.",)
    assert plan.why == "highest interest (baseline)"


def test_a_plan_never_takes_another_pupils_outcome(school: SmallSchool) -> None:
    plans.save_plan(school.work, school.bilal, None, form(school))
    (plan,) = plans.list_plans(school.work, school.bilal)
    assert plan.outcomes == ()


def test_a_plan_needs_an_activity_and_dates_in_order(school: SmallSchool) -> None:
    wrong = replace(form(school), activity=" ", review_on=date(2026, 9, 1))
    with pytest.raises(InvalidInput) as refused:
        plans.save_plan(school.work, school.amara, None, wrong)
    assert [problem.field for problem in refused.value.problems] == ["activity", "review_on"]


def test_the_review_goes_into_the_next_plan(school: SmallSchool) -> None:
    number = plans.save_plan(school.work, school.amara, None, form(school)).value
    review = PlanReview("Low light.", "Wait longer.", "next_action.modify", "new adult")
    following = plans.review_plan(school.work, number, review).value
    assert following.why_note == "Modify. new adult. Wait longer."
    assert following.areas == form(school).areas
    assert following.provision == "Switch on tray"
    assert following.review_on is None
    plans.save_plan(school.work, school.amara, None, following)
    now, before = plans.list_plans(school.work, school.amara)
    assert (now.reviewed_on, before.reviewed_on) == (None, NOW.date())
    assert before.review == review


def test_a_review_says_what_worked(school: SmallSchool) -> None:
    number = plans.save_plan(school.work, school.amara, None, form(school)).value
    with pytest.raises(InvalidInput, match="what worked"):
        plans.review_plan(school.work, number, PlanReview(build_on="More"))
    assert plans.list_plans(school.work, school.amara)[0].reviewed_on is None


def test_a_change_of_provision_stands_on_the_timeline_and_can_be_taken_back(
    school: SmallSchool,
) -> None:
    change = ProvisionForm("Ten-second wait", date(2026, 9, 3), None, "More looks.")
    number = plans.save_provision(school.work, school.amara, None, change).value
    (band,) = timeline(school.work, school.amara).provision
    assert (band.name, band.first, band.note) == (
        "Ten-second wait",
        date(2026, 9, 3),
        "More looks.",
    )
    before = plans.list_provision(school.work, school.amara)
    gone = plans.remove_provision(school.work, number).value
    assert plans.list_provision(school.work, school.amara) == ()
    binned.put_back(school.work, gone)
    assert plans.list_provision(school.work, school.amara) == before


def test_a_change_of_provision_says_what_and_ends_after_it_began(school: SmallSchool) -> None:
    wrong = ProvisionForm(" ", date(2026, 9, 3), date(2026, 9, 2))
    with pytest.raises(InvalidInput) as refused:
        plans.save_provision(school.work, school.amara, None, wrong)
    assert [problem.field for problem in refused.value.problems] == ["what", "until_on"]


def test_a_plan_that_should_not_be_there_goes_into_the_bin_and_comes_back_whole(
    school: SmallSchool,
) -> None:
    number = plans.save_plan(school.work, school.amara, None, form(school)).value
    observations.new_observation(school.work, school.amara, plan_id=number)
    before = plans.list_plans(school.work, school.amara)
    assert len(before[0].seen) == 1
    gone = plans.remove_plan(school.work, number).value
    assert plans.list_plans(school.work, school.amara) == ()
    binned.put_back(school.work, gone)
    assert plans.list_plans(school.work, school.amara) == before
