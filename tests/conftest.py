"""What every test stands on: no screen, our look, and no thread left behind."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from engagement_desktop.ui.look.style import Look

_ENDS_WITHIN = 5.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long`: as often as a night allows, where the ordinary run is content with a few."""
    parser.addoption("--long", action="store_true", help="the long form of tests that have one")


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """A test that leaves a thread running fails, with the thread's name."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _ENDS_WITHIN
    while left := [t for t in threading.enumerate() if t not in before and t.is_alive()]:
        if time.monotonic() > deadline:
            names = ", ".join(sorted(thread.name for thread in left))
            pytest.fail(f"Threads are still running after the test: {names}")
        left[0].join(timeout=0.05)


@pytest.fixture(scope="session", autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """As in the product (`ui/collector.py`): never on a worker, where widgets must not end."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def own_garbage(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test's garbage is its own, as far as a quick look finds it."""
    yield
    gc.collect(1 if "qtbot" in request.fixturenames else 0)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What pytest-qt gives to the QApplication: the same style as ours."""
    from engagement_desktop.ui.look.style import FUSION

    return ["tests", *FUSION]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The application in our light look at 100 %, whatever the test before did to it."""
    from engagement_desktop.settings import Theme
    from engagement_desktop.ui.look.style import Look

    dressed = Look.of_app()
    dressed.apply(Theme.LIGHT, 100)
    yield dressed
    if (dressed.theme, dressed.text_size) != (Theme.LIGHT, 100):
        dressed.apply(Theme.LIGHT, 100)


@pytest.fixture
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings and log of the test lie in a folder of their own."""
    folder = tmp_path_factory.mktemp("user")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
