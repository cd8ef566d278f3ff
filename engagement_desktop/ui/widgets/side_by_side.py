"""Columns beside one another where there is room for them, and below one another where not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_M
from engagement_desktop.ui.widgets.block import Block


class SideBySide(Block):
    """`column` makes each column, from the left; lay widgets into it.

    They stand beside one another from a width of `room` (logical pixels at a text size of 100 %),
    and only where each has at least the width that it needs; so nothing is ever cut off.
    """

    def __init__(self, room: int, spacing: int = SPACE_M, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)

    def column(self, share: int = 1, *, spacing: int | None = None) -> QVBoxLayout:
        """A further column, with its share of the width."""
        made = QVBoxLayout()
        made.setContentsMargins(0, 0, 0, 0)
        made.setSpacing(self._row.spacing() if spacing is None else spacing)
        to_the_top = QVBoxLayout()
        to_the_top.addLayout(made)
        to_the_top.addStretch(1)
        self._row.addLayout(to_the_top, share)
        return made

    @property
    def beside(self) -> bool:
        """Whether the columns stand beside one another now."""
        return self._row.direction() is QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest column alone."""
        return QSize(max(self._widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """What is in the columns, or the size of the text, changed: they may need other room."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        widths = self._widths()
        needed = sum(widths) + self._row.spacing() * max(0, len(widths) - 1)
        wide = self.width() >= max(needed, Look.of_app().px(self._room))
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _widths(self) -> list[int]:
        """The least width of each column that shows anything."""
        items = (self._row.itemAt(place) for place in range(self._row.count()))
        return [item.minimumSize().width() for item in items if item and not item.isEmpty()]
