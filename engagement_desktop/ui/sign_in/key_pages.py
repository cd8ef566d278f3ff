"""What is seen while a school gets a new key, and the start passwords that come of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.tasks import ProgressReport
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from engagement_desktop.services.rekeying import StartPassword

_STEPS = 1000


class KeyProgressPage(QWidget):
    """Words beside a bar, and a way to stop while that is still possible."""

    def __init__(self, cancel: Callable[[], object]) -> None:
        super().__init__()
        self.words = label("", Role.MUTED)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(texts.NEW_KEY)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Cancel", on_click=cancel))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(label(texts.NEW_KEY, Role.TITLE))
        column.addWidget(label(texts.NEW_KEY_SENTENCE))
        column.addWidget(self.words)
        column.addWidget(self._bar)
        column.addLayout(foot)

    def show_progress(self, report: ProgressReport) -> None:
        """How far it is."""
        self.words.setText(report.words)
        self._bar.setRange(0, _STEPS if report.total else 0)
        self._bar.setValue(round(_STEPS * report.done / report.total) if report.total else 0)


class StartPasswordsPage(QWidget):
    """The start passwords of colleagues; `done` when they were written down."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._card = Card(tone=Tone.ACCENT)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(0, 1)
        self._card.body.addLayout(self._grid)
        self.go_on = button("They are written down", primary=True, on_click=self.done.emit)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(label(texts.START_PASSWORDS, Role.TITLE))
        column.addWidget(label(texts.START_PASSWORDS_SENTENCE))
        column.addWidget(self._card)
        column.addLayout(foot)

    def show_passwords(self, given: tuple[StartPassword, ...]) -> None:
        """Show who gets which."""
        self.forget()
        for row, each in enumerate(given):
            self._grid.addWidget(label(each.name), row, 0)
            self._grid.addWidget(
                label(each.password, Role.STRONG, wrap=False, selectable=True), row, 1
            )

    def forget(self) -> None:
        """Leave no password on the page."""
        empty(self._grid)
