"""How fast one pupil's ten years are shown, and whether the rest of the file slows them down.

It is measured in the real window with no screen: from the choice of the pupil to the lanes painted
with their records.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from engagement_desktop.benchmarks import Figure
from engagement_desktop.benchmarks.large_school import fill_large_school
from engagement_desktop.services import school_file
from engagement_desktop.settings import Settings
from engagement_desktop.ui.look.style import FUSION, Look
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.timeline.timeline_page import TimelinePage

SHOWN_MS = 150.0
SAME_WITHIN = 1.25
"""The same time, but for what a measurement varies."""
OF_ONE_PUPIL = 1_200
IN_THE_FILE = 20_000
_PUPILS = 200
_ROUNDS = 15
_LONGEST_WAIT_MS = 20_000


def run(
    of_one_pupil: int = OF_ONE_PUPIL, in_the_file: int = IN_THE_FILE, rounds: int = _ROUNDS
) -> list[Figure]:
    """Show the same pupil in a small file and in a large one, in turns; medians."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["bench", *FUSION])
    assert isinstance(application, QApplication)
    Look.of_app()
    with (
        tempfile.TemporaryDirectory() as folder,
        _opened(Path(folder) / "few.engagement", 2, of_one_pupil, of_one_pupil) as few,
        _opened(Path(folder) / "many.engagement", _PUPILS, in_the_file, of_one_pupil) as many,
    ):
        alone, among_others = [], []
        for _ in range(rounds):
            alone.append(few.measure())
            among_others.append(many.measure())
    peer, shown = statistics.median(alone), statistics.median(among_others)
    several = f"{of_one_pupil:,} observations of one pupil"
    return [
        Figure(
            f"{several} shown, with {in_the_file:,} in the file",
            round(shown, 1),
            "ms",
            SHOWN_MS,
            round(shown / SHOWN_MS, 2),
            shown <= SHOWN_MS,
        ),
        Figure(
            f"{several} shown, against no others in the file",
            round(shown, 1),
            "ms",
            round(peer, 1),
            round(shown / peer, 2),
            shown / peer <= SAME_WITHIN,
        ),
    ]


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


class _Opened:
    """A window on a school, and two of its pupils: the one measured, and another to come from."""

    def __init__(self, window: MainWindow, pupil_id: int, other_id: int) -> None:
        self._window = window
        self._pupil_id = pupil_id
        self._other_id = other_id
        page = window.show_pupil(other_id, PageId.TIMELINE)
        assert isinstance(page, TimelinePage)
        self._painted = _Painted(page)
        self._settle()

    def measure(self) -> float:
        """Milliseconds from choosing the pupil to their lanes painted."""
        self._window.show_pupil(self._other_id, PageId.TIMELINE)
        self._settle()
        self._painted.wanted, self._painted.done = self._pupil_id, False
        start = time.perf_counter()
        self._window.show_pupil(self._pupil_id, PageId.TIMELINE)
        self._wait()
        taken = (time.perf_counter() - start) * 1000
        self._settle()
        return taken

    def _wait(self) -> None:
        deadline = QTimer(singleShot=True)
        deadline.start(_LONGEST_WAIT_MS)
        while not self._painted.done:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if not deadline.isActive():
                raise RuntimeError("the timeline was never painted")

    def _settle(self) -> None:
        self._window.tasks.finish()
        QApplication.processEvents()


@contextmanager
def _opened(path: Path, pupils: int, observations: int, longest: int) -> Iterator[_Opened]:
    """Make a school with generated records, and open the window on it."""
    work = school_file.create_demo(path, "Measured School", "Jo Field")
    try:
        made = fill_large_school(work, pupils, observations, longest=longest)
        window = MainWindow(work, Settings(), Messages())
        window.resize(1366, 768)
        window.show()
        try:
            other = next(each for each in made.pupil_ids if each != made.longest)
            yield _Opened(window, made.longest, other)
        finally:
            window.close_school()
            window.close()
            window.deleteLater()
    finally:
        school_file.close(work)
