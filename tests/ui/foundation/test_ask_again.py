"""The password once more: right, wrong, given up, and not asked in a demo school."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.models.roles import Act
from engagement_desktop.ui.ask_again import AskAgain, ask_again
from engagement_desktop.ui.look.style import Look
from tests.helpers.pages import Desk, desk
from tests.helpers.school import PASSWORD, copy_school, open_school
from tests.helpers.small_school import small_school


@pytest.fixture
def at_desk(tmp_path: Path, qtbot: QtBot, look: Look) -> Iterator[Desk]:
    work = open_school(copy_school(tmp_path))
    with desk(work, qtbot) as made:
        yield made
    work.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def asked(at_desk: Desk, window: QWidget, done: list[str]) -> AskAgain:
    dialog = ask_again(at_desk.context, window, Act.EXPORT, lambda: done.append("done"))
    assert dialog is not None
    return dialog


def test_the_right_password_goes_on_and_is_not_asked_again(at_desk: Desk, window: QWidget) -> None:
    done: list[str] = []
    dialog = asked(at_desk, window, done)
    assert "cannot be called back" in " ".join(each.text() for each in dialog.findChildren(QLabel))
    dialog.password.setText(PASSWORD)
    dialog.go_on.click()
    at_desk.qtbot.waitUntil(lambda: done == ["done"])
    assert ask_again(at_desk.context, window, Act.EXPORT, lambda: done.append("again")) is None
    assert done == ["done", "again"]


def test_a_wrong_password_is_told_beside_the_field_and_nothing_is_done(
    at_desk: Desk, window: QWidget
) -> None:
    done: list[str] = []
    dialog = asked(at_desk, window, done)
    dialog.password.setText("not it")
    dialog.go_on.click()
    at_desk.qtbot.waitUntil(lambda: "not your password" in dialog.field.problem)
    assert dialog.go_on.isEnabled()
    dialog.reject()
    assert done == []


def test_a_demo_school_asks_nothing(
    tmp_path: Path, qtbot: QtBot, look: Look, window: QWidget
) -> None:
    done: list[str] = []
    with small_school(tmp_path) as school, desk(school.work, qtbot) as made:
        assert ask_again(made.context, window, Act.EXPORT, lambda: done.append("done")) is None
    assert done == ["done"]
