"""The lanes as a widget: pan, zoom, pointing, and the walk by keyboard.

It shows marks and tells which one was meant; what a choice leads to is the page's affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
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
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QMenu, QPinchGesture, QSizePolicy, QToolTip, QWidget

from engagement_desktop.services.timeline import TimelineView
from engagement_desktop.services.timeline_marks import Mark
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.lane_painter import LanePainter
from engagement_desktop.ui.timeline.lane_set import AREA_LANES, LANDMARK_LANE, LaneSet, Place
from engagement_desktop.ui.timeline.lane_sizes import Sizes
from engagement_desktop.ui.timeline.pointing import Hit, marks_of, words_of
from engagement_desktop.ui.timeline.scale import (
    SHORTEST,
    Extent,
    Span,
    TimeScale,
    day_of,
    span_scale,
)
from engagement_desktop.ui.widgets.buttons import plain
from engagement_desktop.ui.widgets.labels import tooltip_text

_STEP = 1.25
_PAN = 0.25
_PAD_DAYS = 10.0
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


class LanesView(QWidget):
    """Five equal lanes over dates.

    `chosen` carries the `Mark` and the `Choosing`; `opened` a mark whose observation is wanted;
    `landmark_wanted` a `Landmark` whose page is;
    `cleared` comes with Escape; `span_left` when zooming or panning leaves the stretch last asked
    for.
    """

    chosen = Signal(object, object)
    opened = Signal(object)
    landmark_wanted = Signal(object)
    cleared = Signal()
    span_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = LaneSet(None, ())
        self._say: texts.Say = lambda key: key or ""
        self._extent = Extent(1, 366)
        self._span: Span | None = Span.YEAR
        self._scale = TimeScale(1, 365)
        self._latest = 366.0
        self._measured: tuple[tuple[object, ...], Sizes] | None = None
        self._column: QPixmap | None = None
        self._painted: tuple[tuple[TimeScale, Sizes, float], LanePainter] | None = None
        self._cursor: Place | None = None
        self._picked: tuple[int, ...] = ()
        self._dragged_from: QPointF | None = None
        self._drag_moved = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(texts.HELP)
        Look.of_app().changed.connect(self._fit)

    # What is shown

    def set_view(
        self, view: TimelineView, marks: Sequence[Mark], say: texts.Say, today: float
    ) -> None:
        """Show another pupil's timeline, or the same one read again; `marks` of those it has."""
        same = self._lanes.view is not None and self._lanes.view.pupil_id == view.pupil_id
        self._say = say
        ends = [
            day_of(when) for _, when in (*view.observation_days[:1], *view.observation_days[-1:])
        ]
        for bands in (view.plans, view.provision):
            ends += [day_of(band.first) for band in (*bands[:1], *bands[-1:])]
        self._latest = max(ends, default=today)
        self._extent = Extent(min([*ends, today - 30]) - _PAD_DAYS, max([*ends, today]) + _PAD_DAYS)
        if not same:
            self._picked = ()
            self._span = Span.YEAR
        self._replace(view, marks)
        self.show_span(self._span) if self._span else self._set_scale(self._scale)
        self._fit()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these of the view's marks."""
        self._replace(self._lanes.view, marks)
        self.update()

    def set_picked(self, response_ids: Sequence[int]) -> None:
        """Ring the marks of these responses."""
        self._picked = tuple(response_ids)
        self.update()

    def show_span(self, span: Span) -> None:
        """Show the term, the year or everything."""
        self._span = span
        view = self._lanes.view
        terms = view.terms if view else ()
        self._scale = span_scale(
            span, self._extent, terms, self._latest, max(1.0, self._sizes().width)
        )
        self.update()

    @property
    def span(self) -> Span | None:
        """The stretch last asked for, or None once zoomed or panned by hand."""
        return self._span

    @property
    def scale(self) -> TimeScale:
        """The days shown now."""
        return self._scale

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Show `factor` times as many days, keeping the day at `x` (of the dates) where it is."""
        if x is None:
            x = self._scale.width / 2
            if self._cursor:
                day = self._lanes.days(self._cursor.lane)[self._cursor.item]
                x = min(max(self._scale.x(day), 0.0), self._scale.width)
        self._set_scale(self._scale.zoomed(factor, x, self._extent))

    def reveal(self, first: float, last: float) -> None:
        """Move, and show more days if need be, so that both days can be seen."""
        margin = (last - first) / 20 + 1
        if self._scale.first <= first - margin / 2 and last + margin / 2 <= self._scale.last:
            return
        days = max(self._scale.days, last - first + 2 * margin)
        middle = (first + last) / 2
        self._set_scale(TimeScale(middle - days / 2, days, self._scale.width))

    def pan(self, days: float) -> None:
        """Show later days, or earlier ones if `days` is negative."""
        self._set_scale(self._scale.panned(days, self._extent))

    def go_to(self, day: float) -> None:
        """Move so that a day is in the middle."""
        self._set_scale(self._scale.centred(day, self._extent))

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

    @property
    def first_day(self) -> float:
        """The day of the first observation."""
        view = self._lanes.view
        return day_of(view.observation_days[0][1]) if view else self._extent.first

    @property
    def days_shown(self) -> tuple[date, date]:
        """The first and last day within sight."""
        last = int(min(self._scale.last, self._extent.last))
        return date.fromordinal(max(1, int(self._scale.first))), date.fromordinal(last)

    def rect_of(self, response_id: int) -> QRectF | None:
        """Where the mark of a response is drawn, alone or in a bead; None if it is left out."""
        place = self._lanes.place_of(response_id)
        if place is None:
            return None
        return self._painter().rect_of(place.lane, place.item)

    def words_at(self, point: QPointF) -> str:
        """What stands at a point, in words; empty where nothing does."""
        hit = self._hit(point)
        return words_of(self._lanes, hit, self._say) if hit else ""

    def cursor_words(self) -> str:
        """What the keyboard stands on, in words."""
        if self._cursor is None:
            return ""
        alone = Hit(self._cursor.lane, self._cursor.item, self._cursor.item + 1, QRectF())
        return words_of(self._lanes, alone, self._say)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(800, round(self._sizes().total))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, round(self._sizes().total))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = max(1.0, self._sizes().width)
        if self._span is not None:
            self.show_span(self._span)
        else:
            self._scale = TimeScale(self._scale.first, self._scale.days, width)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        lanes = self._painter()
        lanes.paint(painter, QRectF(self.rect()))
        painter.drawPixmap(QPointF(0, 0), self._names(lanes))
        colours = Look.of_app().colours
        painter.setBrush(Qt.BrushStyle.NoBrush)
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

    def _sizes(self) -> Sizes:
        """Measured once for a width, a look and the items shown."""
        look = Look.of_app()
        key = (self.width(), look.text_size, look.colours, self._lanes)
        if self._measured is None or self._measured[0] != key:
            self._measured = (key, Sizes(self.width(), self._lanes))
            self._column = None
        return self._measured[1]

    def _names(self, lanes: LanePainter) -> QPixmap:
        """The lanes' names, painted once: they stay while the days move."""
        if self._column is None:
            self._column = lanes.names()
        return self._column

    def _painter(self) -> LanePainter:
        """The same one while nothing moves."""
        state = (self._scale, self._sizes(), self.devicePixelRatioF())
        if self._painted is None or self._painted[0] != state:
            self._painted = (state, LanePainter(self._lanes, *state))
        return self._painted[1]

    def _fit(self) -> None:
        self.updateGeometry()
        if self._span is not None:
            self.show_span(self._span)
        self.update()

    def _replace(self, view: TimelineView | None, marks: Sequence[Mark]) -> None:
        """Take other items; the keyboard stays on its mark while that is there."""
        before = self._lanes.mark(self._cursor) if self._cursor else None
        self._lanes = LaneSet(view, marks)
        self._cursor = self._lanes.place_of(before.response_id) if before else None

    def _set_scale(self, scale: TimeScale) -> None:
        self._scale = scale.within(self._extent)
        if self._span is not None:
            self._span = None
            self.span_left.emit()
        self.update()

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

    def _hit(self, point: QPointF) -> Hit | None:
        near = [
            hit for hit in self._painter().hits if hit.rect.adjusted(-4, -7, 4, 7).contains(point)
        ]
        return min(near, key=lambda hit: abs(hit.rect.center().x() - point.x()), default=None)

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
