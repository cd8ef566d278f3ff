"""Brings files into an observation, one after the other, whichever page is shown meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engagement_desktop.errors import AppError
from engagement_desktop.progress import Progress
from engagement_desktop.services import evidence
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.evidence import Attached
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.tasks import Task


@dataclass(frozen=True)
class Incoming:
    """A file (or the bytes of a pasted picture) on its way into an observation."""

    pupil_id: int
    observation_id: int
    source: Path | bytes
    name: str


class Importer(QObject):
    """A queue of files. `changed` comes whenever what waits or is under way changes.

    `attached` carries the `Incoming` and the `Attached`; `refused` the `Incoming` and the sentence
    that says why it was not taken (nothing of it is kept).
    """

    changed = Signal()
    attached = Signal(object, object)
    refused = Signal(object, str)

    def __init__(self, context: UiContext, owner: QObject) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner
        self._waiting: deque[Incoming] = deque()
        self.current: Incoming | None = None
        self.task: Task | None = None

    def bring_in(self, files: Sequence[Incoming]) -> None:
        """Bring these in, after those that wait already."""
        self._waiting.extend(files)
        self._next()

    def of(self, observation_id: int) -> tuple[Incoming, ...]:
        """What is on its way into this observation, the one under way first."""
        on_the_way = ([self.current] if self.current else []) + list(self._waiting)
        return tuple(one for one in on_the_way if one.observation_id == observation_id)

    def stop(self, incoming: Incoming) -> None:
        """Do not bring this one in after all."""
        if incoming is self.current and self.task is not None:
            self.task.cancel()
        elif incoming in self._waiting:
            self._waiting.remove(incoming)
            self.changed.emit()

    def _next(self) -> None:
        if self.current is None and self._waiting:
            self.current = self._waiting.popleft()
            self.task = self._start(self.current)
        self.changed.emit()

    def _start(self, one: Incoming) -> Task:
        work = self._context.work

        def attach(progress: Progress) -> Saved[Attached]:
            return evidence.attach(
                work, one.pupil_id, one.observation_id, one.source, one.name, progress
            )

        task = self._context.tasks.long(
            texts.BRINGING_IN.format(name=one.name),
            attach,
            lambda attached: self._ended(one, attached),
            owner=self._owner,
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
        assert isinstance(attached, Attached)  # the runner hands over the value of the `Saved`
        self._clear()
        self.attached.emit(one, attached)
        self._next()

    def _failed(self, one: Incoming, error: AppError) -> None:
        self._clear()
        self.refused.emit(one, f"“{one.name}”: {error.sentence}")
        self._next()

    def _cancelled(self, one: Incoming) -> None:
        self._clear()
        self._context.messages.say(texts.IMPORT_STOPPED.format(name=one.name))
        self._next()

    def _clear(self) -> None:
        self.current = None
        self.task = None
