"""Starting the program: quick, logged without names, closed cleanly."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engagement_desktop import app
from engagement_desktop.ui.messages import BUG_SENTENCE

SCRIPT = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from engagement_desktop import app
from engagement_desktop.ui.app_window import AppWindow

def look():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, AppWindow))
    main = window.main
    if main is None or not main.pupil_list.model.rowCount():
        QTimer.singleShot(20, look)
        return
    heavy = ("av", "vlc", "reportlab", "pikepdf", "numpy", "PySide6.QtPdf", "PySide6.QtMultimedia")
    print(",".join(name for name in heavy if name in sys.modules))
    if sys.argv[2] == "fault":
        QTimer.singleShot(0, lambda: 1 // 0)
        QTimer.singleShot(50, lambda: (print(main.message_bar.sentence), window.close()))
    elif sys.argv[2] == "lock":
        app.QProcess = NoProcess
        main.show_pupil(main.pupil_list.model.everyone()[1].id)
        main.actions_table.trigger("school.lock")
        print(window.main, os.environ["ENGAGEMENT_DESKTOP_LOCKED"], sep="\\n")
    else:
        if sys.argv[2] == "unlock":
            print(main.pupil_id, main.area.page_id)
        window.close()

class NoProcess:
    @staticmethod
    def startDetached(program, arguments, folder):
        print(arguments)
        return True, 1

def unlock():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, AppWindow))
    page = window.sign_in.locked_demo
    print(page.isVisible(), window.main)
    next(b for b in page.findChildren(QPushButton)).click()

if sys.argv[2] == "unlock":
    QTimer.singleShot(0, unlock)
QTimer.singleShot(0, look)
sys.exit(app.run(None if sys.argv[2] == "unlock" else Path(sys.argv[1])))
"""


def _folders(home: Path) -> dict[str, str]:
    names = ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")
    return dict.fromkeys(names, str(home))


def start(
    demo_file: Path, home: Path, what: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Open the window on a school in a process of its own, until its pupils are shown."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(demo_file), what],
        env={**os.environ, **_folders(home), **environment, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_pupils_are_shown_before_anything_heavy_is_loaded(
    demo_file: Path, tmp_path: Path
) -> None:
    done = start(demo_file, tmp_path / "home", "look")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


FIRST_LIST = """
import sys
from engagement_desktop.__main__ import main

heavy = ("sqlalchemy", "alembic", "pydantic", "av", "vlc", "reportlab", "numpy", "cryptography",
         "argon2", "zxcvbn", "keyring", "PIL", "pikepdf", "PySide6.QtPdf", "PySide6.QtPrintSupport")

def shown(pupils):
    print(pupils.model.rowCount(), *(name for name in heavy if name in sys.modules))
    pupils.window().close()

sys.exit(main(["--file", sys.argv[1]], shown))
"""


def test_the_list_is_shown_before_the_database_classes_are_loaded(
    demo_file: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_LIST, str(demo_file)],
        env={**os.environ, **_folders(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["4"], "the pupils of my own class, and nothing heavy"
    left = {part.name for part in demo_file.parent.glob(f"{demo_file.name}*")}
    assert left == {demo_file.name, f"{demo_file.name}.keys", f"{demo_file.name}.lock"}


def test_a_fault_is_told_and_logged_and_the_window_stays(demo_file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = start(demo_file, home, "fault")
    assert done.returncode == 0, done.stderr
    assert BUG_SENTENCE in done.stdout
    (log,) = home.rglob("engagement-desktop.log")
    written = log.read_text("utf-8")
    assert "ZeroDivisionError" in written
    assert "Amara" not in written


def test_locking_puts_a_fresh_process_in_the_place_of_the_one_that_held_keys(
    demo_file: Path, tmp_path: Path
) -> None:
    locked = start(demo_file, tmp_path / "home", "lock")
    assert locked.returncode == 0, locked.stderr
    _heavy, arguments, main, place = locked.stdout.splitlines()
    assert (arguments, main) == ("['-m', 'engagement_desktop']", "None")
    assert str(demo_file) in place
    back = start(demo_file, tmp_path / "home", "unlock", ENGAGEMENT_DESKTOP_LOCKED=place)
    assert back.returncode == 0, back.stderr
    assert back.stdout.splitlines()[0] == "True None"
    assert back.stdout.splitlines()[-1] == "2 observations"


def test_the_log_never_grows_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    before = list(root.handlers)
    level = root.level
    app.start_log(tmp_path)
    try:
        for _ in range(3000):
            logging.getLogger("test").info("x" * 1000)
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert sum(sizes) < 3 * 1024 * 1024
    assert max(sizes) <= 600 * 1024
