"""A photo of the observation, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.elided import ElidedLine


class PictureView(QWidget):
    """`closed` comes when the user wants the clips back."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ElidedLine(role=Role.STRONG)
        self.back = button(texts.TO_CLIPS, "video_clip", quiet=True, on_click=self.closed.emit)
        self.canvas = _Canvas()
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self._name, 1)
        row.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(row)
        column.addWidget(self.canvas, 1)

    def show_picture(self, image: QImage, words: str, *, has_clips: bool) -> None:
        """Show a picture, described in `words`."""
        self._name.set_text(words)
        self.back.setVisible(has_clips)
        self.canvas.show_image(image, words)


class _Canvas(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage, words: str) -> None:
        self.image = image
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        look = Look.of_app()
        return QSize(look.px(320), look.px(240))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if self.image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter.drawImage(place, self.image)
