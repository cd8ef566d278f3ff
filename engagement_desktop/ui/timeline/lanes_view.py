"""The lanes in a person's hands: pan, zoom, pointing, and the walk by keyboard, each step spoken.

It tells which mark was meant; what a choice leads to is the page's affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QMenu, QPinchGesture, QToolTip, QWidget

from engagement_desktop.services.timeline import TimelineView
from engagement_desktop.services.timeline_marks import Mark
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.lane_painter import LanePainter
from engagement_desktop.ui.timeline.lane_set import AREA_LANES, LANDMARK_LANE, Place
from engagement_desktop.ui.timeline.lanes_canvas import LanesCanvas
from engagement_desktop.ui.timeline.pointing import Hit, marks_of, words_of
from engagement_desktop.ui.timeline.scale import SHORTEST, TimeScale
from engagement_desktop.ui.widgets.buttons import plain
from engagement_desktop.ui.widgets.labels import tooltip_text

_STEP = 1.25
_PAN = 0.25
_MOST_IN_MENU = 30
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Choosing(Enum):
    """What is meant by choosing a mark: it alone, beside the one shown, or with all those shown."""

    ALONE = "alone"
    BESIDE = "beside"
    ADD = "add"


class LanesView(LanesCanvas):
    """The lanes, to be looked at, pointed at and walked through.

    `chosen` carries the `Mark` and the `Choosing`; `opened` a mark whose observation is wanted;
    `landmark_wanted` a `Landmark` whose page is; `cleared` comes with Escape.
    """

    chosen = Signal(object, object)
    opened = Signal(object)
    landmark_wanted = Signal(object)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cursor: Place | None = None
        self._picked: tuple[int, ...] = ()
        self._dragged_from: QPointF | None = None
        self._drag_moved = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(texts.HELP)

    # Where one stands

    def set_picked(self, response_ids: Sequence[int]) -> None:
        """Ring the marks of these responses."""
        self._picked = tuple(response_ids)
        self.update()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """As the canvas does; the mark that the keyboard stands on stays where it is."""
        if x is None and self._cursor:
            day = self._lanes.days(self._cursor.lane)[self._cursor.item]
            x = min(max(self._scale.x(day), 0.0), self._scale.width)
        super().zoom(factor, x)

    def go_to_baseline(self) -> bool:
        """Stand on a baseline: of the lane the keyboard is in, else of the first that has one;
        once more leads to the next. False if there is none."""
        place = self._lanes.baseline(self._cursor)
        if place is None:
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(self._lanes.days(place.lane)[place.item])
        self._move(place)
        return True

    def cursor_words(self) -> str:
        """What the keyboard stands on, in words."""
        if self._cursor is None:
            return ""
        alone = Hit(self._cursor.lane, self._cursor.item, self._cursor.item + 1, QRectF())
        return words_of(self._lanes, alone, self._say)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lanes, colours = self._painter(), Look.of_app().colours
        for response_id in self._picked:
            place = self._lanes.place_of(response_id)
            if place is not None:
                self._ring(painter, lanes, place, QPen(QColor(colours.accent), 2.5))
        if self.hasFocus() and self._cursor is not None:
            pen = QPen(QColor(colours.text), 1.5, Qt.PenStyle.DotLine)
            self._ring(painter, lanes, self._cursor, pen, extra=3)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._cursor is None and event.reason() in _BY_KEYBOARD:
            self._move(self._lanes.step(None, True, self._latest))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if abs(turn.x()) > abs(turn.y()) or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            along = turn.x() or turn.y()
            self.pan(-along / 120 * self._scale.days / 10)
        else:
            self._zoom_at(_STEP ** (-turn.y() / 120), event.position().x())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()
            self._drag_moved = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            hit = self._hit(event.position())
            pointing = Qt.CursorShape.PointingHandCursor
            on_mark = hit is not None and (hit.lane in AREA_LANES or hit.lane == LANDMARK_LANE)
            self.setCursor(pointing if on_mark else Qt.CursorShape.ArrowCursor)
            return
        moved = event.position().x() - self._dragged_from.x()
        if self._drag_moved or abs(moved) > 6:
            self._drag_moved = True
            self._dragged_from = event.position()
            self.pan(-moved / self._scale.day_width)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._dragged_from is not None and not self._drag_moved
        self._dragged_from = None
        if clicked and event.button() == Qt.MouseButton.LeftButton:
            hit = self._hit(event.position())
            if hit is not None:
                ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
                self._press(hit, event.position(), Choosing.ADD if ctrl else Choosing.BESIDE)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position())
        mark = self._lanes.mark(Place(hit.lane, hit.start)) if hit else None
        if mark is not None and hit is not None and hit.end - hit.start == 1:
            self.opened.emit(mark)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        hit = self._hit(QPointF(event.pos()))
        if hit is not None and self._lanes.mark(Place(hit.lane, hit.start)) is not None:
            self._list(hit, event.globalPos())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), tooltip_text(words), self)
            else:
                QToolTip.hideText()
            return True
        if self._pinched(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        middle = self._scale.day(self._scale.width / 2)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(self._lanes.step(self._cursor, key == Qt.Key.Key_Right, middle))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(self._lanes.across(self._cursor, key == Qt.Key.Key_Down, middle))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._cursor:
            last = len(self._lanes.days(self._cursor.lane)) - 1
            self._move(Place(self._cursor.lane, 0 if key == Qt.Key.Key_Home else last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cursor:
            mark = self._lanes.mark(self._cursor)
            if mark is not None:
                self.chosen.emit(mark, _choosing(event.modifiers()))
            elif self._cursor.lane == LANDMARK_LANE:
                self.landmark_wanted.emit(self._lanes.landmarks[self._cursor.item])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(_STEP)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.pan(self._scale.days * (_PAN if key == Qt.Key.Key_PageDown else -_PAN))
        elif key == Qt.Key.Key_Escape and (self._picked or self._cursor):
            self._cursor = None
            self.setAccessibleDescription(texts.HELP)
            self.cleared.emit()
            self.update()
        else:
            super().keyPressEvent(event)

    # Inside

    def _pinched(self, event: QEvent) -> bool:
        """Zoom with two fingers, on a touchpad or on the screen."""
        if event.type() == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
                return False
            self._zoom_at(1 / max(0.2, 1 + event.value()), event.position().x())
            return True
        if event.type() == QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.mapFromGlobal(pinch.centerPoint())
                self._zoom_at(1 / max(0.2, pinch.scaleFactor()), at.x())
                return True
        return False

    def _zoom_at(self, factor: float, x: float) -> None:
        """Zoom with the day at `x` of the widget staying where it is."""
        self.zoom(factor, min(max(x - self._sizes().left, 0.0), self._scale.width))

    def _replace(self, view: TimelineView | None, marks: Sequence[Mark]) -> None:
        """The keyboard stays on its mark while that is there."""
        before = self._lanes.mark(self._cursor) if self._cursor else None
        super()._replace(view, marks)
        self._cursor = self._lanes.place_of(before.response_id) if before else None

    def _ring(
        self, painter: QPainter, lanes: LanePainter, place: Place, pen: QPen, extra: float = 0
    ) -> None:
        of_marks = place.lane in AREA_LANES or place.lane == LANDMARK_LANE
        if of_marks:
            rect = lanes.rect_of(place.lane, place.item)
            if not self._sizes().left <= rect.center().x() <= self.width():
                return
        else:
            hits = (h for h in lanes.hits if h.lane == place.lane and h.start <= place.item < h.end)
            hit = next(hits, None)
            if hit is None:
                return
            rect = hit.rect
        reach = 6 + extra if of_marks else 1 + extra / 2
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(-reach, -reach, reach, reach), 6, 6)

    def _press(self, hit: Hit, at: QPointF, choosing: Choosing) -> None:
        """A mark is chosen; a group is looked at more closely, or listed when that cannot help."""
        marks = marks_of(self._lanes, hit)
        if hit.lane == LANDMARK_LANE:
            self.landmark_wanted.emit(self._lanes.landmarks[hit.end - 1])
        if not marks:
            return
        self._cursor = Place(hit.lane, hit.start)
        if len(marks) == 1:
            self.chosen.emit(marks[0], choosing)
            self.update()
            return
        days = self._lanes.days(hit.lane)
        apart = days[hit.end - 1] - days[hit.start]
        closest = SHORTEST * Look.of_app().px(18) / self._scale.width
        if apart > closest:
            wanted = max(apart * 3, SHORTEST)
            middle = (days[hit.start] + days[hit.end - 1]) / 2
            self._set_scale(TimeScale(middle - wanted / 2, wanted, self._scale.width))
        else:
            self._list(hit, self.mapToGlobal(at.toPoint()))

    def _list(self, hit: Hit, at: QPoint) -> None:
        """The responses of a group as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for mark in marks_of(self._lanes, hit)[:_MOST_IN_MENU]:
            words = self._say(mark.established) or texts.NOT_SAID
            action = menu.addAction(plain(f"{day_words(mark.at)}, {mark.at:%H:%M}: {words}"))
            action.triggered.connect(
                lambda _=False, mark=mark: self.chosen.emit(mark, Choosing.BESIDE)
            )
        menu.popup(at)

    def _move(self, place: Place | None) -> None:
        if place is None:
            return
        self._cursor = place
        day = self._lanes.days(place.lane)[place.item]
        moved = self._scale.showing(day, self._extent)
        if moved != self._scale:
            self._set_scale(moved)
        self.update()
        spoken = self.cursor_words().replace("\n", ". ")
        self.setAccessibleDescription(spoken)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))


def _choosing(modifiers: Qt.KeyboardModifier) -> Choosing:
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Choosing.ADD
    return Choosing.BESIDE if modifiers & Qt.KeyboardModifier.ShiftModifier else Choosing.ALONE
