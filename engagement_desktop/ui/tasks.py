"""The one background runner: the window's thread never waits for a file.

Short writes run one at a time, in order, on one worker; reads run on a few others; long tasks
(bringing in clips, a class's reports) on two more, so that a draft is never held up behind them.
Results come back on the window's thread, and never to an owner that has been destroyed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal, Slot
from shiboken6 import isValid

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.progress import Progress
from engagement_desktop.services.changes import Saved
from engagement_desktop.ui.changes_hub import ChangesHub
from engagement_desktop.ui.messages import Messages

T = TypeVar("T")
_log = logging.getLogger(__name__)

_READERS = 2
_LONG = 2
_REPORTS_PER_SECOND = 20


class Lane(Enum):
    """Which workers do a task."""

    READ = "read"
    WRITE = "write"
    LONG = "long"


@dataclass(frozen=True)
class ProgressReport:
    """How far a long task is: `done` of `total` (0 = not known), in words."""

    done: int
    total: int
    words: str


class Task(QObject):
    """One piece of work under way. `progressed` carries a `ProgressReport`, on the window's thread.

    `ended` comes once, after the result (or the error) was delivered or dropped.
    """

    progressed = Signal(object)
    ended = Signal()

    def __init__(self, title: str, lane: Lane, owner: QObject, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.lane = lane
        self.owner = owner
        self.saves = False
        self.then: Callable[[Any], None] | None = None
        self.failed: Callable[[AppError], None] | None = None
        self.when_cancelled: Callable[[], None] | None = None
        self.latest = ProgressReport(0, 0, "")
        self._stop = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked this task to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask it to stop at its next check. A read is forgotten; a short write is never broken."""
        if self.lane is not Lane.WRITE:
            self._stop.set()

    def wants_result(self) -> bool:
        """Whether anybody is still there to hear the result."""
        return isValid(self.owner)


class _TaskProgress(Progress):
    """What a long task reports into, from its worker's thread."""

    def __init__(self, task: Task, send: Callable[[Task, ProgressReport], None]) -> None:
        self._task = task
        self._send = send
        self._last = 0.0

    def report(self, done: int, total: int, words: str = "") -> None:
        """Pass it on, but not so often that the window has nothing else to do."""
        self.check()
        now = time.monotonic()
        if done < total and now - self._last < 1 / _REPORTS_PER_SECOND:
            return
        self._last = now
        self._send(self._task, ProgressReport(done, total, words))

    def check(self) -> None:
        """Stop here if the user asked for it."""
        if self._task.is_cancelled:
            raise Cancelled


@dataclass(frozen=True)
class _Outcome:
    value: object = None
    error: BaseException | None = None


class TaskRunner(QObject):
    """Runs work in the background. Belongs to the window's thread; call it only from there.

    `started` carries each long `Task`, for the status bar.
    """

    started = Signal(object)
    _finished = Signal(object, object)
    _reported = Signal(object, object)

    def __init__(self, hub: ChangesHub, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._messages = messages
        self._pools = {
            Lane.READ: ThreadPoolExecutor(_READERS, "reader"),
            Lane.WRITE: ThreadPoolExecutor(1, "writer"),
            Lane.LONG: ThreadPoolExecutor(_LONG, "long task"),
        }
        self._open: set[Task] = set()
        self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._finished.connect(self._deliver, queued)
        self._reported.connect(self._pass_on, queued)

    def read(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[AppError], None] | None = None,
    ) -> Task:
        """Read something, then show it. `cancel()` on the task drops the result."""
        task = Task("", Lane.READ, owner, self)
        task.then, task.failed = then, failed
        return self._start(task, work)

    def write(
        self,
        work: Callable[[], Saved[T]],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject,
        failed: Callable[[AppError], None] | None = None,
    ) -> Task:
        """Write something short; writes happen in the order asked. Every page hears what changed.

        The writing happens even if `owner` is gone by then; only `then` is left out.
        """
        task = Task("", Lane.WRITE, owner, self)
        task.then, task.failed, task.saves = then, failed, True
        return self._start(task, work)

    def long(
        self,
        title: str,
        work: Callable[[Progress], T],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject,
        failed: Callable[[AppError], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        writes: bool = False,
    ) -> Task:
        """Run a long task, shown in the status bar with its words, a bar and a way to cancel.

        With `writes`, `work` returns a `Saved`: what it changed is published, and `then` is given
        its value.
        """
        task = Task(title, Lane.LONG, owner, self)
        task.then, task.failed, task.when_cancelled = then, failed, cancelled
        task.saves = writes
        progress = _TaskProgress(task, self._reported.emit)
        self.started.emit(task)
        return self._start(task, lambda: work(progress))

    def idle(self) -> bool:
        """Whether nothing is under way and every result has been delivered."""
        return not self._open

    @property
    def would_be_stopped(self) -> int:
        """How many long tasks are under way that `close` stops and that nothing resumes."""
        return sum(task.lane is Lane.LONG and not task.saves for task in self._open)

    def finish(self, timeout_ms: int = 10_000) -> bool:
        """Wait until all is done and delivered, with the window alive. False = still busy."""
        return self.wait_until(self.idle, timeout_ms)

    def finish_writing(self, timeout_ms: int = 10_000) -> bool:
        """As `finish`, for the short writes alone."""
        return self.wait_until(
            lambda: all(task.lane is not Lane.WRITE for task in self._open), timeout_ms
        )

    def wait_until(self, is_done: Callable[[], bool], timeout_ms: int = 10_000) -> bool:
        """As `finish`, until something of the caller's own is done."""
        deadline = time.monotonic() + timeout_ms / 1000
        while not is_done() and time.monotonic() < deadline:
            QCoreApplication.processEvents(
                QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
                | QEventLoop.ProcessEventsFlag.WaitForMoreEvents,
                20,
            )
            if not is_done():  # else the window, and this with it, may have ended by that
                self._wake()
        return is_done()

    def close(self, timeout_ms: int = 10_000) -> bool:
        """Cancel long tasks, finish the writes, and end the threads. False = something hangs."""
        for task in self._open:
            task.cancel()
        done = self.finish(timeout_ms)
        self._closed = True
        for pool in self._pools.values():
            pool.shutdown(wait=done, cancel_futures=True)
        return done

    def _wake(self) -> None:
        """Deliver what was posted, even where no event loop runs."""
        QCoreApplication.sendPostedEvents(self, 0)

    def _start(self, task: Task, work: Callable[[], object]) -> Task:
        self._open.add(task)
        finished = self._finished

        def run() -> None:
            outcome = _Outcome(error=Cancelled()) if task.is_cancelled else _attempt(work)
            finished.emit(task, outcome)

        if self._closed and task.lane is not Lane.WRITE:
            finished.emit(task, _Outcome(error=Cancelled()))  # nobody will look at it any more
        else:
            self._pools[task.lane].submit(run)
        return task

    @Slot(object, object)
    def _pass_on(self, task: Task, report: ProgressReport) -> None:
        task.latest = report
        task.progressed.emit(report)

    @Slot(object, object)
    def _deliver(self, task: Task, outcome: _Outcome) -> None:
        """Hand a result over, on the window's thread."""
        self._open.discard(task)
        try:
            self._settle(task, outcome)
        finally:
            task.ended.emit()
            task.deleteLater()

    def _settle(self, task: Task, outcome: _Outcome) -> None:
        there = task.wants_result()
        value, error = outcome.value, outcome.error
        if error is None:
            if task.saves and isinstance(value, Saved):
                self._hub.publish(value.changes, task.owner if there else None)
                value = value.value
                there = task.wants_result()
            dropped = task.lane is Lane.READ and task.is_cancelled
            if there and not dropped and task.then is not None:
                task.then(value)
        elif isinstance(error, Cancelled):
            if there and task.when_cancelled is not None:
                task.when_cancelled()
        elif isinstance(error, AppError):
            if there and task.failed is not None:
                task.failed(error)
            elif there or task.saves:
                self._messages.problem(error)
        else:
            self._messages.bug(error)


def _attempt(work: Callable[[], object]) -> _Outcome:
    try:
        return _Outcome(value=work())
    except BaseException as error:  # noqa: BLE001 - handed over whole to the window's thread
        return _Outcome(error=error)
