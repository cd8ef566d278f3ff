"""Outcomes, steps and the one kind sentence when a fresh look is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engagement_desktop.errors import InvalidInput
from engagement_desktop.models.states import AreaOfNeed, StepStatus
from engagement_desktop.services import outcomes
from engagement_desktop.services.outcomes import OutcomeForm, StepForm
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
    outcomes.close_outcome(school.work, school.outcome, reopen=True)
    assert outcomes.list_outcomes(school.work, school.amara)[0].id == school.outcome
