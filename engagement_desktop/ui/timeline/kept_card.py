"""The comparisons that were kept: which responses, what was seen, and the way back to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engagement_desktop.services.kept_comparisons import KeptComparison
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.labels import label


class KeptCard(Card):
    """`opened` and `removed` carry a `KeptComparison`; the card hides while there is none."""

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.KEPT, parent=parent)
        self._rows: list[QWidget] = []
        self.hide()

    def show_kept(self, kept: Sequence[KeptComparison]) -> None:
        """Show these, the latest first."""
        for row in self._rows:
            discard(row)
        self._rows = [self._row(each) for each in kept]
        for row in self._rows:
            self.body.addWidget(row)
        self.setVisible(bool(kept))

    def _row(self, kept: KeptComparison) -> QWidget:
        days = texts.listed([day_words(day) for day in kept.days])
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        across.addWidget(AreaMark(kept.area))
        words = f"{kept.area.title}: {days}"
        across.addWidget(label(words), 1)
        across.addWidget(label(kept.words, Role.MUTED), 1)
        across.addWidget(
            button("Show", name=f"Show {words}", on_click=partial(self.opened.emit, kept))
        )
        away = partial(self.removed.emit, kept)
        across.addWidget(tool_button("delete", texts.TAKE_AWAY.format(days=days), on_click=away))
        return row
