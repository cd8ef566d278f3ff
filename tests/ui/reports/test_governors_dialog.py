"""The report to governors, as it is written and looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

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
