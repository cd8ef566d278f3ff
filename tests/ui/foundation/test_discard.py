"""A widget that leaves a layout leaves nothing behind that its successor could stumble over."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot

from engagement_desktop.services import pupils
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.page_ids import PUPIL_PAGES
from engagement_desktop.ui.widgets.discard import discard, take_out


def held() -> int:
    """How many items of layouts PySide takes for alive, once all is gone that was to go."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return sum(isinstance(each, QWidgetItem) for each in shiboken6.getAllValidWrappers())


@pytest.fixture
def label(qtbot: QtBot) -> Iterator[QLabel]:
    """In a layout in a layout, whose items PySide holds."""
    page = QWidget()
    qtbot.addWidget(page)
    column, inner, made = QVBoxLayout(page), QVBoxLayout(), QLabel("x")
    inner.addWidget(made)
    column.addLayout(inner)
    yield made  # noqa: PT022 - the page lives as long


def test_a_discarded_widget_leaves_no_item(label: QLabel) -> None:
    before = held()
    discard(label)
    assert held() == before - 1
    assert not shiboken6.isValid(label)


def test_a_widget_that_is_taken_out_leaves_no_item(label: QLabel) -> None:
    before = held()
    take_out(label)
    assert held() == before - 1
    take_out(label)  # which stands in none now
    assert label.text() == "x"


def test_pages_turned_from_pupil_to_pupil_leave_no_items(qtbot: QtBot, main: MainWindow) -> None:
    rows = [row.id for row in pupils.list_pupils(main.context.work)][:2]

    def turn() -> int:
        for page in PUPIL_PAGES:
            for pupil_id in rows:
                main.show_pupil(pupil_id, page)
                qtbot.waitUntil(main.tasks.idle, timeout=10_000)
        return held()

    turn()
    assert turn() == turn()
