"""A card whose rows are made anew each time it is shown something."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, Role
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.labels import label, rule


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
    ) -> None:
        """Show these rows; `ruled` draws a line between them."""
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        for number, row in enumerate(rows):
            if number and ruled:
                column.addWidget(rule())
            column.addWidget(row)
        if not column.count() and nothing:
            column.addWidget(label(nothing, Role.MUTED))
        self.body.addWidget(self._rows)
