"""Stills, photos and posters of a response, cropped to one size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from engagement_desktop.services.response_card import Picture
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import RADIUS_CONTROL, SPACE_S
from engagement_desktop.ui.widgets.labels import set_tooltip

_PICTURE = QSize(152, 96)
_MOST = 4


class Thumbnail(QWidget):
    """A still, photo or poster with rounded corners."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self._pixmap.loadFromData(picture.jpeg)
        self.setAccessibleName(picture.title)
        set_tooltip(self, picture.title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = Look.of_app()
        return QSize(look.px(_PICTURE.width()), look.px(_PICTURE.height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(self.rect().toRectF(), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setClipPath(frame)
        filled = self._pixmap.size().scaled(
            self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        x = (self.width() - filled.width()) // 2
        y = (self.height() - filled.height()) // 2
        painter.drawPixmap(x, y, filled.width(), filled.height(), self._pixmap)


def thumbnails(pictures: Sequence[Picture]) -> QWidget:
    """The first few pictures, two in a row."""
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(SPACE_S)
    for number, picture in enumerate(pictures[:_MOST]):
        grid.addWidget(Thumbnail(picture), number // 2, number % 2)
    return column
