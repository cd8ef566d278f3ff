"""The window on a school with generated records, and the wait until a timeline is painted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from engagement_desktop.benchmarks.large_school import fill_large_school
from engagement_desktop.services import school_file
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings
from engagement_desktop.ui.collector import Collector
from engagement_desktop.ui.look.style import FUSION, Look
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.timeline.timeline_page import TimelinePage

LAPTOP = (1366, 768)
_LONGEST_WAIT_MS = 20_000


def start_application() -> None:
    """An application without a screen, in our look."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = QApplication.instance() or QApplication(["bench", *FUSION])
    assert isinstance(made, QApplication)
    Look.of_app()


class _Painted(QObject):
    """Tells when the lanes are painted with the records of the pupil that was asked for."""

    def __init__(self, page: TimelinePage) -> None:
        super().__init__(page)
        self._page = page
        self.wanted = 0
        self.done = False
        page.lanes.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            view = self._page.view
            self.done = self.done or (view is not None and view.pupil_id == self.wanted)
        return super().eventFilter(watched, event)


class TimelineWindow:
    """A window on a school, and two of its pupils: the one measured, and another to come from."""

    def __init__(self, window: MainWindow, work: Workspace, pupil_id: int, other_id: int) -> None:
        self.window = window
        self.work = work
        self.pupil_id = pupil_id
        self.other_id = other_id
        page = window.show_pupil(other_id, PageId.TIMELINE)
        assert isinstance(page, TimelinePage)
        self.page = page
        self._painted = _Painted(page)
        self.settle()

    def measure(self) -> float:
        """Milliseconds from choosing the pupil to their lanes painted."""
        self.window.show_pupil(self.other_id, PageId.TIMELINE)
        self.settle()
        self._painted.wanted, self._painted.done = self.pupil_id, False
        start = time.perf_counter()
        self.window.show_pupil(self.pupil_id, PageId.TIMELINE)
        self.wait(lambda: self._painted.done)
        taken = (time.perf_counter() - start) * 1000
        self.settle()
        return taken

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window do its work until something is so."""
        deadline = QTimer(singleShot=True)
        deadline.start(_LONGEST_WAIT_MS)
        while not done():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if not deadline.isActive():
                raise RuntimeError("the window did not come so far")

    def settle(self) -> None:
        """Let everything that is under way end."""
        self.window.tasks.finish()
        QApplication.processEvents()


@contextmanager
def opened(
    path: Path,
    pupils: int,
    observations: int,
    longest: int,
    size: tuple[int, int] = LAPTOP,
) -> Iterator[TimelineWindow]:
    """Make a school with generated records, and open the window on it."""
    work = school_file.create_demo(path, "Measured School", "Jo Field")
    try:
        made = fill_large_school(work, pupils, observations, longest=longest)
        other = next(each for each in made.pupil_ids if each != made.longest)
        with window_on(work, made.longest, other, size) as window:
            yield window
    finally:
        school_file.close(work)


@contextmanager
def window_on(
    work: Workspace, pupil_id: int, other_id: int, size: tuple[int, int] = LAPTOP
) -> Iterator[TimelineWindow]:
    """Open the window on a school that is there."""
    collector = Collector()  # before the window, as in the application
    window = MainWindow(work, Settings(), Messages())
    window.resize(*size)
    window.show()
    try:
        yield TimelineWindow(window, work, pupil_id, other_id)
    finally:
        window.close_school()
        window.close()
        window.deleteLater()
        # now, from the outside in, so that the threads that read clips end with it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        collector.stop()
