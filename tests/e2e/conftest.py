"""The whole program before a teacher, on a PC of its own that keeps no secrets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring
from PIL import Image
from pytestqt.qtbot import QtBot

from engagement_desktop.security import slots
from engagement_desktop.ui.look.style import Look
from tests.e2e.teacher import Teacher
from tests.helpers.clips import MadeClip, Recipe, encode, numbered
from tests.helpers.opened import TRAP, Opened
from tests.helpers.school import CHEAP

_GOP = {"preset": "veryfast", "crf": "20", "x264-params": "keyint=12:min-keyint=12:scenecut=0"}


@pytest.fixture
def own_pc(own_folders: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No credential store, keys that are derived at once, folders of its own."""
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    monkeypatch.setattr(slots, "calibrated", lambda: CHEAP)
    yield
    keyring.set_keyring(before)


@pytest.fixture
def sit_down(qtbot: QtBot, look: Look, own_pc: None) -> Iterator[Callable[[], Teacher]]:
    """Gives a teacher before a fresh window; what the window said of faults fails the test."""
    teachers: list[Teacher] = []

    def sit() -> Teacher:
        teachers.append(Teacher(qtbot))
        return teachers[-1]

    yield sit
    for teacher in teachers:
        teacher.leave()
    assert [fault for teacher in teachers for fault in teacher.faults] == []
    assert [stray for teacher in teachers for stray in teacher.strays.seen] == []


@pytest.fixture
def teacher(sit_down: Callable[[], Teacher]) -> Teacher:
    """One teacher before one window."""
    return sit_down()


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An earlier and a later clip; each frame says its own number."""
    folder = tmp_path_factory.mktemp("clips")
    made = []
    for name, frames in (("then.mp4", 60), ("now.mp4", 48)):
        recipe = Recipe(frames=frames, rate=30, options=_GOP, sound=(0, 1))
        clip = MadeClip(name, encode(recipe), numbered(frames))
        path = folder / name
        path.write_bytes(clip.data)
        made.append(path)
    return made[0], made[1]


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture that nothing may open."""
    path = tmp_path_factory.mktemp("trap") / TRAP
    Image.new("RGB", (4000, 20), "red").save(path)
    return path


@pytest.fixture
def opened(trap: Path) -> Iterator[Opened]:
    if not sys.platform.startswith("linux"):
        pytest.skip("files are watched by inotify")
    watch = Opened(trap)
    yield watch
    watch.close()
