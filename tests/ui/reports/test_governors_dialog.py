"""The report to governors, as it is written and looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.errors import AppError
from engagement_desktop.models.states import Role
from engagement_desktop.services import governors
from engagement_desktop.ui.reports.governors_dialog import GovernorsDialog
from tests.helpers.pages import Desk
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, role=Role.LEAD))


def test_the_words_are_kept_for_their_period_and_stand_on_the_page(
    desktop: Desk, school: SmallSchool, qtbot: QtBot
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    dialog = GovernorsDialog(desktop.context, page)
    desktop.settle()
    dialog.areas["provision"].insertPlainText("Two switches more, and Bilal’s own.")
    dialog.period.setCurrentIndex(1)
    dialog.period.activated.emit(1)
    desktop.settle()
    assert dialog.areas["provision"].text() == ""
    this = governors.begin(school.work, governors.periods(school.work)[0]).value
    assert this.form.provision == "Two switches more, and Bilal’s own."

    dialog.period.setCurrentIndex(0)
    dialog.period.activated.emit(0)
    desktop.settle()
    dialog.areas["outcomes"].insertPlainText("Not saved yet.")
    dialog.shown.chips()[1].click()
    qtbot.waitUntil(lambda: dialog.feed.latest is not None)
    desktop.settle()
    words = dialog.panel.page.accessibleDescription()
    assert "Two switches more, and a pupil’s own." in words
    assert "Not saved yet." in words
    assert "Bilal Example" in dialog.panel.problem.text()
    dialog.reject()
    desktop.settle()
    assert governors.begin(school.work, this.period).value.form.outcomes == "Not saved yet."


def test_what_is_typed_until_the_other_period_is_shown_stays_with_its_own(
    desktop: Desk, school: SmallSchool, qtbot: QtBot
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    dialog = GovernorsDialog(desktop.context, page)
    desktop.settle()
    dialog.areas["learnt"].insertPlainText("a")
    typing, typed = QTimer(), 1

    def type_on() -> None:
        nonlocal typed
        if dialog.areas["learnt"].text() and typed < 100:
            typed += 1
            QTest.keyClicks(dialog.areas["learnt"], "a")
        else:
            typing.stop()

    typing.timeout.connect(type_on)
    dialog.period.setCurrentIndex(1)
    dialog.period.activated.emit(1)
    typing.start(0)
    qtbot.waitUntil(lambda: not typing.isActive())
    dialog.reject()
    desktop.settle()

    this, last = governors.periods(school.work)[:2]
    assert typed > 1
    assert governors.begin(school.work, this).value.form.learnt == "a" * typed
    assert governors.begin(school.work, last).value.form.learnt == ""


def test_the_period_shown_keeps_its_name_where_another_cannot_be_opened(
    desktop: Desk, school: SmallSchool, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    dialog = GovernorsDialog(desktop.context, page)
    desktop.settle()

    def in_use(*_: object) -> None:
        raise AppError("The file is in use.")

    with monkeypatch.context() as patched:
        patched.setattr(governors, "begin", in_use)
        dialog.period.setCurrentIndex(1)
        dialog.period.activated.emit(1)
        desktop.settle()
    assert dialog.period.currentIndex() == 0
    dialog.areas["learnt"].insertPlainText("Still here.")
    dialog.reject()
    desktop.settle()
    this = governors.periods(school.work)[0]
    assert governors.begin(school.work, this).value.form.learnt == "Still here."
