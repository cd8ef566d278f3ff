"""The legend: how a mark is filled and which letter it carries, with the school's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.mark_looks import MarkLook, letters, look_of
from engagement_desktop.services.timeline import Landmark, LandmarkKind, TimelineView
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_XS, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.marks import (
    Ink,
    landmark_pixmap,
    paint_baseline,
    paint_mark,
)
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import label

_SIDE = 14


class _Sample(QWidget):
    """A mark in the colour of text, unless it has no colour of its own: fills mean the same in
    every lane."""

    def __init__(self, paint: Callable[[QPainter, QRectF], None], *, coloured: bool = True) -> None:
        super().__init__()
        self._paint = paint
        self._coloured = coloured
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = Look.of_app().px(_SIDE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        side = self.sizeHint().width()
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(round(side * ratio), round(side * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        ink = QPainter(drawn)
        ink.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(ink, QRectF(0, 0, side, side))
        if self._coloured:
            ink.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            ink.fillRect(QRectF(0, 0, side, side), QColor(Look.of_app().colours.muted))
        ink.end()
        QPainter(self).drawPixmap(QPointF(0, (self.height() - side) / 2), drawn)


class Legend(QWidget):
    """Each fill and letter in use with its word, and that lanes have no order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._words: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words shown, in order."""
        return self._words

    def show_view(self, view: TimelineView) -> None:
        """Show what is in use on this timeline."""
        entries: list[tuple[str, QWidget]] = []
        for word in view.established_words:
            entries.append((word.text, _Sample(partial(_fill, look_of(word.key)))))
        if any(mark.established is None for mark in view.marks):
            entries.append((texts.NOT_SAID, _Sample(partial(_fill, MarkLook.NOT_SAID))))
        if any(mark.baseline for mark in view.marks):
            entries.append((texts.BASELINE, _Sample(_ring)))
        for kind in LandmarkKind:
            if any(each.kind is kind for each in view.landmarks):
                entries.append((kind.value, _Sample(partial(_landmark, kind), coloured=False)))
        known = letters(view.shows_words)
        for word in view.shows_words:
            if word.key in known:
                entries.append((word.text, label(known[word.key], Role.SMALL, wrap=False)))
        self._show(entries)

    def _show(self, entries: Sequence[tuple[str, QWidget]]) -> None:
        words = tuple(text for text, _ in entries)
        if words == self._words:
            return
        self._words = words
        empty(self._flow)
        for text, sample in entries:
            entry = QWidget()
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, SPACE_L - SPACE_XS, 0)
            row.setSpacing(SPACE_XS)
            row.addWidget(sample)
            row.addWidget(
                label(text, Role.MUTED if isinstance(sample, QLabel) else Role.SMALL, wrap=False)
            )
            self._flow.addWidget(entry)
        self._flow.addWidget(label(texts.NO_ORDER, Role.MUTED, wrap=False))


def _fill(look: MarkLook, painter: QPainter, rect: QRectF) -> None:
    paint_mark(painter, rect, Area.EXPLORATION, look)


def _ring(painter: QPainter, rect: QRectF) -> None:
    paint_mark(painter, rect.adjusted(4, 4, -4, -4), Area.EXPLORATION, MarkLook.EMERGING)
    paint_baseline(painter, rect.adjusted(4, 4, -4, -4))


def _landmark(kind: LandmarkKind, painter: QPainter, rect: QRectF) -> None:
    example = Landmark(kind, 0, date.min, None, None, "")
    painter.drawPixmap(
        rect.topLeft(), landmark_pixmap((example,), round(rect.width()), Ink.now(2.0))
    )
