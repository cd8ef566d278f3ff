"""A pupil's photo in a circle, or the first letter of the name on a quiet tint."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_desktop.ui.look import fonts
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import AVATAR_LARGE, AVATAR_LETTER, AVATAR_TINTS


def paint_avatar(painter: QPainter, rect: QRectF, name: str, photo: QImage | None) -> None:
    """Paint an avatar into the circle in `rect`; a null photo counts as none."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    circle = QPainterPath()
    circle.addEllipse(rect)
    if photo is not None and not photo.isNull():
        side = min(photo.width(), photo.height())
        source = QRectF((photo.width() - side) / 2, (photo.height() - side) / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(circle)
        painter.drawImage(rect, photo, source)
    else:
        tint = AVATAR_TINTS[(ord(initial(name)) - ord("A")) % len(AVATAR_TINTS)]
        painter.fillPath(circle, QColor(tint))
        painter.setFont(fonts.font(max(8, round(rect.height() * 0.42)), bold=True))
        painter.setPen(QColor(AVATAR_LETTER))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initial(name))
    painter.restore()


def initial(name: str) -> str:
    """The letter shown for a name."""
    return name.strip()[:1].upper() or "?"


class Avatar(QWidget):
    """An avatar of a fixed size (scaled with the text)."""

    def __init__(
        self,
        name: str = "",
        photo: bytes | None = None,
        size: int = AVATAR_LARGE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._name = ""
        self._photo: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_person(name, photo)

    def show_person(self, name: str, photo: bytes | None) -> None:
        """Show another person; bytes that are no picture count as no photo."""
        self._name = name
        self._photo = QImage.fromData(photo) if photo else None
        self.setAccessibleName(f"Photo of {name}" if self._photo else name)
        self.update()

    def sizeHint(self) -> QSize:
        side = Look.of_app().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        paint_avatar(QPainter(self), QRectF(self.rect()), self._name, self._photo)
