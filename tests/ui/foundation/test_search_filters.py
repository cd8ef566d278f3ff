"""The chips below the search write filters into it, and take them out again."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.shell.search_filters import SearchFilters
from engagement_desktop.ui.widgets.search_field import SearchField


@pytest.fixture
def filters(qtbot: QtBot, look: Look) -> SearchFilters:
    search = SearchField("Find anything")
    qtbot.addWidget(search)
    made = SearchFilters(search, (("marker", "mark in a clip"),), date(2026, 11, 22))
    qtbot.addWidget(made)
    return made


def test_a_chip_asks_for_its_words_where_the_cursor_then_stands(filters: SearchFilters) -> None:
    filters.search.setText("drum")
    filters.chips["place"].click()
    assert filters.search.text() == 'drum place:""'
    filters.search.insert("sensory room")
    assert filters.search.text() == 'drum place:"sensory room"'
    assert filters.chips["place"].isChecked()
    filters.chips["place"].click()
    assert filters.search.text() == "drum"
    assert not filters.chips["place"].isChecked()


def test_a_filter_that_was_typed_marks_its_chip(filters: SearchFilters) -> None:
    filters.search.setText("area:init from:2026-09-01")
    chosen = {name for name, chip in filters.chips.items() if chip.isChecked()}
    assert chosen == {"area", "from"}
