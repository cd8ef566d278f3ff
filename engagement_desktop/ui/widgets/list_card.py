"""A card whose rows are made anew each time it is shown something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, Role
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.earlier_rows import EarlierRows
from engagement_desktop.ui.widgets.labels import label

T = TypeVar("T")


class ListCard(Card):
    """`refill` puts rows in the place of those before; with none, a muted sentence says so.

    `refill_first` makes the first few of many rows, and the others when somebody asks for them.
    """

    def __init__(
        self,
        title: str | None = None,
        *,
        subtitle: str = "",
        tone: Tone = Tone.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, subtitle=subtitle, tone=tone, parent=parent)
        self._rows: QWidget | None = None

    def row(self, number: int) -> QWidget:
        """The row of the record with this number, made with all before it if it is not there."""
        assert isinstance(self._rows, EarlierRows)
        return self._rows.row(number)

    def refill(
        self,
        rows: Iterable[QWidget],
        *,
        nothing: str = "",
        ruled: bool = True,
        spacing: int = SPACE_M,
    ) -> None:
        """Show these rows; `ruled` draws a line between them."""
        shown = EarlierRows([*rows], lambda row: row, ruled=ruled, spacing=spacing)
        self._show(shown, nothing)

    def refill_first(
        self,
        records: Sequence[T],
        made: Callable[[T], QWidget],
        at_first: int,
        *,
        nothing: str,
        ruled: bool = True,
        spacing: int = SPACE_M,
    ) -> None:
        """Show so many of these records `at_first`, each as `made` of it, ruled as in `refill`."""
        name = self.accessibleName()
        shown = EarlierRows(records, made, at_first, ruled=ruled, spacing=spacing, name=name)
        self._show(shown, nothing)

    def _show(self, shown: EarlierRows, nothing: str) -> None:
        if self._rows is not None:
            discard(self._rows)
        self._rows = label(nothing, Role.MUTED) if shown.is_empty and nothing else shown
        self.body.addWidget(self._rows)
