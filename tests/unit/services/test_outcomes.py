"""Outcomes, steps and the one kind sentence when a fresh look is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.states import AreaOfNeed, OutcomeEventKind, StepStatus
from engagement_desktop.services import binned, outcomes, plans
from engagement_desktop.services.outcomes import OutcomeForm, StepForm
from engagement_desktop.services.plans import PlanForm
from engagement_desktop.storage import search
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school

SEPTEMBER = datetime(2026, 9, 10, 9, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 21, 9, tzinfo=UTC)
FORM = OutcomeForm(
    wording="Amara will ask for more.",
    success="She looks up when it stops.",
    needs=(AreaOfNeed.COMMUNICATION, AreaOfNeed.SENSORY_PHYSICAL),
    expected_by=date(2026, 12, 18),
    steps=(StepForm(None, "Stills"), StepForm(None, " "), StepForm(None, "Looks")),
)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: SEPTEMBER))


def in_november(school: SmallSchool) -> SmallSchool:
    return replace(school, work=replace(school.work, clock=lambda: NOVEMBER))


def test_an_outcome_is_read_as_it_was_written(school: SmallSchool) -> None:
    number = outcomes.save_outcome(school.work, school.amara, None, FORM).value
    found = outcomes.list_outcomes(school.work, school.amara)[-1]
    assert (found.id, found.wording, found.success) == (number, FORM.wording, FORM.success)
    assert found.needs == FORM.needs
    assert [(step.wording, step.status) for step in found.steps] == [
        ("Stills", StepStatus.IN_PROGRESS),
        ("Looks", StepStatus.IN_PROGRESS),
    ]


def test_only_a_step_that_changed_is_dated_anew(school: SmallSchool) -> None:
    number = outcomes.save_outcome(school.work, school.amara, None, FORM).value
    first, second = outcomes.list_outcomes(school.work, school.amara)[-1].steps
    later = in_november(school)
    form = replace(
        FORM,
        steps=(
            StepForm(second.id, "Looks", StepStatus.ACHIEVED),
            StepForm(first.id, "Stills"),
        ),
    )
    outcomes.save_outcome(later.work, school.amara, number, form)
    steps = outcomes.list_outcomes(later.work, school.amara)[-1].steps
    assert [(step.wording, step.status_on) for step in steps] == [
        ("Looks", NOVEMBER.date()),
        ("Stills", SEPTEMBER.date()),
    ]


def test_an_outcome_needs_words_and_an_area_of_need(school: SmallSchool) -> None:
    with pytest.raises(InvalidInput) as refused:
        outcomes.save_outcome(school.work, school.amara, None, OutcomeForm())
    assert [problem.field for problem in refused.value.problems] == ["wording", "needs"]


def test_a_fresh_look_is_offered_until_something_shows_movement(school: SmallSchool) -> None:
    number = outcomes.save_outcome(school.work, school.amara, None, FORM).value
    later = in_november(school)

    def said() -> str:
        return outcomes.list_outcomes(later.work, school.amara)[-1].fresh_look

    assert "18 December 2026" in said()
    observe(school.work, school.amara, Seen(at(2026, 11, 2), shows="levelled_off", outcome=number))
    assert said()
    observe(school.work, school.amara, Seen(at(2026, 11, 3), shows="maintained", outcome=number))
    assert not said()
    assert outcomes.list_outcomes(later.work, school.amara)[-1].last_seen == date(2026, 11, 3)


def test_looking_at_it_is_kept_and_can_be_taken_back(school: SmallSchool) -> None:
    number = outcomes.save_outcome(school.work, school.amara, None, FORM).value
    before = outcomes.mark_reviewed(school.work, number).value
    assert before is None
    found = outcomes.list_outcomes(school.work, school.amara)[-1]
    assert found.reviewed_on == SEPTEMBER.date()
    outcomes.set_reviewed(school.work, number, before)
    assert outcomes.list_outcomes(school.work, school.amara)[-1].reviewed_on is None


def test_a_closed_outcome_goes_last_and_is_never_said_to_need_a_look(school: SmallSchool) -> None:
    outcomes.save_outcome(school.work, school.amara, None, FORM)
    outcomes.close_outcome(school.work, school.outcome)
    found = outcomes.list_outcomes(in_november(school).work, school.amara)
    assert [outcome.closed_on is None for outcome in found] == [True, False]
    outcomes.reopen_outcome(school.work, school.outcome)
    assert outcomes.list_outcomes(school.work, school.amara)[0].id == school.outcome


def history_of(school: SmallSchool) -> list[tuple[OutcomeEventKind, str, StepStatus | None]]:
    found = outcomes.list_outcomes(school.work, school.amara)[-1]
    return [(event.kind, event.words, event.status) for event in found.history]


def test_what_happened_is_kept_with_the_words_of_then(school: SmallSchool) -> None:
    number = outcomes.save_outcome(school.work, school.amara, None, FORM).value
    later = in_november(school)
    steps = outcomes.list_outcomes(school.work, school.amara)[-1].steps
    outcomes.set_step_status(later.work, steps[0].id, StepStatus.ACHIEVED)
    reworded = replace(
        FORM,
        wording="Amara asks for more.",
        steps=(StepForm(steps[0].id, "Stills", StepStatus.ACHIEVED),),
    )
    outcomes.save_outcome(later.work, school.amara, number, reworded)
    assert history_of(later) == [
        (OutcomeEventKind.STEP_TAKEN_OUT, "Looks", None),
        (OutcomeEventKind.REWORDED, "Amara will ask for more.", None),
        (OutcomeEventKind.STEP_STATUS, "Stills", StepStatus.ACHIEVED),
        (OutcomeEventKind.STEP_ADDED, "Looks", None),
        (OutcomeEventKind.STEP_ADDED, "Stills", None),
        (OutcomeEventKind.SET, "", None),
    ]


def test_a_wrong_click_taken_back_leaves_no_trace(school: SmallSchool) -> None:
    number = outcomes.save_outcome(school.work, school.amara, None, FORM).value
    before = history_of(school)
    step = outcomes.list_outcomes(school.work, school.amara)[-1].steps[0]
    outcomes.set_step_status(school.work, step.id, StepStatus.ACHIEVED)
    outcomes.set_step_status(school.work, step.id, StepStatus.IN_PROGRESS)
    outcomes.close_outcome(school.work, number)
    outcomes.reopen_outcome(school.work, number)
    outcomes.close_outcome(school.work, number, achieved=True)
    outcomes.reopen_outcome(school.work, number)
    was = outcomes.mark_reviewed(school.work, number).value
    outcomes.set_reviewed(school.work, number, was)
    assert history_of(school) == before


def standing(school: SmallSchool) -> tuple[date | None, date | None]:
    (found,) = outcomes.list_outcomes(school.work, school.amara)
    return found.closed_on, found.achieved_on


def test_an_outcome_is_achieved_and_can_be_taken_up_again(school: SmallSchool) -> None:
    number, set_on = school.outcome, school.work.today()
    outcomes.close_outcome(school.work, number, achieved=True)
    assert standing(school) == (set_on, set_on)
    later = in_november(school)
    outcomes.reopen_outcome(later.work, number)
    assert standing(later) == (None, None)
    outcomes.close_outcome(later.work, number, achieved=True, on=set_on)  # undo
    assert standing(later) == (set_on, set_on)
    outcomes.reopen_outcome(later.work, number)
    outcomes.close_outcome(later.work, number)  # for another reason: that is no undo
    assert standing(later) == (later.work.today(), None)


def test_an_outcome_that_should_not_be_there_goes_into_the_bin_and_comes_back_whole(
    school: SmallSchool,
) -> None:
    outcomes.save_outcome(school.work, school.amara, school.outcome, FORM)
    observe(school.work, school.amara, Seen(SEPTEMBER, outcome=school.outcome))
    plan = PlanForm(activity="Tube", provision="A dim room", outcome_ids=(school.outcome,))
    plans.save_plan(school.work, school.amara, None, plan)
    (before,) = outcomes.list_outcomes(school.work, school.amara)
    assert before.provision == ("A dim room",)
    entry = outcomes.remove_outcome(school.work, school.outcome).value
    assert outcomes.list_outcomes(school.work, school.amara) == ()
    assert plans.list_plans(school.work, school.amara)[0].form.outcome_ids == ()
    binned.put_back(school.work, entry)
    assert outcomes.list_outcomes(school.work, school.amara) == (before,)


def test_a_step_moves_only_as_allowed(school: SmallSchool) -> None:
    outcomes.save_outcome(school.work, school.amara, None, FORM)
    step = outcomes.list_outcomes(school.work, school.amara)[-1].steps[0]
    outcomes.set_step_status(school.work, step.id, StepStatus.ACHIEVED)
    with pytest.raises(AppError, match="in progress again"):
        outcomes.set_step_status(school.work, step.id, StepStatus.CHANGED)
    assert outcomes.list_outcomes(school.work, school.amara)[-1].steps[0].status is (
        StepStatus.ACHIEVED
    )


def test_a_fresh_look_is_said_until_a_plan_answers_it(school: SmallSchool) -> None:
    number = outcomes.save_outcome(school.work, school.amara, None, FORM).value
    later = in_november(school)
    assert outcomes.list_outcomes(later.work, school.amara)[-1].fresh_look
    plan = PlanForm(activity="Bubble tube", outcome_ids=(number,), from_on=NOVEMBER.date())
    plans.save_plan(later.work, school.amara, None, plan)
    assert not outcomes.list_outcomes(later.work, school.amara)[-1].fresh_look


def test_outcomes_plans_and_provision_are_found_by_their_words(school: SmallSchool) -> None:
    outcomes.save_outcome(school.work, school.amara, None, FORM)
    plans.save_plan(school.work, school.amara, None, PlanForm(activity="Foil blanket"))
    form = plans.ProvisionForm("A visual cue card", effect="She looked at the card alone.")
    number = plans.save_provision(school.work, school.amara, None, form).value
    with school.work.database.read() as session:
        assert [hit.kind for hit in search.find(session, "stills")] == ["outcome"]
        assert [hit.kind for hit in search.find(session, "foil")] == ["plan"]
        assert [hit.kind for hit in search.find(session, "card alone")] == ["provision"]
    plans.remove_provision(school.work, number)
    with school.work.database.read() as session:
        assert search.find(session, "card") == ()
