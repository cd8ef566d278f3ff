"""In which places, with whom and at what times responses have been seen, and where not yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from engagement_desktop.services.context_coverage import Coverage
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_S, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.labels import label

_HEADINGS = ("", "Area", "Places", "With", "Times of day", "Not yet seen")


class CoverageCard(Card):
    """The contexts of each area in words, as a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Where responses have been seen", subtitle=texts.CHOOSE, parent=parent)
        self._table: QWidget | None = None
        self._shown: tuple[Coverage, ...] = ()

    def show_coverage(self, found: Sequence[Coverage]) -> None:
        """Show these contexts."""
        if self._shown == tuple(found):
            return
        self._shown = tuple(found)
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        for column, heading in enumerate(_HEADINGS):
            grid.addWidget(label(heading, Role.MUTED, wrap=False), 0, column)
        top = Qt.AlignmentFlag.AlignTop
        for row, line in enumerate(found, start=1):
            grid.addWidget(AreaMark(line.area), row, 0, top)
            grid.addWidget(label(line.area.title, wrap=False), row, 1, top)
            grid.addWidget(label(_listed(line.places)), row, 2, top)
            grid.addWidget(label(_listed(line.adults)), row, 3, top)
            grid.addWidget(label(_listed([time.value for time in line.times])), row, 4, top)
            grid.addWidget(label(_listed(line.not_yet), Role.MUTED), row, 5, top)
        for column in (2, 3, 4, 5):
            grid.setColumnStretch(column, 1)
        self.body.addWidget(self._table)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "–"
