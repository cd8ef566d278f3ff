"""The observations page on a real encrypted file, used as a person uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from engagement_desktop.models.areas import Area
from engagement_desktop.services import observations
from engagement_desktop.services.observation_views import ObservationView
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.observation.area_card import ResponseBody
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.page_ids import PageId
from tests.helpers.clips import MadeClip, Recipe, encode, numbered
from tests.helpers.pages import Desk, desk
from tests.helpers.small_school import SmallSchool, small_school

GOP = {"preset": "veryfast", "crf": "20", "x264-params": "keyint=12:min-keyint=12:scenecut=0"}


@dataclass
class Room:
    """The page as shown for Amara, and what came of it."""

    school: SmallSchool
    desk: Desk
    page: ObservationsPage
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until all that is typed is in the file and all reading is done."""
        self.qtbot.waitUntil(
            lambda: self.page.writing.keeper.all_saved and self.desk.context.tasks.idle(),
            timeout=15_000,
        )

    def begin(self) -> ObservationView:
        """Ctrl+N."""
        self.page.new_observation()
        self.qtbot.waitUntil(lambda: self.page.editing and self.page.writing.view is not None)
        self.settle()
        return self.view

    def open(self, observation_id: int) -> ObservationView:
        self.page.open_observation(observation_id)
        self.qtbot.waitUntil(
            lambda: (
                self.page.writing.view is not None and self.page.writing.view.id == observation_id
            )
        )
        self.settle()
        return self.view

    @property
    def view(self) -> ObservationView:
        assert self.page.writing.view is not None
        return self.page.writing.view

    def stored(self, observation_id: int) -> ObservationView:
        """What is in the file."""
        return observations.observation(self.school.work, observation_id)

    def type(self, field: QWidget, text: str) -> None:
        field.setFocus()
        self.qtbot.keyClicks(field, text)

    def press(self, button: QWidget) -> None:
        self.qtbot.waitUntil(button.isVisible)  # nobody can press what is not shown
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def area(self, area: Area) -> ResponseBody:
        """An area's fields, opened as the user opens them."""
        card = self.page.writing.editor.areas[area]
        if not card.is_open:
            self.press(card.toggle)
        assert card.response_body is not None
        return card.response_body


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    with small_school(tmp_path) as school, desk(school.work, qtbot) as made:
        made.context.actions.show_page(PageId.OBSERVATIONS)
        page = ObservationsPage(made.context)
        made.context.hub.changed.connect(page.changed)
        page.resize(1110, 594)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.show_pupil(school.amara)
        room = Room(school, made, page, qtbot)
        room.settle()
        yield room
        page.leave()
        room.settle()
        page.writing.beside.player.close_clips()
        room.settle()
        delete(page)  # not left to qtbot, which would do it before what is typed was written


@pytest.fixture(scope="session")
def clip() -> MadeClip:
    """Sixty frames at 30 a second."""
    return MadeClip("sixty", encode(Recipe(frames=60, rate=30, options=GOP)), numbered(60))
