"""The foot of the window: who is signed in, the backup in words, what runs, the draft kept."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import (
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    STATUS_BAR_HEIGHT,
    Role,
)
from engagement_desktop.ui.tasks import ProgressReport, Task, TaskRunner
from engagement_desktop.ui.widgets.buttons import tool_button
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label

_ICON = 16
_BAR_WIDTH = 120


class StatusBar(QWidget):
    """Tells, never asks; the one button cancels the task that runs."""

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._running: list[Task] = []
        self.person = ElidedLine("", Role.MUTED)
        self.backup = ElidedLine("Not backed up yet", Role.MUTED)
        self.task_words = ElidedLine("", Role.MUTED)
        self.draft = label("", Role.MUTED, wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = tool_button("dismiss", "Cancel this task", on_click=self._cancel_task)
        self._task = QWidget()
        task = QHBoxLayout(self._task)
        task.setContentsMargins(0, 0, 0, 0)
        task.setSpacing(SPACE_S)
        for part in (self.task_words, self._bar, self._cancel):
            task.addWidget(part)
        self._task.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, 0, SPACE_M, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(IconMark("person", Ink.MUTED, _ICON))
        row.addWidget(self.person)
        row.addSpacing(SPACE_M)
        row.addWidget(IconMark("shield_error", Ink.MUTED, _ICON))
        row.addWidget(self.backup)
        row.addStretch(1)
        row.addWidget(self._task)
        row.addSpacing(SPACE_M)
        row.addWidget(self.draft)
        tasks.started.connect(self._started)
        Look.of_app().changed.connect(self._dress)
        self._dress()

    def show_person(self, words: str) -> None:
        """Who is signed in."""
        self.person.set_text(words)

    def give_way(self, gone: bool) -> None:
        """Leave the room to something else for a moment, unless a task runs here."""
        self.setVisible(not gone or bool(self._running))

    def draft_saved(self, moment: datetime) -> None:
        """What was typed is kept, since this moment."""
        self.draft.setText(f"Draft saved {moment.astimezone():%H:%M}")

    def _started(self, task: Task) -> None:
        self._running.append(task)
        self.show()
        task.progressed.connect(self._progressed)
        task.ended.connect(self._ended)
        self._show_latest()

    def _progressed(self, report: ProgressReport) -> None:
        task = self.sender()
        if self._running and task is self._running[-1]:
            self._show(self._running[-1], report)

    def _ended(self) -> None:
        task = self.sender()
        self._running = [other for other in self._running if other is not task]
        self._show_latest()

    def _show_latest(self) -> None:
        self._task.setVisible(bool(self._running))
        if self._running:
            self._show(self._running[-1], self._running[-1].latest)

    def _show(self, task: Task, report: ProgressReport) -> None:
        words = f"{task.title}: {report.words}" if report.words else task.title
        others = len(self._running) - 1
        self.task_words.set_text(f"{words} (and {others} more)" if others else words)
        # Kilo-units: Qt's bar counts in 32 bits, and clips are larger than that in bytes.
        self._bar.setRange(0, 1000 if report.total else 0)
        self._bar.setValue(round(1000 * report.done / report.total) if report.total else 0)
        self._bar.setAccessibleName(words)

    def _cancel_task(self) -> None:
        if self._running:
            self._running[-1].cancel()
            self.task_words.set_text(f"{self._running[-1].title}: stopping…")

    def _dress(self) -> None:
        look = Look.of_app()
        self._bar.setFixedWidth(look.px(_BAR_WIDTH))
        self._cancel.setFixedHeight(look.px(24))
        self.setFixedHeight(max(look.px(STATUS_BAR_HEIGHT), self.sizeHint().height()))
