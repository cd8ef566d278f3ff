"""The page on who did what, as a lead and as a teacher meet it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engagement_desktop.models.states import Role
from engagement_desktop.services import observations
from engagement_desktop.ui.audit import texts
from engagement_desktop.ui.audit.audit_page import AuditPage
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.widgets.empty import EmptyState
from tests.helpers.pages import Desk, desk, put_on
from tests.helpers.small_school import SmallSchool, small_school


@dataclass
class Room:
    school: SmallSchool
    desk: Desk
    page: AuditPage

    def column(self, number: int) -> list[str]:
        model = self.page.model
        return [str(model.data(model.index(row, number))) for row in range(model.rowCount())]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        for work in (made.work, made.as_assistant):
            observations.new_observation(work, made.amara)
        yield made


@pytest.fixture
def room(school: SmallSchool, qtbot: QtBot, look: Look) -> Iterator[Room]:
    with desk(replace(school.work, role=Role.LEAD), qtbot) as made:
        page = AuditPage(made.context)
        put_on(made, page)
        page.load()
        qtbot.waitUntil(lambda: page.model.rowCount() > 0)
        yield Room(school, made, page)


def test_it_shows_who_did_what_the_latest_first(room: Room) -> None:
    assert room.column(1) == ["Sam Reed", "Jo Field"]
    assert room.column(2) == ["Observation 2 (Amara) added", "Observation 1 (Amara) added"]
    assert not room.page.earlier.isVisible()


def test_a_person_is_chosen_and_with_nothing_found_it_says_so(room: Room, qtbot: QtBot) -> None:
    page = room.page
    page.who.set_key(room.school.teacher)
    qtbot.waitUntil(lambda: room.column(1) == ["Jo Field"])
    page.who.set_key(0)
    qtbot.waitUntil(page.empty.isVisible)
    assert not page.export_button.isEnabled()
    page.who.set_key(None)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)


def test_the_chain_is_checked_and_the_table_saved(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    page = room.page
    page.check_button.click()
    qtbot.waitUntil(lambda: [m.sentence for m in room.desk.said] == [texts.WHOLE])
    page.export_to(tmp_path / "who.csv")
    qtbot.waitUntil(lambda: len(room.desk.said) == 2)
    assert room.desk.said[-1].sentence == "2 lines saved in “who.csv”."
    assert "Sam Reed" in (tmp_path / "who.csv").read_text(encoding="utf-8-sig")


def test_a_teacher_is_told_whose_part_it_is(school: SmallSchool, qtbot: QtBot, look: Look) -> None:
    with desk(school.work, qtbot) as made:
        page = AuditPage(made.context)
        put_on(made, page)
        page.load()
        sentences = [empty.sentence for empty in page.findChildren(EmptyState)]
        assert texts.NOT_ALLOWED in sentences
        assert not page.table.isVisible()
