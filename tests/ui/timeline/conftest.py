"""A pupil's story on the timeline page, and a teacher's hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engagement_desktop.models.areas import Area
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.timeline.timeline_page import TimelinePage
from tests.helpers.observed import Seen, at, observe
from tests.helpers.pages import Desk
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
STORY = (
    Seen(at(2026, 3, 12), did="Looked after it lit.", support=("spoken_prompt",), clip=True),
    Seen(at(2026, 6, 1), Area.INITIATION, "established", did="Reached for the switch."),
    Seen(at(2026, 9, 7), established="not_seen", did="Was tired.", sleep="slept badly"),
    Seen(
        at(2026, 11, 18),
        established="developing",
        did="Looked before it lit.",
        support=("independent",),
        adults="Priya",
        clip=True,
    ),
)
Click = Callable[..., None]
Press = Callable[[str], None]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: NOW))


@pytest.fixture
def story(school: SmallSchool) -> list[tuple[int, int]]:
    return observe(school.work, school.amara, *STORY)


@pytest.fixture
def page(school: SmallSchool, desktop: Desk, qtbot: QtBot, story: object) -> TimelinePage:
    made = TimelinePage(desktop.context)
    qtbot.addWidget(made)
    made.resize(1110, 606)
    made.show()
    made.show_pupil(school.amara)
    desktop.context.actions.show_page(PageId.TIMELINE)
    desktop.settle()
    return made


@pytest.fixture
def click(page: TimelinePage, desktop: Desk) -> Click:
    """Click the mark of a response."""

    def click(response: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        rect = page.lanes.rect_of(response)
        assert rect is not None
        place = rect.center().toPoint()
        desktop.qtbot.mouseClick(page.lanes, Qt.MouseButton.LeftButton, held, place)
        desktop.settle()

    return click


@pytest.fixture
def press(page: TimelinePage, desktop: Desk) -> Press:
    """Press a button by its word, or by what a screen reader calls it."""

    def press(name: str) -> None:
        for made in page.findChildren(QPushButton):
            if name in (made.text(), made.accessibleName()) and made.isVisible():
                made.click()
                desktop.settle()
                return
        raise AssertionError(f"there is no button “{name}”")

    return press
