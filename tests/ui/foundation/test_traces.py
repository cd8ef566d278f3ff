"""What a school's window leaves behind on the PC: no names, and nothing of its memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop import app
from engagement_desktop.services.arrival import arrive_at_demo
from engagement_desktop.settings import Settings
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.messages import Messages

XVFB = shutil.which("Xvfb")
SELECTS = """
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from engagement_desktop.settings import Settings
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.messages import Messages
running = QApplication([])
window = AppWindow(Settings(), Messages(), lambda progress: None)
copied, selected = QClipboard.Mode.Clipboard, QClipboard.Mode.Selection
for mode in (copied, selected):
    running.clipboard().setText("Amara stilled", mode)
assert running.clipboard().text(selected) == "Amara stilled"
window._close_dialogs()
print([running.clipboard().text(mode) for mode in (copied, selected)])
"""


def test_no_list_is_kept_of_the_folders_that_were_looked_at(
    qtbot: QtBot, look: object, tmp_path: Path
) -> None:
    app.keep_no_list_of_folders()
    folder = tmp_path / "Sam Canary"
    folder.mkdir()
    dialog = QFileDialog(None, "Save", str(folder / "Sam Reed.pdf"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.sync()
    assert kept.value("FileDialog/history") is None
    assert not Path(kept.fileName()).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked in another way")
def test_a_fault_leaves_no_picture_of_the_memory() -> None:
    asks = "from engagement_desktop import app; import resource; app.leave_no_picture_of_memory()"
    shows = "print(resource.getrlimit(resource.RLIMIT_CORE))"
    answer = subprocess.run(
        [sys.executable, "-c", f"{asks}; {shows}"], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "(0, 0)"


def test_a_dialog_for_files_goes_with_the_lock(
    qtbot: QtBot, look: object, demo_file: Path, own_folders: None
) -> None:
    window = AppWindow(Settings(), Messages(), lambda _progress: arrive_at_demo(demo_file))
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.school_shown, timeout=10_000):
        window.open_file(demo_file)
    files = QFileDialog(window.main, "Save", "Sam Reed.pdf")
    files.open()
    beside = QWidget()
    qtbot.addWidget(beside)
    beside.show()
    window.lock()
    assert not files.isVisible()
    assert not beside.isVisible()
    window.close()


@pytest.mark.skipif(XVFB is None, reason="there is no X server for tests on this PC")
def test_what_was_only_selected_is_taken_from_the_middle_mouse_button(tmp_path: Path) -> None:
    assert XVFB is not None
    read, write = os.pipe()
    with subprocess.Popen(
        [XVFB, "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        answer = subprocess.run(
            [sys.executable, "-c", SELECTS],
            env=environment | {"HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        server.kill()
    assert answer.stdout.strip() == "['', '']", answer.stderr
