"""Clips brought in from Home wait there until somebody says whose they are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from engagement_desktop.services import observations, waiting_clips
from engagement_desktop.ui.home.home_page import HomePage
from engagement_desktop.ui.home.sort_dialog import SortDialog
from engagement_desktop.ui.observation.given_files import GivenFile
from tests.helpers.pages import Desk, put_on
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture
def page(desktop: Desk) -> HomePage:
    made = HomePage(desktop.context)
    desktop.context.hub.changed.connect(made.changed)
    put_on(desktop, made)
    made.resize(1110, 606)
    made.load()
    desktop.settle()
    return made


def photo(colour: str) -> GivenFile:
    out = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(out, "PNG")
    return GivenFile(out.getvalue(), f"{colour}.png")


def bring_in(page: HomePage, desktop: Desk, *files: GivenFile) -> None:
    page.clips.give(files)
    desktop.qtbot.waitUntil(lambda: not desktop.context.imports.coming, timeout=20_000)
    desktop.settle()


def whose(page: HomePage, desktop: Desk) -> SortDialog:
    desktop.qtbot.mouseClick(page.clips.sort, Qt.MouseButton.LeftButton)
    desktop.settle()
    return next(each for each in page.findChildren(SortDialog) if each.isVisible())


def test_clips_wait_are_chosen_and_become_an_observation(
    page: HomePage, school: SmallSchool, desktop: Desk
) -> None:
    bring_in(page, desktop, photo("teal"), photo("plum"))
    assert len(page.clips.tiles()) == 2
    assert not page.clips.sort.isEnabled()
    tile = next(each for each in page.clips.tiles() if each.evidence.original_name == "plum.png")
    desktop.qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    dialog = whose(page, desktop)
    dialog.submit()
    desktop.settle()
    assert dialog.fields["pupil"].problem == "Please choose whose clips these are."
    dialog.pupil.set_key(school.bilal)
    desktop.settle()
    dialog.submit()
    desktop.settle()
    (line,) = observations.list_observations(school.work, school.bilal)
    (kept,) = observations.observation(school.work, line.id).evidence
    assert kept.original_name == "plum.png"
    assert desktop.journey.visits[-1] == ("observation", line.id)
    assert [each.evidence.original_name for each in page.clips.tiles()] == ["teal.png"]


def test_a_clip_can_go_into_an_observation_that_was_begun(
    page: HomePage, school: SmallSchool, desktop: Desk
) -> None:
    begun = observations.new_observation(school.work, school.amara).value
    bring_in(page, desktop, photo("teal"))
    page.clips.tiles()[0].click()
    dialog = whose(page, desktop)
    dialog.pupil.set_key(school.amara)
    desktop.settle()
    dialog.into.set_key(begun.id)
    dialog.submit()
    desktop.settle()
    assert len(observations.observation(school.work, begun.id).evidence) == 1


def test_a_file_that_is_no_clip_is_said_and_nothing_waits(
    page: HomePage, school: SmallSchool, desktop: Desk
) -> None:
    bring_in(page, desktop, GivenFile(b"not a film", "x.mp4"))
    assert any("x.mp4" in message.sentence for message in desktop.said)
    assert waiting_clips.waiting(school.work) == ()
    words = [each.text() for each in page.clips.findChildren(QLabel)]
    assert any(each.startswith("Film first, watch later") for each in words)


def test_what_is_removed_can_be_taken_back(page: HomePage, desktop: Desk) -> None:
    bring_in(page, desktop, photo("teal"))
    page.clips.tiles()[0].click()
    desktop.qtbot.mouseClick(page.clips.remove, Qt.MouseButton.LeftButton)
    desktop.settle()
    assert page.clips.tiles() == ()
    assert desktop.said[-1].sentence == "“teal.png” was removed."
    assert desktop.said[-1].action is not None
    desktop.said[-1].action()
    desktop.settle()
    assert len(page.clips.tiles()) == 1
