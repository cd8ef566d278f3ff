"""In which places, with whom and at what times responses have been seen, and where not yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.services.context_coverage import Coverage
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_S, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.prose import prose

_HEADINGS = ("", "Area", "Places", "With", "Times of day", "Not yet seen")
_SHARES = (3, 3, 2, 5)
"""Of the width, for the columns of what users wrote."""


class CoverageCard(Card):
    """The contexts of each area in words, as a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Where responses have been seen", subtitle=texts.CHOOSE, parent=parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        for column, heading in enumerate(_HEADINGS):
            grid.addWidget(label(heading, Role.MUTED, wrap=False), 0, column)
        self._cells: dict[Area, tuple[QLabel, ...]] = {}
        top = Qt.AlignmentFlag.AlignTop
        for row, area in enumerate(Area, start=1):
            grid.addWidget(AreaMark(area), row, 0, top)
            grid.addWidget(label(area.title, wrap=False), row, 1, top)
            cells = (prose(""), prose(""), prose(""), prose("", Role.MUTED))
            for column, cell in enumerate(cells, start=2):
                grid.addWidget(cell, row, column, top)
            self._cells[area] = cells
        for column, share in enumerate(_SHARES, start=2):
            grid.setColumnStretch(column, share)
        self.body.addLayout(grid)

    def show_coverage(self, found: Sequence[Coverage]) -> None:
        """Show these contexts."""
        for line in found:
            times = [time.value for time in line.times]
            words = (line.places, line.adults, times, line.not_yet)
            for cell, listed in zip(self._cells[line.area], words, strict=True):
                cell.setText(", ".join(listed) or "–")
