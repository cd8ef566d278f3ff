"""Brings files into the school's file, one after the other, whichever page is shown meanwhile.

The queue belongs to the window: what locks or closes it asks here first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engagement_desktop.errors import AppError
from engagement_desktop.progress import Progress
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.tasks import Task, TaskRunner

if TYPE_CHECKING:
    from engagement_desktop.services.evidence import Attached

BRINGING_IN = "Bringing in {name}"
_STOPPED = "“{name}” was not added."


@dataclass(frozen=True)
class Incoming:
    """A file (or the bytes of a pasted picture) on its way into an observation; without a pupil it
    waits until somebody says whose it is."""

    pupil_id: int | None
    observation_id: int | None
    source: Path | bytes
    name: str


class Imports(QObject):
    """The queue of files. `changed` comes whenever what waits or is under way changes.

    `attached` carries the `Incoming` and the `Attached`, `arrived` one without a pupil and what
    should be said of it; `refused` the `Incoming` and the sentence
    that says why it was not taken (nothing of it is kept); `stopped` the `Incoming` that somebody
    did not want after all.
    """

    changed = Signal()
    attached = Signal(object, object)
    arrived = Signal(object, object)
    refused = Signal(object, str)
    stopped = Signal(object)

    def __init__(
        self, work: Workspace, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._tasks = tasks
        self._messages = messages
        self._waiting: deque[Incoming] = deque()
        self.current: Incoming | None = None
        self.task: Task | None = None

    def bring_in(self, files: Sequence[Incoming]) -> None:
        """Bring these in, after those that wait already."""
        self._waiting.extend(files)
        self._next()

    @property
    def coming(self) -> tuple[Incoming, ...]:
        """All that is on its way, the one under way first."""
        return ((self.current,) if self.current else ()) + tuple(self._waiting)

    def of(self, observation_id: int) -> tuple[Incoming, ...]:
        """What is on its way into this observation, the one under way first."""
        return tuple(one for one in self.coming if one.observation_id == observation_id)

    def stop(self, incoming: Incoming) -> None:
        """Do not bring this one in after all."""
        if incoming is self.current and self.task is not None:
            self.task.cancel()
        elif incoming in self._waiting:
            self._waiting.remove(incoming)
            self.stopped.emit(incoming)
            self.changed.emit()

    @property
    def files(self) -> tuple[Incoming, ...]:
        """Those of them that can be added again; a pasted picture is nowhere else."""
        return tuple(one for one in self.coming if isinstance(one.source, Path))

    def leave_out(self) -> None:
        """Bring in no more files; comes back when a pasted picture is in, and nothing under way."""
        for one in self.files:
            self.stop(one)
        self._tasks.wait_until(lambda: not self.coming)

    def _next(self) -> None:
        if self.current is None and self._waiting:
            self.current = self._waiting.popleft()
            self.task = self._start(self.current)
        self.changed.emit()

    def _start(self, one: Incoming) -> Task:
        work = self._work

        def attach(progress: Progress) -> Saved[Attached] | Saved[tuple[str, ...]]:
            # a start has no need of what decodes clips (docs/decisions/007)
            from engagement_desktop.services import evidence, taking_in

            if one.pupil_id is None:
                return taking_in.bring_in(work, one.source, one.name, progress)
            return evidence.attach(
                work, one.pupil_id, one.observation_id, one.source, one.name, progress
            )

        task = self._tasks.long(
            BRINGING_IN.format(name=one.name),
            attach,
            lambda attached: self._ended(one, attached),
            owner=self,
            failed=lambda error: self._failed(one, error),
            cancelled=lambda: self._cancelled(one),
            writes=True,
        )
        task.ended.connect(lambda: self._faulty(one))
        return task

    def _faulty(self, one: Incoming) -> None:
        """A fault of ours stopped it, and was told: those that wait behind it still come in."""
        if self.current is one:
            self._clear()
            self._next()

    def _ended(self, one: Incoming, attached: object) -> None:
        self._clear()
        (self.arrived if one.pupil_id is None else self.attached).emit(one, attached)
        self._next()

    def _failed(self, one: Incoming, error: AppError) -> None:
        self._clear()
        self.refused.emit(one, f"“{one.name}”: {error.sentence}")
        self._next()

    def _cancelled(self, one: Incoming) -> None:
        self._clear()
        self._messages.say(_STOPPED.format(name=one.name))
        self.stopped.emit(one)
        self._next()

    def _clear(self) -> None:
        self.current = None
        self.task = None
