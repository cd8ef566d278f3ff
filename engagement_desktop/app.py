"""Starts the window and wires everything together: log, look, sign-in, school, clean close.

The order of a start: the log and the application; the last file's sign-in, or the first choice;
then, once somebody is signed in, the pupil list. Video, PDF and the rest load when first used.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

# What needs no Qt comes first: once PySide6 is there, it reads the source of each module loaded.
from engagement_desktop import settings as settings_file
from engagement_desktop.paths import resource, user_data, user_log
from engagement_desktop.progress import Progress
from engagement_desktop.services import arrival
from engagement_desktop.settings import Settings

# isort: split
from PySide6.QtCore import QByteArray, QProcess, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from engagement_desktop.ui import bugs
from engagement_desktop.ui.after_paint import after_paint
from engagement_desktop.ui.app_window import NAME, AppWindow, LockedPlace
from engagement_desktop.ui.look.style import FUSION, Look
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.shell.pupil_list import PupilList

_LOG_BYTES = 512 * 1024
_LOGS_KEPT = 3
_FIRST_SIZE = (1366, 768)
_TITLE_BAR = 40
_LOCKED = "ENGAGEMENT_DESKTOP_LOCKED"


def run(file: Path | None, on_list: Callable[[PupilList], object] | None = None) -> int:
    """Open the window, for `file`, for the last file opened, or for the first choice.

    `on_list` is called when the pupils are on the screen and can be searched.
    """
    settings = settings_file.load()

    def begin(window: AppWindow) -> None:
        if on_list is not None:
            window.list_shown.connect(on_list)
        locked = os.environ.pop(_LOCKED, "")
        if locked:
            window.come_back(LockedPlace.from_text(locked))
            return
        path = file or settings.last_file
        if path is not None and (file is not None or path.exists()):
            window.open_file(path)
        else:
            window.sign_in.show_welcome()

    return _run(settings, user_data() / "demo", begin)


def run_demo(at: Path | None) -> int:
    """Open the window on the demo school in the folder `at`; it is made if it is not there."""
    return _run(
        settings_file.load(), at or user_data() / "demo", lambda window: window.sign_in.start_demo()
    )


def start_log(folder: Path) -> None:
    """Write the log to a file that never grows large. No name and no key goes into it."""
    root = logging.getLogger()
    root.addHandler(_Log(folder / "engagement-desktop.log"))
    root.setLevel(logging.INFO)


class _Log(logging.Handler):
    """The log's file, opened with the first line that is written: a start writes none."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8"
            )
            self._file.setFormatter(bugs.NamelessFormatter())
        self._file.handle(record)

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()
        super().close()


def leave_no_picture_of_memory() -> None:
    """Ask the system to write nothing of the memory down, should the program end by a fault: the
    key and what was on the screen are in it."""
    if sys.platform == "win32":
        import ctypes

        fail_quietly, no_fault_report = 0x1, 0x2
        ctypes.WinDLL("kernel32").SetErrorMode(fail_quietly | no_fault_report)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def application() -> QApplication:
    """The one QApplication, made if there is none yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0], *FUSION])
    app.setApplicationName(NAME)
    app.setDesktopFileName("engagement-desktop")
    app.setWindowIcon(QIcon(str(resource("icons/app.svg"))))
    return app


def make_window(settings: Settings, messages: Messages, demo_folder: Path) -> AppWindow:
    """The window, ready to be shown."""

    def open_demo(progress: Progress) -> arrival.Arrival:
        from engagement_desktop.ui.sign_in import demo

        return demo.open_or_make(demo_folder, progress)

    return AppWindow(settings, messages, open_demo, replace)


def replace(place: LockedPlace) -> bool:
    """Put a fresh process in the place of this one, so that nothing of the keys is left in memory.

    The place goes over in the environment: where in the file somebody was, no name and no key.
    """
    program, arguments = sys.executable, ["-m", "engagement_desktop"]
    if getattr(sys, "frozen", False):
        arguments = []
    os.environ[_LOCKED] = place.to_text()
    # PySide gives (started, process id) back.
    started, _ = QProcess.startDetached(program, arguments, str(Path.cwd()))
    if started:
        QApplication.quit()
    else:
        del os.environ[_LOCKED]
    return bool(started)


def _run(settings: Settings, demo_folder: Path, begin: Callable[[AppWindow], None]) -> int:
    leave_no_picture_of_memory()
    start_log(user_log())
    app = application()
    Look(app).apply(settings.theme, settings.text_size)
    messages = Messages()
    bugs.watch(messages)
    window = make_window(settings, messages, demo_folder)
    place_window(window, settings)
    try:
        begin(window)
        window.show()
        after_paint(window, lambda: _start_is_over(window))
        code = app.exec()
        remember_place(window, settings)
        return code
    finally:
        bugs.unwatch()
        logging.shutdown()


def place_window(window: AppWindow, settings: Settings) -> None:
    """Where the window stood last; the first time as drawn, or over the whole of a small screen."""
    if window.restoreGeometry(QByteArray.fromHex(settings.window.encode())):
        return
    window.resize(*_FIRST_SIZE)
    room = window.screen().availableSize()
    if room.width() <= window.width() or room.height() <= window.height() + _TITLE_BAR:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def remember_place(window: AppWindow, settings: Settings) -> None:
    """Keep where the window stands, for `place_window` at the next start."""
    place = bytes(window.saveGeometry().data()).hex()
    if place != settings.window:
        settings.window = place
        with suppress(OSError):  # a full disk is told where it costs words, not for a place
            settings_file.save(settings)


def keep_no_list_of_folders() -> None:
    """Have Qt write down no folders that were looked at: one may be called like a child."""
    from PySide6.QtCore import QSettings

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _start_is_over(window: AppWindow) -> None:
    """What no start waits for. What it made stays, so only what comes is looked through for
    garbage."""
    from engagement_desktop.ui.collector import Collector

    keep_no_list_of_folders()
    Collector(window)
