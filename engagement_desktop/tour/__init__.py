"""Drives the real window through the main job on the demo school, and keeps what it sees.

Each step (`steps.py`) uses the window as a person does (`tourist.py`), waits for a condition rather
than a time, and takes pictures. A step that fails is told with its name, the tour goes on, and the
exit code says so in the end.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from engagement_desktop.settings import Settings, Theme
from engagement_desktop.tour.steps import STEPS, Step
from engagement_desktop.tour.tourist import Tourist
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.look.style import FUSION, Look
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.sign_in import demo


def run(
    out: Path, *, size: tuple[int, int] = (1366, 768), text_size: int = 100, theme: str = "light"
) -> int:
    """Take the tour; 1 if any step failed or the window reported a fault, else 0."""
    out.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(_qt_says)
    app = QApplication.instance() or QApplication([sys.argv[0], *FUSION])
    assert isinstance(app, QApplication)
    settings = Settings(theme=Theme(theme), text_size=text_size)
    Look.of_app().apply(settings.theme, settings.text_size)
    messages = Messages()
    with TemporaryDirectory() as folder:
        window = AppWindow(
            settings, messages, lambda progress: demo.open_or_make(Path(folder) / "demo", progress)
        )
        window.sign_in.making.form.set_folder(Path(folder))
        window.resize(*size)
        window.show()
        tourist = Tourist(window, messages, out)
        failures = [name for name in map(_taking(tourist), STEPS) if name]
        window.close()
        window.deleteLater()
        tourist.breathe()
    qInstallMessageHandler(None)
    return 1 if failures else 0


def _qt_says(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, but for what a window without a screen cannot do."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(f"{words}\n")


def _taking(tourist: Tourist) -> Callable[[Step], str]:
    def take(step: Step) -> str:
        """The step's name if it failed, else nothing."""
        caught: list[BaseException] = []

        def keep(
            _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
        ) -> None:
            caught.append(error)

        before, sys.excepthook = sys.excepthook, keep
        tourist.faults.clear()
        try:
            step.do(tourist)
            tourist.settle()
        except Exception as error:  # noqa: BLE001 - told below, and the tour goes on
            caught.append(error)
        finally:
            sys.excepthook = before
        for fault in caught:
            sys.stderr.write(f"{step.name}: {''.join(traceback.format_exception(fault))}\n")
        for sentence in tourist.faults:
            sys.stderr.write(f"{step.name}: {sentence}\n")
        failed = bool(caught or tourist.faults)
        sys.stdout.write(f"{'failed' if failed else 'done':7}{step.name}\n")
        return step.name if failed else ""

    return take
