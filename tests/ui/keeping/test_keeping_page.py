"""Keeping and removing, as two leads use it: asked by one, erased by the other, never by chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.models.records import Pupil
from engagement_desktop.models.retention import CountedFrom, Held, Rule
from engagement_desktop.models.states import Role
from engagement_desktop.services import erasing, keeping, pupils
from engagement_desktop.services.erasing import ErasureReason
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.keeping import texts
from engagement_desktop.ui.keeping.keeping_page import KeepingPage
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.widgets.dialog import Dialog
from tests.helpers.pages import Desk, desk, put_on
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        with made.work.database.write() as session:
            bilal = session.get_one(Pupil, made.bilal)
            bilal.born_on, bilal.left_on = date(1990, 1, 1), date(2009, 7, 20)
        yield made


@pytest.fixture
def lead(school: SmallSchool) -> Workspace:
    return replace(school.work, role=Role.LEAD)


@pytest.fixture
def at_desk(lead: Workspace, qtbot: QtBot, look: Look) -> Iterator[Desk]:
    with desk(lead, qtbot) as made:
        yield made


def opened(made: Desk) -> KeepingPage:
    page = KeepingPage(made.context)
    made.context.hub.changed.connect(page.changed)
    put_on(made, page)
    page.load()
    made.settle()
    return page


def words(widget: QWidget) -> str:
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_who_is_due_can_be_asked_for_and_taken_back(at_desk: Desk, school: SmallSchool) -> None:
    page = opened(at_desk)
    assert "Bilal, left on 20 July 2009" in words(page.due)
    assert texts.NOTHING_WAITS in words(page.waiting)
    dialog = page.ask_for(school.bilal)
    dialog.submit()
    at_desk.qtbot.waitUntil(lambda: "Bilal: kept for as long" in words(page.waiting))
    assert "Bilal" not in words(page.due)
    buttons = [each.text() for each in page.waiting.findChildren(QPushButton) if each.isVisible()]
    assert buttons == [texts.ASK, texts.TAKE_BACK]
    page.waiting.findChildren(QPushButton)[-1].click()
    at_desk.qtbot.waitUntil(lambda: texts.NOTHING_WAITS in words(page.waiting))


def test_a_form_without_a_pupil_says_so(at_desk: Desk) -> None:
    page = opened(at_desk)
    dialog = page.place_hold()
    dialog.submit()
    at_desk.qtbot.waitUntil(lambda: bool(dialog.fields["pupil_id"].problem))
    dialog.reject()


def test_a_hold_and_a_rule_are_kept(at_desk: Desk, lead: Workspace, school: SmallSchool) -> None:
    page = opened(at_desk)
    hold = page.place_hold()
    hold.pupil.set_key(school.bilal)
    hold.reason.setText("an appeal")
    hold.submit()
    at_desk.qtbot.waitUntil(lambda: "Bilal: an appeal" in words(page.on_hold))
    assert texts.NOTHING_DUE in words(page.due)
    dialog = page.change_rule(Held.CLIPS, keeping.rules(lead)[Held.CLIPS])
    dialog.years.setValue(3)
    dialog.counted_from.set_key(CountedFrom.LEAVING)
    dialog.submit()
    at_desk.qtbot.waitUntil(lambda: "3 years from the day the pupil left" in words(page.rules))
    assert keeping.rules(lead)[Held.CLIPS] == Rule(3, CountedFrom.LEAVING)


def test_the_second_person_erases_and_gets_the_certificate(
    lead: Workspace, school: SmallSchool, qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    erasing.ask(lead, school.bilal, ErasureReason.TIME_OVER)
    to = tmp_path / "certificate.pdf"
    with desk(replace(lead, staff_id=school.assistant), qtbot) as made:
        page = opened(made)
        page.waiting.findChildren(QPushButton)[-1].click()
        question = next(each for each in page.findChildren(Dialog) if each.isVisible())
        assert "Erase everything about Bilal?" in words(question)
        assert pupils.profile(lead, school.bilal)
        yes = next(b for b in question.findChildren(QPushButton) if b.text() == texts.YES_ERASE)
        yes.click()
        files = next(each for each in page.findChildren(QFileDialog))
        files.fileSelected.emit(str(to))
        files.reject()
        qtbot.waitUntil(to.exists)
        made.settle()
        assert to.read_bytes().startswith(b"%PDF")
        assert "certificate.pdf" in made.said[-1].sentence
    assert [row.preferred_name for row in pupils.list_pupils(lead, left=True)] == ["Amara"]


def test_a_teacher_is_told_whose_part_it_is(school: SmallSchool, qtbot: QtBot, look: Look) -> None:
    with desk(school.work, qtbot) as made:
        page = opened(made)
        assert texts.NOT_ALLOWED in words(page)
        assert not page.waiting.isVisible()
