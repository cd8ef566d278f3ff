"""Rows of which the first few are made at once, the others when somebody asks for them.

Ten years leave thirty plans and as many conversations: a page that made them all would be slow to
come, and nobody reads them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M
from engagement_desktop.ui.widgets.block import Block
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.labels import rule

EARLIER = "Show earlier ones"
_MORE = 2
"""Asked for, so many times as many as at first are made."""
T = TypeVar("T")


class EarlierRows(Block):
    """Shows `at_first` of the records (None: all), each as `made` of it, and more each time `more`
    is pressed."""

    def __init__(
        self,
        records: Sequence[T],
        made: Callable[[T], QWidget],
        at_first: int | None = None,
        *,
        ruled: bool = False,
        spacing: int = SPACE_M,
        name: str = "",
    ) -> None:
        super().__init__()
        self._left = len(records)
        self._rows = map(made, records)
        self._made: list[QWidget] = []
        self._ruled = ruled
        self._at_first = at_first
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(spacing)
        self._column = QVBoxLayout()
        self._column.setSpacing(spacing)
        outer.addLayout(self._column)
        self._outer, self._name = outer, name
        self.more: QPushButton | None = None
        """Asks for more; None where all are shown."""
        self._take(len(records) if at_first is None else at_first)

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all."""
        return self._column.count() == 0

    def row(self, number: int) -> QWidget:
        """The row of the record with this number, made with all before it if it is not there."""
        self._take(number + 1 - len(self._made))
        return self._made[number]

    def _take(self, wanted: int) -> None:
        taken = max(0, min(wanted, self._left))
        self._left -= taken
        for _ in range(taken):
            if self._ruled and not self.is_empty:
                self._column.addWidget(rule())
            self._made.append(next(self._rows))
            self._column.addWidget(self._made[-1])
        if self._left and self.more is None:
            self.more = self._button()
        elif not self._left and self.more is not None:
            discard(self.more)
            self.more = None

    def _button(self) -> QPushButton:
        made = button(
            EARLIER,
            quiet=True,
            name=f"{EARLIER}: {self._name}" if self._name else "",
            on_click=lambda: self._take((self._at_first or 0) * _MORE),
        )
        self._outer.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made
