"""The two panes: both pictures, headings and time labels painted by one widget in one paint.

What a label says is read from the very picture above it, so a label can never name a frame that is
not on the screen; while a picture is still being decoded the old one stays, with its old label.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import (
    CONTROL_HEIGHT,
    SPACE_M,
    SPACE_XS,
    Role,
)
from engagement_desktop.ui.review import geometry, texts
from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.ui.review.geometry import PaneRects, PaneSizes, Zoom
from engagement_desktop.ui.review.pane_painter import (
    Pane,
    Shown,
    draw,
    label_of,
    paint_empty,
    paint_heading,
    paint_label,
    paint_picture,
    underline,
)
from engagement_desktop.ui.review.strip import STRIP_HEIGHT, ClipStrip

_ASPECT = 16 / 9
_HIGHEST = 3 / 2
_STACK_BELOW = 440
_LEAST_PICTURE = 120
_OVERLAY = 0.5


class Panes(QWidget):
    """Both panes. It owns no clip and no clock: it paints what `show_pictures` gave it last.

    Signals: `side_chosen(Side)` when a pane is clicked; `resized()` when the room for the pictures
    changed; `zoomed(bool)` when they are looked at more closely than whole, or whole again;
    `painted((n of then, n of now))` at the end of each paint.
    """

    side_chosen = Signal(object)
    resized = Signal()
    zoomed = Signal(bool)
    painted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panes = {side: Pane() for side in Side}
        self._tools: dict[Side, QWidget] = {}
        self._empty: dict[Side, QWidget] = {}
        self._active = Side.NOW
        self._overlay = False
        self._zooms = dict.fromkeys(Side, Zoom())
        self._zoom_alone = False
        self._dragged_from: QPoint | None = None
        self.strips = {side: ClipStrip(side, self) for side in Side}
        self._rects = geometry.arrange(self.size(), self._sizes())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Two clips side by side")

    # What is shown -----------------------------------------------------------------------------

    def set_clip(self, side: Side, clip: ReviewClip | None) -> None:
        """Put another clip, or none, on a side. The picture follows with `show_pictures`."""
        pane = self._panes[side]
        if clip is None or pane.clip is None or clip.evidence_id != pane.clip.evidence_id:
            pane.shown, pane.trouble, pane.note = None, "", ""
        pane.clip = clip
        self.updateGeometry()
        self.strips[side].set_clip(clip)
        for place, strip in self.strips.items():
            strip.set_heading(self.role(place).heading)
        self._place_children()
        self.update()

    def show_pictures(self, pictures: dict[Side, Shown]) -> None:
        """Paint these pictures at once, all in the same paint, each with its own label."""
        region = QRegion()
        for side, shown in pictures.items():
            pane = self._panes[side]
            pane.shown, pane.trouble = shown, ""
            self.strips[side].set_label(label_of(pane))
            region += self._rects[side].picture
            region += self._rects[side].label
        if self._overlay:
            region += self._rects[Side.NOW].picture
        self.repaint(region)

    def show_trouble(self, side: Side, sentence: str) -> None:
        """Say in place of the picture why it cannot be shown; no other picture stands in for it."""
        self._panes[side].shown = None
        self._panes[side].trouble = sentence
        self.strips[side].set_label(sentence)
        self.update()

    def set_cue(self, side: Side, n: int | None) -> None:
        """The frame of the cue, from which the label tells the distance."""
        self._panes[side].cue = n
        self.strips[side].set_cue(n)
        self.update()

    def set_note(self, side: Side, note: str) -> None:
        """A few muted words at the end of the label line: that a clip waits, or has ended."""
        if self._panes[side].note != note:
            self._panes[side].note = note
            self.update(self._rects[side].label)

    def set_active(self, side: Side) -> None:
        """Mark the side that keys and buttons for one clip mean."""
        self._active = side
        self.update()

    def set_overlay(self, overlay: bool) -> None:
        """Lay the earlier picture half transparent over the later one, or not."""
        self._overlay = overlay
        self.update()

    @property
    def zoom(self) -> Zoom:
        """How closely the picture of the marked side is looked at."""
        return self._zooms[self._active]

    def zoom_of(self, side: Side) -> Zoom:
        """How closely a side's picture is looked at."""
        return self._zooms[side]

    @property
    def zoom_alone(self) -> bool:
        """Whether each side is looked at by itself, and not both alike."""
        return self._zoom_alone

    def set_zoom_alone(self, alone: bool) -> None:
        """Look at each side by itself, or at both alike: then as at the marked one."""
        self._zoom_alone = alone
        if not alone:
            self.set_zoom(self.zoom)

    def set_zoom(self, zoom: Zoom, side: Side | None = None) -> None:
        """Look this closely at a side (the marked one), and at the other unless each is looked at
        by itself; the pictures are then asked for at that size."""
        chosen = side or self._active
        before = dict(self._zooms)
        self._zooms.update({chosen: zoom} if self._zoom_alone else dict.fromkeys(Side, zoom))
        if self._zooms == before:
            return
        self.zoomed.emit(any(each.factor > 1 for each in self._zooms.values()))
        if any(self._zooms[each].factor != before[each].factor for each in Side):
            self.resized.emit()
        self.update()

    def shown(self, side: Side) -> Shown | None:
        """The picture now on the screen."""
        return self._panes[side].shown

    def role(self, side: Side) -> Side:
        """What a side's clip is called: with the later clip on the left, the left one is “Now”."""
        then, now = (self._panes[place].clip for place in Side)
        if then is None or now is None or then.at is None or now.at is None:
            return side
        return side.other if then.at > now.at else side

    def label(self, side: Side) -> str:
        """The whole label of the picture on the screen; empty without one."""
        return label_of(self._panes[side])

    # Room --------------------------------------------------------------------------------------

    def set_tools(self, side: Side, tools: QWidget) -> None:
        """The widget at the right end of a side's heading."""
        tools.setParent(self)
        self._tools[side] = tools
        self._place_children()

    def set_empty(self, side: Side, empty: QWidget) -> None:
        """The button in the place of the picture while there is no clip."""
        empty.setParent(self)
        self._empty[side] = empty
        self._place_children()

    def picture_size(self, side: Side) -> tuple[int, int]:
        """The room for a side's picture in device pixels."""
        closer = self.devicePixelRatioF() * self._zooms[side].factor
        room = self._rects[side].picture.size() * closer
        return max(1, room.width()), max(1, room.height())

    def rects(self, side: Side) -> PaneRects:
        """Where the parts of a side lie."""
        return self._rects[side]

    def height_for(self, width: int) -> int:
        """The height at which the pictures fill the panes, with no bands above and below the
        higher of both; pictures that are upright or nearly so have bands at their sides."""
        shapes = [
            pane.clip.index.width / pane.clip.index.height
            for pane in self._panes.values()
            if pane.clip is not None
        ]
        aspect = max(_HIGHEST, min(shapes, default=_ASPECT))
        return geometry.height_for(width, self._sizes(), aspect)

    def height_without_pictures(self, width: int) -> int:
        """The height of what is not picture."""
        return geometry.height_for(width, self._sizes(), math.inf)

    def sizeHint(self) -> QSize:
        return QSize(1040, self.height_for(1040))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._sizes().fixed + _LEAST_PICTURE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    def _lay_out(self) -> None:
        self._rects = geometry.arrange(self.size(), self._sizes())
        self._place_children()
        self.resized.emit()
        self.update()

    def _sizes(self) -> PaneSizes:
        look = Look.of_app()
        return PaneSizes(
            heading=look.px(CONTROL_HEIGHT),
            strip=STRIP_HEIGHT,
            label=QFontMetrics(look.font(Role.SMALL)).height() + 2 * SPACE_XS,
            gap=SPACE_M,
            space=SPACE_XS,
            stack_below=_STACK_BELOW,
        )

    def _place_children(self) -> None:
        for side, rects in self._rects.items():
            has_clip = self._panes[side].clip is not None
            self.strips[side].setGeometry(rects.strip)
            if tools := self._tools.get(side):
                width = tools.sizeHint().width()
                tools.setGeometry(
                    rects.heading.right() + 1 - width,
                    rects.heading.top(),
                    width,
                    rects.heading.height(),
                )
                tools.setVisible(has_clip)
            if empty := self._empty.get(side):
                empty.resize(empty.sizeHint())
                middle = rects.picture.center()
                empty.move(middle.x() - empty.width() // 2, middle.y() + SPACE_M)
                empty.setVisible(not has_clip)

    # The mouse ---------------------------------------------------------------------------------

    def side_at(self, position: QPoint) -> Side | None:
        """The pane under a point of this widget."""
        for side, rects in self._rects.items():
            if rects.whole.contains(position):
                return side
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        side = self.side_at(place)
        if side is not None and self._panes[side].clip is not None:
            self.side_chosen.emit(side)
            if self._zooms[side].factor > 1 and self._rects[side].picture.contains(place):
                self._dragged_from = place
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            return
        place = event.position().toPoint()
        moved, self._dragged_from = self._dragged_from - place, place
        whole, zoom = self._whole(self._active), self.zoom
        if not whole.isEmpty():
            across, down = (size * zoom.factor for size in (whole.width(), whole.height()))
            self.set_zoom(zoom.moved(moved.x() / across, moved.y() / down))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel look closer at the place under the pointer; else the page scrolls."""
        side = self.side_at(event.position().toPoint())
        closer = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not closer or side is None or self._whole(side).isEmpty():
            event.ignore()
            return
        zoom = self._zooms[side]
        place = zoom.place(self._whole(side))
        x = (event.position().x() - place.left()) / place.width()
        y = (event.position().y() - place.top()) / place.height()
        self.set_zoom(zoom.closer(2 ** (event.angleDelta().y() / 240), x, y), side)
        event.accept()

    def _whole(self, side: Side) -> QRect:
        """Where a side's picture lies when it is shown whole; empty without one."""
        shown = self._panes[side].shown
        room = self._rects[side].picture
        return QRect() if shown is None else geometry.fitted(shown.image.size(), room)

    # Painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look = Look.of_app()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        both = all(pane.clip is not None for pane in self._panes.values())
        for side, pane in self._panes.items():
            rects, region = self._rects[side], event.region()
            if region.intersects(rects.heading.adjusted(0, 0, 0, SPACE_XS)):
                room = QRect(rects.heading)
                if (tools := self._tools.get(side)) and tools.isVisible():
                    room.setRight(tools.x() - SPACE_XS)
                marked = both and side is self._active
                if marked:
                    underline(painter, rects.heading, look)
                paint_heading(painter, room, self.role(side).heading, pane, look, marked=marked)
            if region.intersects(rects.picture):
                if pane.clip is None:
                    paint_empty(painter, side, rects.picture, look)
                else:
                    paint_picture(painter, pane, rects.picture, look, self._zooms[side])
                if self._overlay and side is Side.NOW:
                    self._paint_overlay(painter, rects.picture)
            if region.intersects(rects.label):
                laid_over = self._overlay and both and side is Side.NOW
                rest = texts.OVERLAY_NOTE[self.role(Side.THEN)] if laid_over else pane.note
                paint_label(painter, pane, rects.label, look, rest)
        painter.end()
        self.painted.emit(
            tuple(pane.shown.n if pane.shown else None for pane in self._panes.values())
        )

    def _paint_overlay(self, painter: QPainter, room: QRect) -> None:
        over = self._panes[Side.THEN].shown
        if over is not None and self._panes[Side.NOW].shown is not None:
            painter.setOpacity(_OVERLAY)
            draw(painter, over.image, room, self._zooms[Side.NOW])
            painter.setOpacity(1.0)
