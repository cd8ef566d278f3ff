"""The one table of actions."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from engagement_desktop.ui.actions import SPECS, ActionTable
from engagement_desktop.ui.page_ids import PageId


@pytest.fixture
def table(look: object) -> ActionTable:
    return ActionTable()


def test_no_two_actions_have_the_same_shortcut() -> None:
    keys = Counter(QKeySequence(spec.shortcut).toString() for spec in SPECS if spec.shortcut)
    assert [each for each, count in keys.items() if count > 1] == []


def test_every_shortcut_is_one_that_qt_can_read() -> None:
    for spec in SPECS:
        if spec.shortcut:
            assert QKeySequence(spec.shortcut).toString(), spec.id


def test_no_two_actions_have_the_same_name_or_id() -> None:
    assert len({spec.id for spec in SPECS}) == len(SPECS)
    assert len({spec.text for spec in SPECS}) == len(SPECS)


def test_plain_letters_never_work_outside_a_clip() -> None:
    for spec in SPECS:
        modifiers = ("Ctrl+", "Alt+", "F1", "F7")
        assert spec.local or not spec.shortcut or spec.shortcut.startswith(modifiers), spec.id


def test_what_nobody_does_cannot_be_chosen(table: ActionTable) -> None:
    assert not table.action("page.print").isEnabled()
    assert table.trigger("page.print") is False


def test_an_action_does_what_the_page_shown_says(table: ActionTable) -> None:
    done: list[str] = []
    table.bind("page.print", lambda: done.append("report"), page=PageId.REPORTS)
    table.bind("page.print", lambda: done.append("timeline"), page=PageId.TIMELINE)
    for page in (PageId.TIMELINE, PageId.REPORTS, PageId.PLAN):
        table.show_page(page)
        table.action("page.print").trigger()
    assert done == ["timeline", "report"]
    assert not table.action("page.print").isEnabled()


def test_an_action_asks_whether_it_can_be_done(table: ActionTable) -> None:
    possible: list[bool] = [False]
    table.bind("observation.new", lambda: None, enabled=lambda: possible[0])
    assert not table.action("observation.new").isEnabled()
    possible[0] = True
    table.refresh()
    assert table.action("observation.new").isEnabled()


def test_a_page_that_is_gone_does_nothing_any_more(table: ActionTable) -> None:
    page, done = QObject(), []
    table.bind("page.print", lambda: done.append(True), owner=page)
    delete(page)
    table.refresh()
    assert table.trigger("page.print") is False
    assert done == []


def test_letters_are_free_for_writing_while_a_clip_has_not_the_focus(
    qtbot: QtBot, table: ActionTable
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    clip, field = QWidget(window), QLineEdit(window)
    clip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    played: list[bool] = []
    table.bind("review.play", lambda: played.append(True), widget=clip)
    table.show_page(PageId.REVIEW)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    qtbot.keyClicks(field, "a b")
    assert (field.text(), played) == ("a b", [])
    clip.setFocus()
    qtbot.keyClick(clip, Qt.Key.Key_Space)
    assert played == [True]
