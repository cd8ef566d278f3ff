"""What needs me today, from a real file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    ClassGroup,
    Observation,
    Outcome,
    Pupil,
    School,
    StaffMember,
)
from engagement_desktop.models.states import ObservationStatus, Role
from engagement_desktop.services import conversations, dates, finding, observations, plans
from engagement_desktop.services.conversations import ConversationForm
from engagement_desktop.services.dates import SchoolDateForm
from engagement_desktop.services.home import HomeView, home
from engagement_desktop.services.plans import PlanForm
from engagement_desktop.services.workspace import Workspace
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
TODAY = NOW.astimezone().date()


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: NOW))


@pytest.fixture
def work(school: SmallSchool) -> Workspace:
    return school.work


def seen(work: Workspace, pupil_id: int, day: date, **values: object) -> int:
    """An observation on this day; approved unless said otherwise."""
    moment = datetime.combine(day, NOW.timetz())
    given: dict[str, object] = {
        "status": ObservationStatus.APPROVED,
        "activity": "drum",
        "created_at": moment,
        "updated_at": moment,
    }
    with work.database.write() as session:
        row = Observation(pupil_id=pupil_id, occurred_at=moment, **{**given, **values})
        session.add(row)
        session.flush()
        return row.id


def names_not_seen(view: HomeView) -> list[str]:
    return [line.pupil_name for line in view.not_seen]


def test_not_seen_is_longer_ago_than_our_own_aim(school: SmallSchool, work: Workspace) -> None:
    seen(work, school.amara, TODAY - timedelta(days=14))
    seen(work, school.bilal, TODAY - timedelta(days=15))
    view = home(work)
    assert names_not_seen(view) == ["Bilal"]
    assert view.not_seen[0].last_seen == TODAY - timedelta(days=15)
    with work.database.write() as session:
        session.query(School).one().observe_every_days = 10
    assert names_not_seen(home(work)) == ["Bilal", "Amara"]


def test_a_pupil_never_seen_comes_first(school: SmallSchool, work: Workspace) -> None:
    seen(work, school.amara, TODAY - timedelta(days=300))
    assert names_not_seen(home(work)) == ["Bilal", "Amara"]


def test_a_pupil_who_has_left_needs_nothing(school: SmallSchool, work: Workspace) -> None:
    with work.database.write() as session:
        session.get_one(Pupil, school.bilal).left_on = TODAY - timedelta(days=1)
        session.get_one(Pupil, school.bilal).plan_review_on = TODAY + timedelta(days=3)
    view = home(work)
    assert (view.pupils, names_not_seen(view), view.reviews) == (1, ["Amara"], ())


def test_my_own_drafts_the_latest_first_and_nobody_else_s(
    school: SmallSchool, work: Workspace
) -> None:
    draft = {"status": ObservationStatus.DRAFT, "written_by_id": school.teacher}
    older = seen(work, school.amara, TODAY - timedelta(days=2), **draft)
    newer = seen(work, school.bilal, TODAY, **draft)
    seen(work, school.amara, TODAY, **{**draft, "written_by_id": school.assistant})
    with work.database.write() as session:
        session.add(AreaResponse(observation_id=older, area=Area.INITIATION))
    drafts = home(work).drafts
    assert [line.observation_id for line in drafts] == [newer, older]
    assert [line.areas for line in drafts] == [0, 1]


def test_what_waits_for_approval_is_told_to_those_who_approve(
    school: SmallSchool, work: Workspace
) -> None:
    waiting = {"status": ObservationStatus.FOR_APPROVAL, "observer_id": school.assistant}
    first = seen(work, school.bilal, TODAY - timedelta(days=4), **waiting)
    second = seen(work, school.amara, TODAY - timedelta(days=1), **waiting)
    (line,) = home(work).waiting
    assert line.observer == "Sam Reed"
    assert line.observation_ids == (first, second)
    assert line.pupil_names == ("Bilal", "Amara")
    assert line.oldest == TODAY - timedelta(days=4)
    assert home(school.as_assistant).waiting == ()


@pytest.mark.parametrize(("days", "shown"), [(-29, False), (-28, True), (42, True), (43, False)])
def test_a_review_is_told_in_time_and_until_its_last_deadline(
    school: SmallSchool, work: Workspace, days: int, shown: bool
) -> None:
    with work.database.write() as session:
        session.get_one(Pupil, school.amara).plan_review_on = TODAY + timedelta(days=days)
    assert bool(home(work).reviews) is shown


@pytest.mark.parametrize(
    ("days", "year", "due"),
    [
        (20, 4, ["advice to everyone", "report to everyone", "decision"]),
        (3, 4, ["advice to everyone", "report to everyone", "decision"]),  # advice is overdue
        (-1, 4, ["report to everyone", "decision"]),
        (-15, 4, ["decision"]),
        (-15, 6, ["decision", "plan amended for the move to secondary school"]),
    ],
)
def test_a_review_is_told_with_all_its_deadlines(
    school: SmallSchool, work: Workspace, days: int, year: int, due: list[str]
) -> None:
    with work.database.write() as session:
        amara = session.get_one(Pupil, school.amara)
        amara.plan_review_on, amara.actual_year = TODAY + timedelta(days=days), year
    (review,) = home(work).reviews
    assert [each.short for each in review.deadlines] == due


def test_plans_conversations_and_the_schools_own_days_are_told_when_they_are_near(
    school: SmallSchool, work: Workspace
) -> None:
    lead = replace(work, role=Role.LEAD)
    for days in (-3, 21, 22):
        day = TODAY + timedelta(days=days)
        plan = PlanForm(activity=f"Tube {days}", from_on=TODAY - timedelta(90), review_on=day)
        plans.save_plan(work, school.amara, None, plan)
        dates.save_school_date(lead, None, SchoolDateForm(f"Evening {days}", day))
    talk = ConversationForm(TODAY, "her mother", next_on=TODAY + timedelta(days=20))
    conversations.save_conversation(work, school.amara, None, talk)
    assert [line.what for line in home(work).coming] == [
        "Amara: review the plan “Tube -3”",  # it is not reviewed yet
        "Amara: conversation with her mother",
        "Amara: review the plan “Tube 21”",
        "Evening 21",
    ]


def test_an_outcome_is_told_when_its_date_is_near_and_nothing_shows_movement(
    school: SmallSchool, work: Workspace
) -> None:
    with work.database.write() as session:
        session.get_one(Outcome, school.outcome).expected_by = TODAY + timedelta(days=30)
    (line,) = home(work).outcomes
    assert (line.pupil_name, line.outcome_id) == ("Amara", school.outcome)
    observation_id = seen(work, school.amara, TODAY)
    with work.database.write() as session:
        row = session.get_one(Observation, observation_id)
        row.outcomes.append(session.get_one(Outcome, school.outcome))
        row.responses.append(
            AreaResponse(area=Area.ANTICIPATION, what_this_shows="what_this_shows.maintained")
        )
    assert home(work).outcomes == ()


def test_a_class_teacher_is_told_of_her_own_class(school: SmallSchool, work: Workspace) -> None:
    with work.database.write() as session:
        oak = ClassGroup(name="Oak")
        session.add(oak)
        session.flush()
        session.get_one(StaffMember, school.teacher).class_group_id = oak.id
        session.get_one(Pupil, school.bilal).class_group_id = oak.id
    view = home(work)
    assert (view.class_name, view.pupils, names_not_seen(view)) == ("Oak", 1, ["Bilal"])


def test_words_written_in_an_observation_are_found(school: SmallSchool, work: Workspace) -> None:
    kept = observations.new_observation(work, school.amara).value
    form = replace(kept.form, activity="bubble tube", narrative="Stilled as the room dimmed.")
    observations.autosave(work, kept.id, form)
    (found,) = finding.find(work, "stilled dim")
    assert (found.record_id, found.pupil_name) == (kept.id, "Amara")
    assert finding.find(work, '"* OR NEAR(') == ()
