"""Drives the real window through the main job on the demo school, and keeps what it sees.

Each step uses the window as a person does (clicks and keys), waits for a condition rather than a
time, and takes pictures. A page adds its own steps to `STEPS`. A step that fails is told with its
name, the tour goes on, and the exit code says so in the end.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from engagement_desktop.settings import Settings, Theme
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Message, MessageKind, Messages
from engagement_desktop.ui.page_ids import PUPIL_PAGES
from engagement_desktop.ui.sign_in import demo

T = TypeVar("T", bound=QWidget)
_PATIENCE_SECONDS = 60.0


class StepFailed(Exception):  # noqa: N818 - tells of a step
    """What a step waited for did not come."""


@dataclass(frozen=True)
class Step:
    """One step: a short name for the pictures, and what is done."""

    name: str
    do: Callable[[Tourist], None]


class Tourist:
    """Uses the window, and keeps pictures in `out` as `NN-name.png`."""

    def __init__(self, window: AppWindow, messages: Messages, out: Path) -> None:
        self.window = window
        self.out = out
        self.faults: list[str] = []
        self._pictures = 0
        messages.said.connect(self._heard)

    @property
    def main(self) -> MainWindow:
        """The school that is open."""
        if self.window.main is None:
            raise StepFailed("no school is open")
        return self.window.main

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Keep a picture of the window, or of a dialog over it."""
        self.settle()
        self._pictures += 1
        shown = widget or self.window
        path = self.out / f"{self._pictures:02d}-{name}.png"
        if not shown.grab().save(str(path)):
            raise StepFailed(f"{path.name} could not be written")

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget that a person could see and press."""
        if not widget.isVisible() or not widget.isEnabled():
            raise StepFailed(f"“{widget.accessibleName()}” cannot be pressed")
        place = at if at is not None else widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        self.breathe()

    def write(self, widget: QWidget, text: str) -> None:
        """Type into a field."""
        widget.setFocus()
        QTest.keyClicks(widget, text)
        self.breathe()

    def press(self, widget: QWidget, keys: str) -> None:
        """Press one key or shortcut, such as “Ctrl+K”."""
        QTest.keySequence(widget, keys)
        self.breathe()

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until `condition` holds."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise StepFailed(f"waited in vain for {what}")
            self.breathe()

    def settle(self) -> None:
        """Wait until nothing runs in the background and everything is painted."""
        main = self.window.main
        tasks = main.tasks if main is not None else self.window.sign_in.tasks
        self.wait(tasks.idle, "the background work")
        for _ in range(3):
            self.breathe()

    def breathe(self) -> None:
        """Let the window do what is due."""
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def dialog(self, kind: type[T]) -> T:
        """The dialog of this kind that is open."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, kind) and widget.isVisible():
                return widget
        raise StepFailed(f"no {kind.__name__} is open")

    def _heard(self, message: Message) -> None:
        if message.kind in (MessageKind.PROBLEM, MessageKind.BUG):
            self.faults.append(message.sentence)


def first_choice(tourist: Tourist) -> None:
    """The first choice, and what a school that cannot be made yet says."""
    sign_in = tourist.window.sign_in
    tourist.picture("first-choice")
    tourist.click(sign_in.welcome.create_button)
    tourist.write(sign_in.create_form.school_name, "Willow Bank School")
    tourist.write(sign_in.create_form.password, "short")
    tourist.click(sign_in.create_form.make_button)
    tourist.wait(lambda: bool(sign_in.create_form.problem("password")), "a word on the password")
    tourist.picture("new-school-not-yet")
    tourist.click(sign_in.create_form.back_button)


def open_demo(tourist: Tourist) -> None:
    """The demo school, opened by its button."""
    tourist.click(tourist.window.sign_in.welcome.demo_button)
    tourist.wait(lambda: tourist.window.main is not None, "the demo school")
    model = tourist.main.pupil_list.model
    tourist.wait(lambda: model.rowCount() > 0, "the pupils")
    tourist.picture("home")


def find_pupil(tourist: Tourist) -> None:
    """Search as you type, then the class chips."""
    pupils = tourist.main.pupil_list
    name = pupils.model.everyone()[0].preferred_name
    tourist.write(pupils.search, name[:3].lower())
    if name not in [pupils.model.index(i).data() for i in range(pupils.model.rowCount())]:
        raise StepFailed("typing a name did not find the pupil")
    tourist.picture("search-pupils")
    pupils.search.clear()
    for chip in pupils.classes.chips():
        tourist.click(chip)
    tourist.picture("all-classes")


def pages(tourist: Tourist) -> None:
    """Every page of the first pupil, by clicking the pupil and the tabs."""
    pupils = tourist.main.pupil_list
    first = pupils.view.visualRect(pupils.model.index(0)).center()
    tourist.click(pupils.view.viewport(), first)
    if tourist.main.pupil_id is None:
        raise StepFailed("clicking a pupil opened nothing")
    tabs = tourist.main.area.header.tabs
    for number, page in enumerate(PUPIL_PAGES):
        tourist.click(tabs, tabs.tabRect(number).center())
        if tourist.main.area.page_id is not page:
            raise StepFailed(f"the tab {page.words} did not open its page")
        tourist.picture(page.value)


def find_anything(tourist: Tourist) -> None:
    """“Find anything, or do anything”, from its button."""
    from engagement_desktop.ui.shell.palette import Palette

    tourist.click(tourist.main.top_bar.find_button)
    palette = tourist.dialog(Palette)
    tourist.write(palette.search, "re")
    tourist.wait(lambda: bool(palette.entries()), "something found")
    tourist.picture("find-anything", palette)
    tourist.press(palette, "Esc")


def dialogs(tourist: Tourist) -> None:
    """The dialogs of the window itself."""
    from engagement_desktop.ui.widgets.dialog import Dialog

    for name, action in (("shortcuts", "help.shortcuts"), ("settings", "school.settings")):
        tourist.main.actions_table.action(action).trigger()
        dialog = tourist.dialog(Dialog)
        tourist.picture(name, dialog)
        dialog.accept()
        tourist.breathe()


def lock_and_return(tourist: Tourist) -> None:
    """Lock, then come back to the same pupil."""
    pupil_id = tourist.main.pupil_id
    tourist.click(tourist.main.top_bar.lock_button)
    tourist.wait(lambda: tourist.window.main is None, "the lock")
    tourist.picture("locked")
    tourist.window.sign_in.start_demo()
    tourist.wait(lambda: tourist.window.main is not None, "the school again")
    tourist.wait(lambda: tourist.main.pupil_id == pupil_id, "the pupil shown before")
    tourist.settle()


STEPS: list[Step] = [
    Step("first choice", first_choice),
    Step("open the demo school", open_demo),
    Step("find a pupil", find_pupil),
    Step("pages", pages),
    Step("find anything", find_anything),
    Step("dialogs", dialogs),
    Step("lock and return", lock_and_return),
]


def run(
    out: Path, *, size: tuple[int, int] = (1366, 768), text_size: int = 100, theme: str = "light"
) -> int:
    """Take the tour; 1 if any step failed or the window reported a fault, else 0."""
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    settings = Settings(theme=Theme(theme), text_size=text_size)
    Look.of_app().apply(settings.theme, settings.text_size)
    messages = Messages()
    with TemporaryDirectory() as folder:
        window = AppWindow(
            settings, messages, lambda progress: demo.open_or_make(Path(folder) / "demo", progress)
        )
        window.sign_in.create_form.set_folder(Path(folder))
        window.resize(*size)
        window.show()
        tourist = Tourist(window, messages, out)
        failures = [name for name in map(_taking(tourist), STEPS) if name]
        window.close()
        window.deleteLater()
        tourist.breathe()
    return 1 if failures else 0


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
