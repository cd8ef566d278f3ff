"""The strip under a picture: thumbnails, the sound's waveform, marks, the part that matters.

Pressing or dragging scrubs to a frame, a mark jumps to its own frame exactly, and the two handles
move the part. The strip holds the keyboard focus of its side, so Tab chooses a clip.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import RADIUS_CONTROL, Colours
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import MarkerView, ReviewClip, Side
from engagement_desktop.ui.widgets.area_mark import MarkFill, paint_area_mark
from engagement_desktop.ui.widgets.labels import tooltip_text
from engagement_desktop.video.time_words import frame_text

_THUMBNAIL_HEIGHT = 26
_WAVE_HEIGHT = 20
_MARK = 14
_HANDLE_REACH = 5
_INSET = 6
_VEIL = 0.7
_QUIETEST_PEAK = 0.05

STRIP_HEIGHT = _THUMBNAIL_HEIGHT + _WAVE_HEIGHT
THUMBNAIL_HEIGHT = _THUMBNAIL_HEIGHT


class _Grip(Enum):
    PLAYHEAD = auto()
    PART_START = auto()
    PART_END = auto()


class ClipStrip(QWidget):
    """The strip of one side. It shows what it is told and emits what the user wants.

    `scrubbed` carries a frame number; `marker_chosen` a `MarkerView`; `part_changed` the numbers of
    its first and last frame as a pair; `chosen` comes when this side takes the focus.
    """

    scrub_began = Signal()
    scrubbed = Signal(object)
    scrub_ended = Signal()
    marker_chosen = Signal(object)
    part_changed = Signal(object)
    chosen = Signal()

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self._heading = side.heading
        self._clip: ReviewClip | None = None
        self._n = 0
        self._part: tuple[int | None, int | None] = (None, None)
        self._cue: int | None = None
        self._thumbnails: tuple[tuple[float, QImage], ...] = ()
        self._waveform: tuple[float, ...] = ()
        self._ground: QPixmap | None = None
        self._grip: _Grip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.set_clip(None)

    def sizeHint(self) -> QSize:
        return QSize(240, STRIP_HEIGHT)

    def set_clip(self, clip: ReviewClip | None) -> None:
        """Show another clip (its thumbnails and waveform follow), or none."""
        other = clip is None or self._clip is None or clip.evidence_id != self._clip.evidence_id
        self._clip = clip
        if other:
            self._n, self._thumbnails, self._waveform = 0, (), ()
        focus = Qt.FocusPolicy.NoFocus if clip is None else Qt.FocusPolicy.StrongFocus
        self.setFocusPolicy(focus)
        self.setCursor(
            Qt.CursorShape.ArrowCursor if clip is None else Qt.CursorShape.PointingHandCursor
        )
        self._describe()
        self._repaint_ground()

    def set_heading(self, heading: str) -> None:
        """What the clip is called: “Then” or “Now”."""
        self._heading = heading
        self._describe()

    def set_part(self, first: int | None, last: int | None) -> None:
        """Show the part that matters by its first and last frame number; None = the clip's end."""
        if self._part != (first, last):
            self._part = (first, last)
            self._repaint_ground()

    def set_cue(self, n: int | None) -> None:
        """Show where the cue is, by frame number."""
        if self._cue != n:
            self._cue = n
            self._repaint_ground()

    def set_position(self, n: int) -> None:
        """Put the playhead at frame `n`."""
        if n != self._n:
            self.update(self._playhead_rect())
            self._n = n
            self.update(self._playhead_rect())

    def set_label(self, words: str) -> None:
        """What a screen reader says of the picture above."""
        self.setAccessibleDescription(words)

    def set_thumbnails(self, thumbnails: tuple[tuple[float, QImage], ...]) -> None:
        """Show thumbnails: pairs of seconds and picture, in order."""
        self._thumbnails = thumbnails
        self._repaint_ground()

    def set_waveform(self, waveform: tuple[float, ...]) -> None:
        """Show the loudness of equal slices of the clip, each from 0 to 1."""
        self._waveform = waveform
        self._repaint_ground()

    # Where things are --------------------------------------------------------------------------

    def x_of(self, n: int) -> int:
        """The pixel column of frame `n`."""
        if self._clip is None:
            return _INSET
        index = self._clip.index
        last = index.seconds(len(index) - 1)
        share = index.seconds(min(n, len(index) - 1)) / last if last else 0.0
        return _INSET + round(share * (self.width() - 2 * _INSET - 1))

    def frame_at(self, x: float) -> int:
        """The frame shown by pixel column `x`, clamped to the clip."""
        assert self._clip is not None
        index = self._clip.index
        share = (x - _INSET) / max(1, self.width() - 2 * _INSET - 1)
        return index.at(min(1.0, max(0.0, share)) * index.seconds(len(index) - 1))

    def marker_at(self, position: QPoint) -> MarkerView | None:
        """The mark under the pointer, the latest one if several lie over one another."""
        if self._clip is None or position.y() < _THUMBNAIL_HEIGHT - 2:
            return None
        for marker in reversed(self._clip.markers):
            if self._mark_rect(marker).contains(position):
                return marker
        return None

    def _mark_rect(self, marker: MarkerView) -> QRect:
        width = _MARK + (_MARK // 2) * max(0, len(marker.areas) - 1)
        top = _THUMBNAIL_HEIGHT + (_WAVE_HEIGHT - _MARK) // 2
        return QRect(self.x_of(marker.n) - _MARK // 2, top, width, _MARK)

    def _playhead_rect(self) -> QRect:
        return QRect(self.x_of(self._n) - 5, 0, 11, self.height())

    def _part_frames(self) -> tuple[int, int]:
        assert self._clip is not None
        first, last = self._part
        end = len(self._clip.index) - 1
        return (0 if first is None else first, end if last is None else last)

    def _grip_at(self, position: QPointF) -> _Grip:
        if self._part != (None, None):
            first, last = (self.x_of(n) for n in self._part_frames())
            if abs(position.x() - last) <= _HANDLE_REACH:
                return _Grip.PART_END
            if abs(position.x() - first) <= _HANDLE_REACH:
                return _Grip.PART_START
        return _Grip.PLAYHEAD

    # The mouse ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._clip is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        if marker := self.marker_at(event.position().toPoint()):
            self.marker_chosen.emit(marker)
            return
        self._grip = self._grip_at(event.position())
        self.scrub_began.emit()
        self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._clip is None:
            return
        if self._grip is not None:
            self._drag_to(event.position().x())
            return
        over_handle = self._grip_at(event.position()) is not _Grip.PLAYHEAD
        self.setCursor(
            Qt.CursorShape.SizeHorCursor if over_handle else Qt.CursorShape.PointingHandCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if grip is not None:
            self.scrub_ended.emit()
        if self._clip is not None and grip in (_Grip.PART_START, _Grip.PART_END):
            self.part_changed.emit(self._part_frames())
        event.accept()

    def _drag_to(self, x: float) -> None:
        n = self.frame_at(x)
        first, last = self._part_frames()
        if self._grip is _Grip.PART_START:
            self.set_part(min(n, last), last)
        elif self._grip is _Grip.PART_END:
            self.set_part(first, max(n, first))
        self.scrubbed.emit(n)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        return super().event(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        if self._clip is None:
            return
        if marker := self.marker_at(event.pos()):
            where = frame_text(self._clip.index, marker.n)
            areas = ", ".join(area.title for area in marker.areas)
            words = " · ".join(part for part in (marker.title, areas, where, marker.note) if part)
        else:
            words = frame_text(self._clip.index, self.frame_at(event.pos().x()))
        QToolTip.showText(event.globalPos(), tooltip_text(words), self)

    # Painting ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._repaint_ground()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._repaint_ground()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatio() != ratio:
            self._ground = self._paint_ground(ratio)
        painter.drawPixmap(0, 0, self._ground)
        if self._clip is None:
            return
        colours = Look.of_app().colours
        x = self.x_of(self._n)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.error))
        painter.drawRect(QRectF(x - 1, 0, 2, self.height()))
        painter.drawPolygon([QPointF(x - 5, 0), QPointF(x + 5, 0), QPointF(x, 6)])
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _repaint_ground(self) -> None:
        self._ground = None
        self.update()

    def _paint_ground(self, ratio: float) -> QPixmap:
        """All that stays while the playhead moves, kept as one picture."""
        ground = QPixmap(self.size() * ratio)
        ground.setDevicePixelRatio(ratio)
        colours = Look.of_app().colours
        ground.fill(Qt.GlobalColor.transparent)
        if self._clip is None:
            return ground
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), _outside(colours))
        self._paint_part(painter, colours)
        self._paint_thumbnails(painter)
        self._paint_waveform(painter, colours)
        self._paint_veil(painter, colours)
        self._paint_cue(painter, colours)
        for marker in self._clip.markers:
            self._paint_mark(painter, marker, colours)
        painter.end()
        return ground

    def _paint_part(self, painter: QPainter, colours: Colours) -> None:
        first, last = (self.x_of(n) for n in self._part_frames())
        painter.fillRect(
            QRect(first, 0, last - first, self.height()), QColor(colours.accent_surface)
        )

    def _paint_thumbnails(self, painter: QPainter) -> None:
        """Thumbnails side by side, each the one nearest in time to the middle of its place."""
        assert self._clip is not None
        if not self._thumbnails:
            return
        image = self._thumbnails[0][1]
        width = max(1, round(_THUMBNAIL_HEIGHT * image.width() / max(1, image.height())))
        for left in range(0, self.width(), width):
            middle = self._clip.index.seconds(self.frame_at(left + width / 2))
            _, nearest = min(self._thumbnails, key=lambda pair: abs(pair[0] - middle))
            painter.drawImage(QRect(left, 0, width, _THUMBNAIL_HEIGHT), nearest)

    def _paint_waveform(self, painter: QPainter, colours: Colours) -> None:
        """One bar for every third pixel, as high as the loudest slice under it; a quiet clip is
        drawn larger, for it is the moments that matter."""
        if not self._waveform:
            return
        inner = self.width() - 2 * _INSET
        middle = _THUMBNAIL_HEIGHT + _WAVE_HEIGHT / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.muted))
        buckets = len(self._waveform)
        loudest = max(_QUIETEST_PEAK, *self._waveform)
        for x in range(0, inner, 3):
            first = x * buckets // inner
            last = max(first + 1, (x + 3) * buckets // inner)
            half = max(0.5, max(self._waveform[first:last]) / loudest * (_WAVE_HEIGHT / 2 - 2))
            painter.drawRect(QRectF(_INSET + x, middle - half, 2, 2 * half))

    def _paint_veil(self, painter: QPainter, colours: Colours) -> None:
        """Dim what lies outside the part, and draw the part's two handles."""
        if self._part == (None, None):
            return
        first, last = (self.x_of(n) for n in self._part_frames())
        veil = _outside(colours)
        veil.setAlphaF(_VEIL)
        painter.fillRect(QRect(0, 0, first, self.height()), veil)
        painter.fillRect(QRect(last, 0, self.width() - last, self.height()), veil)
        for x in (first, last):
            painter.fillRect(QRect(x - 1, 0, 2, self.height()), QColor(colours.accent))
            grip = QRectF(x - 3, self.height() / 2 - 6, 6, 12)
            painter.setPen(QPen(QColor(colours.surface), 1))
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(grip, 2, 2)

    def _paint_cue(self, painter: QPainter, colours: Colours) -> None:
        if self._cue is None:
            return
        x = self.x_of(self._cue)
        painter.setPen(QPen(QColor(colours.surface), 3))
        painter.drawLine(x, 0, x, self.height())
        painter.setPen(QPen(QColor(colours.text), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(x, 0, x, self.height())

    def _paint_mark(self, painter: QPainter, marker: MarkerView, colours: Colours) -> None:
        place = self._mark_rect(marker)
        for position, area in enumerate(marker.areas):
            square = QRectF(place.left() + position * _MARK // 2, place.top(), _MARK, _MARK)
            paint_area_mark(painter, square, area, MarkFill.FULL)
        if not marker.areas:
            painter.setPen(QPen(QColor(colours.surface), 1))
            painter.setBrush(QColor(colours.text))
            painter.drawEllipse(QRectF(place).adjusted(3, 3, -3, -3))

    def _describe(self) -> None:
        """Say for a screen reader which clip this is."""
        title = texts.NO_CLIP if self._clip is None else self._clip.title
        self.setAccessibleName(f"{self._heading}: {title}")


def _outside(colours: Colours) -> QColor:
    """The ground outside the part; in high contrast the lines have the text's own colour."""
    return QColor(colours.background if colours.line == colours.text else colours.line)
