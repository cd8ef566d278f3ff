"""How soon the pupils of a large school can be used, against a bare window with an empty list.

Whole processes are measured, from the moment they are started: ours until the pupils are painted
and a letter typed into the search was answered, the peer until its empty list is painted.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from engagement_desktop.benchmarks import Figure, against

MOST_RATIO = 1.5
_PUPILS = 200
_OBSERVATIONS = 20_000
_ROUNDS = 9
_READY = b"ready\n"
_SCREEN = {
    "name": "measured",
    "x": 0,
    "y": 0,
    "width": 1920,
    "height": 1080,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}
_LONGEST_WAIT = 60

_BARE = """
from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QApplication, QListView, QMainWindow

class List(QListView):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    print("ready", flush=True)
    application.quit()

application = QApplication([])
window = QMainWindow()
view = List()
view.setModel(QStringListModel([]))
window.setCentralWidget(view)
window.resize(1366, 768)
window.show()
application.exec()
"""

_OURS = """
import sys
from engagement_desktop.__main__ import main

def type_a_letter(pupils):
    from PySide6.QtCore import QEvent, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    everyone = pupils.model.rowCount()

    def paint(event):
        type(pupils.view).paintEvent(pupils.view, event)
        if 0 < pupils.model.rowCount() < everyone:
            del pupils.view.paintEvent
            QTimer.singleShot(0, answered)

    def answered():
        print("ready", flush=True)
        pupils.window().close()

    pupils.view.paintEvent = paint
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        letter = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        QApplication.sendEvent(pupils.search, letter)

sys.exit(main(["--file", sys.argv[1]], type_a_letter))
"""


def run(
    pupils: int = _PUPILS, observations: int = _OBSERVATIONS, rounds: int = _ROUNDS
) -> list[Figure]:
    """Start ours and the bare window in turns; medians."""
    from engagement_desktop.benchmarks.large_school import make_large_school

    with tempfile.TemporaryDirectory() as folder:
        school = Path(folder) / "Measured.engagement"
        make_large_school(school, pupils, observations)
        bare = [sys.executable, "-c", _BARE]
        peer, start = _in_turns(bare, _ours(school), _environment(Path(folder)), rounds)
    words = f"start to a usable list of {pupils:,} pupils with {observations:,} observations, "
    words += "against a bare window with an empty list"
    return [against(words, start, peer, MOST_RATIO)]


def beside(one: Path, other: Path, rounds: int) -> tuple[float, float]:
    """Milliseconds until the pupils of each of two schools can be used, started in turns."""
    with tempfile.TemporaryDirectory() as folder:
        return _in_turns(_ours(one), _ours(other), _environment(Path(folder)), rounds)


def _ours(school: Path) -> list[str]:
    return [sys.executable, "-c", _OURS, str(school)]


def _in_turns(
    one: list[str], other: list[str], environment: dict[str, str], rounds: int
) -> tuple[float, float]:
    """Milliseconds until each is ready; medians."""
    taken: tuple[list[float], list[float]] = ([], [])
    for command in (one, other):
        _seconds(command, environment)  # the first start compiles modules
    for _ in range(rounds):
        for command, times in zip((one, other), taken, strict=True):
            times.append(_seconds(command, environment) * 1000)
    return statistics.median(taken[0]), statistics.median(taken[1])


def _environment(folder: Path) -> dict[str, str]:
    """A screen of nothing with room for the window, a new user's folders, and modules compiled
    once, as an installation has them."""
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        environment[name] = str(folder / "user")
    return environment


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    """From starting a process to its word that it can be used."""
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        taken = time.perf_counter() - start
        process.stdout.read()
        code = process.wait(_LONGEST_WAIT)
    if said != _READY or code != 0:
        raise RuntimeError(f"{command[2]} did not become ready: {said!r}, exit code {code}")
    return taken
