"""The legend: how a mark is filled, and the school's word for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.vocabularies import Word
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_XS, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.marks import MarkLook, look_of, mark_pixmap
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import label

_SIDE = 14


class _Sample(QWidget):
    def __init__(self, look: MarkLook) -> None:
        super().__init__()
        self._mark = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = Look.of_app().px(_SIDE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        side = self.sizeHint().width()
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(mark_pixmap(Area.EXPLORATION, self._mark, side, ratio))
        ink = QPainter(drawn)
        # In the colour of text: the fills mean the same in every lane.
        ink.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        ink.fillRect(QRectF(0, 0, side, side), QColor(Look.of_app().colours.muted))
        ink.end()
        QPainter(self).drawPixmap(QPointF(0, (self.height() - side) / 2), drawn)


class Legend(QWidget):
    """A sample of each fill in use with its word, and that lanes have no order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._words: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words shown, in order."""
        return self._words

    def set_words(self, words: Sequence[Word], *, not_said: bool) -> None:
        """Show these words; and a mark of which nothing is said, if there is one."""
        entries = [(look_of(word.key), word.text) for word in words]
        if not_said:
            entries.append((MarkLook.NOT_SAID, texts.NOT_SAID))
        if tuple(text for _, text in entries) == self._words:
            return
        self._words = tuple(text for _, text in entries)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for look, text in entries:
            entry = QWidget()
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, SPACE_L - SPACE_XS, 0)
            row.setSpacing(SPACE_XS)
            row.addWidget(_Sample(look))
            row.addWidget(label(text, Role.SMALL, wrap=False))
            self._flow.addWidget(entry)
        self._flow.addWidget(label(texts.NO_ORDER, Role.MUTED, wrap=False))
