"""Columns stand beside one another where there is room, and are never cut off."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.side_by_side import SideBySide


@pytest.mark.parametrize(("width", "beside"), [(420, False), (680, True)], ids=["narrow", "wide"])
def test_columns_stand_beside_one_another_from_their_room_on(
    qtbot: QtBot, look: Look, width: int, beside: bool
) -> None:
    columns = SideBySide(600)
    room = VerticalScroll(columns)
    qtbot.addWidget(room)
    first, second = QPushButton("One"), QPushButton("Two")
    columns.column().addWidget(first)
    columns.column().addWidget(second)
    room.resize(look.px(width), 300)
    room.show()
    qtbot.waitUntil(lambda: columns.beside is beside)
    qtbot.waitUntil(lambda: (first.y() == second.y()) is beside)


def test_columns_that_grow_too_wide_go_below_one_another(qtbot: QtBot, look: Look) -> None:
    columns = SideBySide(300)
    room = VerticalScroll(columns)
    qtbot.addWidget(room)
    first, second = QPushButton("One"), QPushButton("Two")
    columns.column().addWidget(first)
    columns.column().addWidget(second)
    room.resize(look.px(300) + 200, 300)
    room.show()
    qtbot.waitUntil(lambda: columns.beside)
    first.setMinimumWidth(look.px(300) + 180)
    qtbot.waitUntil(lambda: not columns.beside)
    assert columns.minimumSizeHint().width() == look.px(300) + 180
