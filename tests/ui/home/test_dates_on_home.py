"""What comes and what was to be done stands on Home, and each line leads to where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from engagement_desktop.models.records import Pupil
from engagement_desktop.models.states import Role
from engagement_desktop.services import conversations, dates, plans
from engagement_desktop.services.conversations import ConversationForm
from engagement_desktop.services.dates import SchoolDateForm
from engagement_desktop.services.plans import PlanForm
from engagement_desktop.ui.home.home_page import HomePage
from engagement_desktop.ui.page_ids import PageId
from tests.helpers.pages import Desk, put_on
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: NOW, role=Role.LEAD))


def test_it_is_said_once_that_it_is_time_to_speak_with_parents(
    school: SmallSchool, desktop: Desk
) -> None:
    talk = ConversationForm(date(2026, 6, 1), "her mother")
    conversations.save_conversation(school.work, school.amara, None, talk)
    page = HomePage(desktop.context)
    put_on(desktop, page)
    page.load()
    desktop.settle()
    title = "Time to speak with the parents of Amara"
    assert title in [each.text() for each in page.findChildren(QLabel)]
    press = {each.accessibleName(): each for each in page.findChildren(QAbstractButton)}
    press[f"Open: {title}"].click()
    assert desktop.journey.visits == [("pupil", school.amara, PageId.CONVERSATIONS)]


def test_dates_of_every_kind_stand_on_home(school: SmallSchool, desktop: Desk) -> None:
    work = school.work
    with work.database.write() as session:
        session.get_one(Pupil, school.amara).plan_review_on = date(2026, 11, 13)
    plan = PlanForm(activity="Drum", from_on=date(2026, 9, 1), review_on=date(2026, 11, 9))
    plans.save_plan(work, school.bilal, None, plan)
    dates.save_school_date(work, None, SchoolDateForm("Parents’ evening", date(2026, 12, 8)))
    page = HomePage(desktop.context)
    put_on(desktop, page)
    page.load()
    desktop.settle()
    said = [each.text() for each in page.findChildren(QLabel)]
    place = said.index("Bilal: review the plan “Drum”")
    assert said[place : place + 6] == [
        "Bilal: review the plan “Drum”",
        "Was planned for 9 November 2026",
        "Amara: plan review was on Friday 13 November",
        "Report to everyone by Friday 27 November · decision by Friday 11 December",
        "Parents’ evening",
        "Tuesday 8 December",
    ]
    open_plan = next(
        each
        for each in page.findChildren(QAbstractButton)
        if each.accessibleName() == "Open: Bilal: review the plan “Drum”"
    )
    open_plan.click()
    assert desktop.journey.visits == [("pupil", school.bilal, PageId.PLAN)]
