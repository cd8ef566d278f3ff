"""A card whose rows are made anew each time it is shown something."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, Role
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.earlier_rows import EarlierRows
from engagement_desktop.ui.widgets.labels import label


class ListCard(Card):
    """`refill` puts rows in the place of those before; with none, a muted sentence says so."""

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

    def refill(
        self,
        rows: Iterable[QWidget],
        *,
        nothing: str = "",
        ruled: bool = True,
        spacing: int = SPACE_M,
        at_first: int | None = None,
    ) -> None:
        """Show these rows, or so many `at_first`; `ruled` draws a line between them."""
        if self._rows is not None:
            discard(self._rows)
        name = self.accessibleName()
        shown = EarlierRows(rows, at_first, ruled=ruled, spacing=spacing, name=name)
        self._rows = label(nothing, Role.MUTED) if shown.is_empty and nothing else shown
        self.body.addWidget(self._rows)
