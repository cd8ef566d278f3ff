"""One piece of evidence: its poster, what it is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.services.observation_views import EvidenceView
from engagement_desktop.ui.look.icons import paint_icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import RADIUS_CONTROL, SPACE_XS, Colours, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.widgets.labels import set_tooltip
from engagement_desktop.ui.widgets.painted import paint_clip_sign, paint_poster

WIDTH, HEIGHT = 104, 68
_ICONS = {
    EvidenceKind.VIDEO: "play",
    EvidenceKind.PHOTO: "image",
    EvidenceKind.SOUND: "mic",
    EvidenceKind.DOCUMENT: "document",
}


class EvidenceTile(QAbstractButton):
    """A click or Enter shows it; the menu (right click, the menu key) has the rest; Delete removes.

    Each signal carries the `EvidenceView`.
    """

    shown = Signal(object)
    caption_asked = Signal(object)
    removed = Signal(object)

    def __init__(self, evidence: EvidenceView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = evidence
        self._image = QImage.fromData(evidence.poster) if evidence.poster else QImage()
        self.is_open_for_writing = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        words = texts.evidence_words(evidence)
        self.setAccessibleName(words)
        self.setAccessibleDescription(texts.TILE_HELP)
        set_tooltip(self, words)
        self.clicked.connect(lambda: self.shown.emit(self.evidence))

    def sizeHint(self) -> QSize:
        look = Look.of_app()
        return QSize(look.px(WIDTH), look.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete and self.is_open_for_writing:
            self.removed.emit(self.evidence)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.mapToGlobal(QPoint(0, self.height()))
        self.menu().popup(at)

    def menu(self) -> QMenu:
        """What can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.evidence.is_clip or self.evidence.kind is EvidenceKind.PHOTO:
            words = texts.PLAY_NOW if self.evidence.is_clip else texts.SHOW_LARGE
            menu.addAction(words).triggered.connect(self.click)
        if self.is_open_for_writing:
            caption = menu.addAction(texts.CAPTION)
            caption.triggered.connect(lambda: self.caption_asked.emit(self.evidence))
            remove = menu.addAction(texts.REMOVE_EVIDENCE)
            remove.triggered.connect(lambda: self.removed.emit(self.evidence))
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        colours = Look.of_app().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if not paint_poster(painter, rect, self._image):
            self._paint_name(painter, rect, colours)
        elif self.evidence.is_clip:
            paint_clip_sign(painter, rect)
        strong = self.hasFocus() or self.underMouse()
        edge = QColor(colours.accent if strong else colours.line)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)

    def _paint_name(self, painter: QPainter, rect: QRectF, colours: Colours) -> None:
        side = Look.of_app().px(20)
        place = QRectF(rect.center().x() - side / 2, rect.top() + SPACE_XS * 2, side, side)
        paint_icon(painter, place, _ICONS[self.evidence.kind], colours.muted)
        painter.setFont(Look.of_app().font(Role.SMALL))
        painter.setPen(QColor(colours.text))
        room = rect.adjusted(SPACE_XS, place.bottom() - rect.top(), -SPACE_XS, 0)
        name = painter.fontMetrics().elidedText(
            self.evidence.caption or self.evidence.original_name,
            Qt.TextElideMode.ElideMiddle,
            int(room.width()),
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)
