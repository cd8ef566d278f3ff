"""Keeps what is typed into a report: written within a second, kept until it is in the file."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from engagement_desktop.errors import AppError
from engagement_desktop.services import reporting
from engagement_desktop.ui.context import UiContext

AFTER_A_KEY_MS = 400
AT_LATEST_MS = 900


class ReportKeeper(QObject):
    """Writes paragraphs as they are typed. `saved` comes when all that was typed is in the file."""

    saved = Signal()

    def __init__(self, context: UiContext, owner: QObject) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner
        self._report_id: int | None = None
        self._typed: dict[str, str] = {}
        self._under_way: list[dict[str, str]] = []
        self._soon = _timer(self, AFTER_A_KEY_MS, self)
        self._at_latest = _timer(self, AT_LATEST_MS, self)

    @property
    def unsaved(self) -> dict[str, str]:
        """Paragraphs by key that are typed and not acknowledged to be in the file yet."""
        texts: dict[str, str] = {}
        for batch in (*self._under_way, self._typed):
            texts |= batch
        return texts

    def follow(self, report_id: int | None) -> None:
        """Keep this report from now on; what the earlier one still had is written first."""
        if report_id != self._report_id:
            self.flush()
            self._typed = {}
            self._under_way = []
            self._report_id = report_id

    def typed(self, key: str, text: str) -> None:
        """A paragraph says this now."""
        if self._report_id is None:
            return
        if not self._typed:
            self._at_latest.start()
        self._typed[key] = text
        self._soon.start()

    def flush(self) -> None:
        """Write what is not written yet, now."""
        self._soon.stop()
        self._at_latest.stop()
        if self._report_id is None or not self._typed:
            return
        report_id, texts, self._typed = self._report_id, self._typed, {}
        self._under_way.append(texts)
        work = self._context.work

        def done(_: None) -> None:
            self._settle(texts)
            if not self.unsaved:
                self.saved.emit()

        def failed(error: AppError) -> None:
            self._settle(texts)
            if report_id == self._report_id:
                self._typed = texts | self._typed
            self._context.messages.problem(error, "Try again", self.flush)

        task = self._context.tasks.write(
            lambda: reporting.save_texts(work, report_id, texts),
            done,
            owner=self._owner,
            failed=failed,
        )
        task.ended.connect(lambda: self._ended(report_id, texts))

    def _ended(self, report_id: int, texts: dict[str, str]) -> None:
        """After a fault of ours neither was it written nor refused: it is offered again."""
        if any(batch is texts for batch in self._under_way):
            self._settle(texts)
            if report_id == self._report_id:
                self._typed = texts | self._typed

    def _settle(self, texts: dict[str, str]) -> None:
        self._under_way = [batch for batch in self._under_way if batch is not texts]


def _timer(parent: QObject, milliseconds: int, keeper: ReportKeeper) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(keeper.flush)
    return timer
