"""A badge: a short statement in a rounded frame, with a sign beside it. Nothing to press."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_desktop.ui.look.icons import Ink, paint_icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import CHIP_HEIGHT, SPACE_M, SPACE_XS, Role
from engagement_desktop.ui.widgets.labels import set_tooltip

_SIGN = 14


class BadgeTone(Enum):
    """What a badge says: its sign and the sign’s colour. ATTENTION fills the badge, too."""

    PLAIN = ("", Ink.TEXT)
    GOOD = ("checkmark", Ink.GOOD)
    CAUTION = ("error_circle", Ink.ATTENTION)
    ATTENTION = ("warning", Ink.ATTENTION)


class Badge(QWidget):
    """A statement such as “Draft”, or which permission stands."""

    def __init__(
        self, text: str, tone: BadgeTone = BadgeTone.PLAIN, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        set_tooltip(self, text)

    def text(self) -> str:
        """The statement."""
        return self._text

    def set_text(self, text: str, tone: BadgeTone | None = None) -> None:
        """Say something else."""
        self._text = text
        self._tone = tone or self._tone
        self.setAccessibleName(text)
        set_tooltip(self, text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = Look.of_app()
        self.setFont(look.font(Role.SMALL))
        width = self.fontMetrics().horizontalAdvance(self._text) + 2 * look.px(SPACE_M)
        return QSize(width + self._sign_width() + 2, look.px(CHIP_HEIGHT - 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(Look.of_app().px(64), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = Look.of_app()
        colours = look.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        attention = self._tone is BadgeTone.ATTENTION
        painter.setPen(QPen(QColor(colours.attention if attention else colours.line), 1))
        painter.setBrush(QColor(colours.attention_surface if attention else colours.surface))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        pad, sign = look.px(SPACE_M), look.px(_SIGN)
        name, ink = self._tone.value
        if name:
            place = QRectF(pad, (self.height() - sign) / 2, sign, sign)
            paint_icon(painter, place, name, ink.colour(colours))
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(QColor(colours.text))
        room = self.rect().adjusted(pad + self._sign_width(), 0, -pad, 0)
        shown = painter.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, room.width() + 2
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room.adjusted(0, 0, 4, 0), flags, shown)

    def _sign_width(self) -> int:
        look = Look.of_app()
        return look.px(_SIGN) + look.px(SPACE_XS) if self._tone.value[0] else 0
