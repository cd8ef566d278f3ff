"""The dates that come, with all the deadlines of a review; who has not been seen lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from engagement_desktop.errors import InvalidInput
from engagement_desktop.models.own_minimum import OwnMinimum, ShortOf
from engagement_desktop.models.records import Pupil, Term
from engagement_desktop.models.states import Role
from engagement_desktop.services import conversations, dates, plans, seen_lately
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.conversations import ConversationForm
from engagement_desktop.services.dates import DateKind, SchoolDateForm
from engagement_desktop.services.plans import PlanForm, PlanReview
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school

TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
YESTERDAY = date(2026, 11, 20)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: TODAY, role=Role.LEAD))


def change(school: SmallSchool, pupil_id: int, **fields: object) -> None:
    with school.work.database.write() as session:
        for name, value in fields.items():
            setattr(session.get_one(Pupil, pupil_id), name, value)


def test_a_review_comes_with_all_its_deadlines(school: SmallSchool) -> None:
    change(school, school.amara, plan_review_on=date(2026, 12, 10), actual_year=6)
    lines = dates.dates_ahead(school.work)
    assert [(line.on, line.what) for line in lines] == [
        (date(2026, 11, 26), "Amara: Advice and information sent to everyone invited"),
        (date(2026, 12, 10), "Amara: Review meeting"),
        (date(2026, 12, 24), "Amara: Report of the meeting sent to everyone invited"),
        (date(2027, 1, 7), "Amara: Decision to keep, amend or end the plan"),
        (date(2027, 2, 15), "Amara: Plan amended for the move to secondary school"),
    ]
    assert "regulation 20" in lines[0].source


def test_after_the_meeting_its_later_deadlines_still_come(school: SmallSchool) -> None:
    change(school, school.amara, plan_review_on=date(2026, 11, 19))
    assert [line.on for line in dates.dates_ahead(school.work)] == [
        date(2026, 12, 3),
        date(2026, 12, 17),
    ]


def test_plans_conversations_and_the_schools_days_stand_together(
    school: SmallSchool, tmp_path: Path
) -> None:
    plan = PlanForm(activity="Tube", from_on=date(2026, 11, 1), review_on=date(2026, 12, 1))
    plans.save_plan(school.work, school.amara, None, plan)
    talk = ConversationForm(date(2026, 11, 1), "her mother", next_on=date(2026, 12, 9))
    conversations.save_conversation(school.work, school.amara, None, talk)
    evening = SchoolDateForm("Parents’ evening", date(2026, 12, 8))
    number = dates.save_school_date(school.work, None, evening).value
    lines = dates.dates_ahead(school.work)
    assert [line.kind for line in lines] == [
        DateKind.PLAN,
        DateKind.SCHOOL,
        DateKind.CONVERSATION,
    ]
    content = dates.save_calendar(school.work, lines, tmp_path / "dates.ics").read_bytes().decode()
    assert "SUMMARY:Parents’ evening" in content
    dates.remove_school_date(school.work, number)
    assert len(dates.dates_ahead(school.work)) == 2
    change(school, school.amara, left_on=date(2026, 11, 20))
    assert dates.dates_ahead(school.work) == ()


def test_what_was_to_be_done_stays_in_sight_until_it_is(
    school: SmallSchool, tmp_path: Path
) -> None:
    work = school.work
    plan = PlanForm(activity="Tube", from_on=date(2026, 9, 1), review_on=date(2026, 11, 4))
    plan_id = plans.save_plan(work, school.amara, None, plan).value
    for held, again in ((date(2026, 9, 3), date(2026, 12, 3)), (date(2026, 10, 1), YESTERDAY)):
        talk = ConversationForm(held, "her mother", next_on=again)
        conversations.save_conversation(work, school.amara, None, talk)
    lines = dates.dates_ahead(work)
    assert [(line.kind, line.on) for line in lines] == [
        (DateKind.PLAN, date(2026, 11, 4)),
        (DateKind.CONVERSATION, YESTERDAY),
    ]  # the 3rd of December was agreed before the conversation in October
    kept = dates.save_calendar(work, lines, tmp_path / "dates.ics").read_bytes()
    assert b"SUMMARY" not in kept
    plans.review_plan(work, plan_id, PlanReview(what_worked="The wait."))
    talk = ConversationForm(YESTERDAY, "her mother")
    conversations.save_conversation(work, school.amara, None, talk)
    assert dates.dates_ahead(work) == ()


def test_it_is_told_whose_parents_it_is_time_to_speak_with(school: SmallSchool) -> None:
    work = school.work
    change(school, school.bilal, started_on=date(2026, 11, 2))
    for held, again in ((date(2026, 6, 1), None), (date(2026, 7, 1), None)):
        talk = ConversationForm(held, "her mother", next_on=again)
        conversations.save_conversation(work, school.amara, None, talk)
    (line,) = dates.time_to_speak(work)
    assert (line.pupil_name, line.last) == ("Amara", date(2026, 7, 1))
    assert dates.time_to_speak(replace(work, role=Role.MODERATOR)) == ()
    talk = ConversationForm(date(2026, 7, 2), "her mother", next_on=date(2026, 12, 1))
    conversations.save_conversation(work, school.amara, None, talk)
    assert dates.time_to_speak(work) == ()


def test_a_day_needs_words_and_a_date(school: SmallSchool) -> None:
    with pytest.raises(InvalidInput) as refused:
        dates.save_school_date(school.work, None, SchoolDateForm())
    assert {problem.field for problem in refused.value.problems} == {"what", "on_day"}


def test_not_seen_goes_by_the_pupils_own_minimum_where_there_is_one(school: SmallSchool) -> None:
    observe(school.work, school.amara, Seen(at(2026, 11, 10)))
    assert [each.pupil_name for each in seen_lately.not_seen_lately(school.work)] == ["Bilal"]
    change(school, school.amara, observe_every_days=7)
    late = seen_lately.not_seen_lately(school.work)
    assert [(each.pupil_name, each.every_days) for each in late] == [("Bilal", 14), ("Amara", 7)]
    change(school, school.bilal, observe_every_days=None)
    observe(school.work, school.bilal, Seen(at(2026, 11, 20)))
    assert [each.pupil_name for each in seen_lately.not_seen_lately(school.work)] == ["Amara"]


def test_the_school_says_how_often_and_only_a_lead_changes_it(school: SmallSchool) -> None:
    observe(school.work, school.amara, Seen(at(2026, 11, 10)))
    observe(school.work, school.bilal, Seen(at(2026, 11, 10)))
    assert seen_lately.not_seen_lately(school.work) == ()
    seen_lately.save_own_minimum(school.work, OwnMinimum(7))
    late = seen_lately.not_seen_lately(school.work)
    assert [each.pupil_name for each in late] == ["Amara", "Bilal"]
    for wrong in (OwnMinimum(0), OwnMinimum(500), OwnMinimum(14, -1), OwnMinimum(14, 1000)):
        with pytest.raises(InvalidInput):
            seen_lately.save_own_minimum(school.work, wrong)
    with pytest.raises(NotAllowed):
        seen_lately.save_own_minimum(replace(school.work, role=Role.TEACHER), OwnMinimum(1))
    assert seen_lately.own_minimum(school.work) == OwnMinimum(7)


def test_who_was_seen_too_seldom_in_a_term_is_told_while_there_is_time(school: SmallSchool) -> None:
    with school.work.database.write() as session:
        session.query(Term).delete()
        session.add(Term(name="Autumn", first_day=date(2026, 9, 1), last_day=date(2026, 12, 18)))
    for day in (9, 19):
        observe(school.work, school.amara, Seen(at(2026, 11, day)))
    observe(school.work, school.bilal, Seen(at(2026, 11, 19)))
    observe(school.work, school.bilal, Seen(at(2026, 8, 20)))  # before the term
    seen_lately.save_own_minimum(school.work, OwnMinimum(14, 2))
    (late,) = seen_lately.not_seen_lately(school.work)
    assert late.pupil_name == "Bilal"
    assert late.short == ShortOf(1, 2, date(2026, 12, 18))

    earlier = replace(school.work, clock=lambda: TODAY - timedelta(days=2))  # over four weeks left
    assert seen_lately.not_seen_lately(earlier) == ()
    observe(school.work, school.bilal, Seen(at(2026, 11, 20)))
    assert seen_lately.not_seen_lately(school.work) == ()
