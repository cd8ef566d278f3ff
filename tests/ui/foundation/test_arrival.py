"""The first sight of a school: its list stays, and what is asked of it meanwhile is done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from engagement_desktop import app
from engagement_desktop.services import school_file
from engagement_desktop.services.arrival import arrive_at_demo
from engagement_desktop.settings import Settings
from engagement_desktop.settings import load as load_settings
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.shell.pupil_list import PupilList


@pytest.fixture
def window(
    qtbot: QtBot, look: object, messages: Messages, demo_file: Path, own_folders: None
) -> Iterator[AppWindow]:
    made = AppWindow(Settings(), messages, lambda _progress: arrive_at_demo(demo_file))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    yield made
    made.close()


def first_sight(qtbot: QtBot, window: AppWindow, file: Path) -> PupilList:
    """Open the window on the file; its list as soon as it is on the screen."""
    window.open_file(file)
    with qtbot.waitSignal(window.list_shown, timeout=15_000) as shown, qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert shown.args is not None
    pupils = shown.args[0]
    assert isinstance(pupils, PupilList)
    assert window.main is None, "the pupils are there before the rest is"
    return pupils


def opened(qtbot: QtBot, window: AppWindow) -> None:
    qtbot.waitUntil(lambda: window.main is not None and window.main.tasks.idle(), timeout=15_000)


def test_the_list_stays_with_what_was_typed_and_where_the_keys_go(
    qtbot: QtBot, window: AppWindow, demo_file: Path
) -> None:
    pupils = first_sight(qtbot, window, demo_file)
    assert pupils.model.rowCount() == 4, "my own class"
    qtbot.keyClicks(pupils.search, "zo")
    assert pupils.model.rowCount() == 1
    place = pupils.view.mapTo(window, pupils.view.rect().topLeft())
    opened(qtbot, window)
    assert window.main is not None
    assert window.main.pupil_list is pupils
    assert pupils.search.text() == "zo"
    assert pupils.model.rowCount() == 1
    assert QApplication.focusWidget() is pupils.search
    assert pupils.view.mapTo(window, pupils.view.rect().topLeft()) == place, "nothing jumps"


def test_a_class_chosen_meanwhile_stays_chosen(
    qtbot: QtBot, window: AppWindow, demo_file: Path
) -> None:
    pupils = first_sight(qtbot, window, demo_file)
    oak = next(chip for chip in pupils.classes.chips() if chip.words == "Oak")
    qtbot.mouseClick(oak, Qt.MouseButton.LeftButton)
    opened(qtbot, window)
    assert pupils.model.rowCount() == 2
    assert [chip.words for chip in pupils.classes.chips() if chip.isChecked()] == ["Oak"]


def test_a_pupil_chosen_meanwhile_is_shown_as_soon_as_possible(
    qtbot: QtBot, window: AppWindow, demo_file: Path
) -> None:
    pupils = first_sight(qtbot, window, demo_file)
    wanted = pupils.model.everyone()[2]
    place = pupils.view.visualRect(pupils.model.index(2)).center()
    qtbot.mouseClick(pupils.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    opened(qtbot, window)
    assert window.main is not None
    assert window.main.pupil_id == wanted.id
    pupils.chosen.emit(pupils.model.everyone()[0].id)
    assert window.main.pupil_id == pupils.model.everyone()[0].id


def test_closing_at_once_lets_go_of_the_file(
    qtbot: QtBot, window: AppWindow, demo_file: Path
) -> None:
    first_sight(qtbot, window, demo_file)
    window.close()
    school_file.close(school_file.open_demo(demo_file))


def test_closing_before_anything_was_seen_lets_go_of_the_file(
    window: AppWindow, demo_file: Path
) -> None:
    window.open_file(demo_file)
    window.close()
    school_file.close(school_file.open_demo(demo_file))


def test_a_file_of_a_newer_program_is_refused_in_a_sentence(
    qtbot: QtBot, window: AppWindow, demo_file: Path
) -> None:
    work = school_file.open_demo(demo_file)
    with work.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    school_file.close(work)
    window.open_file(demo_file)
    window.show()
    qtbot.waitUntil(lambda: window.sign_in.welcome.isVisible(), timeout=15_000)
    assert "newer version" in window.sign_in.welcome.problem.text()
    assert window.main is None


def test_a_file_in_use_is_refused_in_a_sentence(window: AppWindow, demo_file: Path) -> None:
    elsewhere = arrive_at_demo(demo_file)
    window.open_file(demo_file)
    window.show()
    assert "in use" in window.sign_in.welcome.problem.text()
    elsewhere.leave()


@pytest.mark.parametrize("broken", ["", "[]", "null", "{"])
def test_broken_settings_are_the_defaults(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(broken, encoding="utf-8")
    assert load_settings(path) == Settings()


def test_one_broken_setting_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"text_size": 5000, "idle_lock_minutes": 9}), encoding="utf-8")
    assert load_settings(path) == Settings(idle_lock_minutes=9)


def test_the_window_opens_where_it_was_closed(window: AppWindow) -> None:
    """The screen of the tests is smaller than the window is drawn: the first time it is filled."""
    settings = Settings()
    app.place_window(window, settings)
    assert window.isMaximized()
    window.showNormal()
    window.resize(700, 640)
    size = window.size()
    app.remember_place(window, settings)
    window.resize(640, 600)
    app.place_window(window, load_settings())
    assert window.size() == size
    assert not window.isMaximized()


@pytest.mark.parametrize("broken", [7, "", "not hexadecimal", "ff" * 40])
def test_a_broken_place_is_none(window: AppWindow, tmp_path: Path, broken: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"window": broken}), encoding="utf-8")
    app.place_window(window, load_settings(path))
    assert window.isMaximized()
