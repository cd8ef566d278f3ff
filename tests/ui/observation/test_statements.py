"""Tagging an observation with statements of another framework, as a teacher does it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from engagement_desktop.models.statements import StatementText
from engagement_desktop.models.states import Role
from engagement_desktop.services import frameworks
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.statements import StatementDialog
from tests.ui.observation.conftest import Room

STEPS = (
    StatementText("RfL 1", "Contact", "Turns to a voice"),
    StatementText("RfL 2", "Contact", "<b>Looks</b> & reaches"),
    StatementText("RfL 3", "Choice", "Chooses between two cups"),
)


def test_without_a_list_nothing_of_it_is_shown(room: Room) -> None:
    room.begin()
    assert room.page.writing.editor.statements.isHidden()


def test_statements_are_searched_chosen_kept_taken_away_and_undone(room: Room) -> None:
    lead = replace(room.school.work, role=Role.LEAD)
    frameworks.bring_in(lead, "Routes", STEPS)
    view = room.begin()
    card = room.page.writing.editor.statements
    room.press(card.add_button)
    dialog = card.findChild(StatementDialog)
    room.type(dialog.statements.search, "choi cups")
    listed = dialog.statements.view
    assert listed.model().rowCount() == 1
    listed.setFocus()
    room.qtbot.keyClick(listed, Qt.Key.Key_Down)
    room.qtbot.keyClick(listed, Qt.Key.Key_Space)
    dialog.statements.search.clear()
    room.qtbot.mouseClick(
        listed.viewport(),
        Qt.MouseButton.LeftButton,
        pos=listed.visualRect(listed.model().index(1)).center(),
    )
    dialog.submit()
    room.settle()
    chosen = [each.said.title for each in statements(room) if each.id in stored(room, view.id)]
    assert chosen == ["RfL 2 <b>Looks</b> & reaches", "RfL 3 Chooses between two cups"]
    away = texts.STATEMENT_AWAY.format(statement=chosen[1])
    room.press(next(b for b in card.findChildren(QAbstractButton) if b.accessibleName() == away))
    room.settle()
    assert len(stored(room, view.id)) == 1
    room.page.writing.history.undo()
    room.settle()
    assert len(stored(room, view.id)) == 2


def statements(room: Room) -> tuple[frameworks.StatementView, ...]:
    (made,) = frameworks.list_frameworks(room.school.work)
    return made.statements


def stored(room: Room, observation_id: int) -> tuple[int, ...]:
    return room.stored(observation_id).form.statement_ids
