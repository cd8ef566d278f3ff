"""Keeps what is typed into a report: written within a second, kept until it is in the file."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from engagement_desktop.errors import AppError
from engagement_desktop.services import reporting
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.typing_pause import TypingPause


@dataclass(frozen=True)
class _Batch:
    """Paragraphs by key that go into a report together."""

    report_id: int
    texts: dict[str, str]


class ReportKeeper(QObject):
    """Writes paragraphs as they are typed. `saved` comes when all that was typed is in the file."""

    saved = Signal()

    def __init__(self, context: UiContext, owner: QObject) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner
        self._report_id: int | None = None
        self._typed: dict[str, str] = {}
        self._under_way: list[_Batch] = []
        self._refused: dict[int, dict[str, str]] = {}
        self.settled = 0
        """How often a save has ended: what was read before may be older than what was typed."""
        self._pause = TypingPause(self.flush, self)

    @property
    def unsaved(self) -> dict[str, str]:
        """Paragraphs by key that are typed and not acknowledged to be in the file yet."""
        texts: dict[str, str] = {}
        for batch in self._under_way:
            if batch.report_id == self._report_id:
                texts |= batch.texts
        return texts | self._typed

    def unsaved_of_all(self) -> dict[int, dict[str, str]]:
        """What could not be saved, of any report."""
        typed = {self._report_id: self._typed} if self._report_id and self._typed else {}
        return self._refused | typed

    def take_up(self, unsaved: dict[int, dict[str, str]]) -> None:
        """Go on with what another keeper could not save."""
        self._refused |= unsaved
        self.flush_all()

    def follow(self, report_id: int | None) -> None:
        """Keep this report from now on; what the earlier one still had is written first."""
        if report_id != self._report_id:
            self.flush()
            self._report_id = report_id
            self._typed = {} if report_id is None else self._refused.pop(report_id, {})

    def typed(self, key: str, text: str) -> None:
        """A paragraph says this now."""
        if self._report_id is None:
            return
        self._pause.key_pressed(first=not self._typed)
        self._typed[key] = text

    def flush(self) -> None:
        """Write what is not written yet, now."""
        self._pause.stop()
        if self._report_id is None or not self._typed:
            return
        texts, self._typed = self._typed, {}
        self._write(_Batch(self._report_id, texts))

    def flush_all(self) -> None:
        """Write what is not written yet, and offer again what was refused, of any report."""
        self.flush()
        for report_id in tuple(self._refused):
            self._write(_Batch(report_id, self._refused.pop(report_id)))

    def _write(self, batch: _Batch) -> None:
        self._under_way.append(batch)
        work = self._context.work

        def done(_: None) -> None:
            self._settle(batch)
            if not self.unsaved:
                self.saved.emit()

        def failed(error: AppError) -> None:
            self._keep(batch)
            self._context.messages.problem(error, "Try again", self.flush_all)

        task = self._context.tasks.write(
            lambda: reporting.save_texts(work, batch.report_id, batch.texts),
            done,
            owner=self._owner,
            failed=failed,
        )
        task.ended.connect(lambda: self._keep(batch))  # after a fault of ours it is neither

    def _keep(self, batch: _Batch) -> None:
        """Keep what a save did not write, unless it was written or typed again since."""
        if not any(each is batch for each in self._under_way):
            return
        self._settle(batch)
        later = [each.texts for each in self._under_way if each.report_id == batch.report_id]
        left = {key: text for key, text in batch.texts.items() if not any(key in t for t in later)}
        if batch.report_id == self._report_id:
            self._typed = left | self._typed
        elif left:
            self._refused[batch.report_id] = self._refused.get(batch.report_id, {}) | left

    def _settle(self, batch: _Batch) -> None:
        self.settled += 1
        self._under_way = [each for each in self._under_way if each is not batch]
