"""An icon standing by itself beside words; it says nothing to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_desktop.ui.look.icons import Ink, paint_icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import ICON


class IconMark(QWidget):
    """An icon of a fixed size (scaled with the text), painted in the palette of the moment."""

    def __init__(
        self, name: str, ink: Ink = Ink.TEXT, size: int = ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._ink = ink
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, ink: Ink = Ink.TEXT) -> None:
        """Show another icon."""
        self._name, self._ink = name, ink
        self.update()

    def sizeHint(self) -> QSize:
        side = Look.of_app().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        side = min(self.width(), self.height())
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        colour = self._ink.colour(Look.of_app().colours)
        paint_icon(QPainter(self), rect, self._name, colour)
