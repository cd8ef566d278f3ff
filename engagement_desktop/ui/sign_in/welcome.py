"""The first choice: look at the demo, make a school, or open a school's file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.tasks import ProgressReport
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.labels import label, rule
from engagement_desktop.ui.widgets.rows import InfoRow


class Welcome(QWidget):
    """Three rows, each with its button."""

    def __init__(
        self,
        demo: Callable[[], object],
        create: Callable[[], object],
        open_file: Callable[[], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self.demo_button = button("Look", name=texts.DEMO, on_click=demo)
        self.create_button = button("Make", name=texts.CREATE, on_click=create)
        self.open_button = button("Open", name=texts.OPEN, on_click=open_file)
        self.problem = label("", Role.ERROR)
        self.problem.hide()
        self.progress_words = ElidedLine(texts.DEMO_OPENING, Role.MUTED)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._progress = QWidget()
        under_way = QHBoxLayout(self._progress)
        under_way.setContentsMargins(0, SPACE_S, 0, 0)
        under_way.addWidget(self.progress_words, 3)
        under_way.addWidget(self._bar, 2)
        under_way.addWidget(button("Cancel", quiet=True, on_click=cancel))
        self._progress.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(label(texts.WELCOME, Role.TITLE))
        column.addWidget(label(texts.WELCOME_SENTENCE))
        column.addSpacing(SPACE_M)
        for icon, text, detail, made in (
            ("board", texts.DEMO, texts.DEMO_DETAIL, self.demo_button),
            ("building", texts.CREATE, texts.CREATE_DETAIL, self.create_button),
            ("folder_open", texts.OPEN, texts.OPEN_DETAIL, self.open_button),
        ):
            column.addWidget(rule())
            column.addWidget(InfoRow(icon, text, detail, made))
        column.addWidget(self._progress)
        column.addWidget(self.problem)

    def set_busy(self, busy: bool) -> None:
        """While the demo school is being made or opened, nothing else can be chosen."""
        for each in (self.demo_button, self.create_button, self.open_button):
            each.setEnabled(not busy)
        self._progress.setVisible(busy)
        self.show_progress(ProgressReport(0, 0, texts.DEMO_OPENING))

    def show_progress(self, report: ProgressReport) -> None:
        """How far the making of the demo school is."""
        self.progress_words.set_text(report.words)
        self._bar.setRange(0, report.total)
        self._bar.setValue(report.done)

    def show_problem(self, sentence: str) -> None:
        """Say what stood in the way."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
