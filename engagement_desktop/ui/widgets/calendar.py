"""A month to pick a day from, in the window's own colours and large enough to hit."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from engagement_desktop.ui.look.icons import icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import RADIUS_CONTROL, Role
from engagement_desktop.ui.widgets.labels import set_tooltip

_DAY_WIDTH, _ROW_HEIGHT = 40, 30
_ROWS = 8
"""The months to turn to, the days' names, and six weeks."""
_TURNING = {
    "qt_calendar_prevmonth": ("chevron_left", "The month before"),
    "qt_calendar_nextmonth": ("chevron_right", "The month after"),
}
_NAMED = {"qt_calendar_monthbutton": "Month", "qt_calendar_yearbutton": "Year"}


class Calendar(QCalendarWidget):
    """Weeks from Monday; the chosen day is filled and today has an outline. Qt's own paints days
    into too little room under our style, and its arrows and weekends in colours of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        for name, (_, words) in _TURNING.items():
            self._name(name, words)
        for name, words in _NAMED.items():
            self._name(name, words)
        self._dress()

    def sizeHint(self) -> QSize:
        look = Look.of_app()
        return QSize(7 * look.px(_DAY_WIDTH), _ROWS * look.px(_ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()  # Qt has just put its own arrows back

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        look, colours = Look.of_app(), Look.of_app().colours
        chosen = date == self.selectedDate()
        offered = self.minimumDate() <= date <= self.maximumDate()
        of_month = date.month() == self.monthShown() and offered
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(colours.surface))
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(QColor(colours.accent))
        elif date == QDate.currentDate():
            painter.setPen(QColor(colours.accent))
        place = QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawRoundedRect(place, RADIUS_CONTROL, RADIUS_CONTROL)
        ink = colours.text if of_month else colours.muted
        painter.setPen(QColor(colours.on_accent if chosen else ink))
        painter.setFont(look.font(Role.STRONG if chosen else Role.BODY if of_month else Role.MUTED))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(date.day()))
        painter.restore()

    def _name(self, name: str, words: str) -> None:
        button = self.findChild(QToolButton, name)
        assert isinstance(button, QToolButton)
        set_tooltip(button, words)
        button.setAccessibleName(words)

    def _dress(self) -> None:
        for name, (glyph, _) in _TURNING.items():
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(glyph))
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(Look.of_app().colours.muted))
        self.setHeaderTextFormat(quiet)
        for day in Qt.DayOfWeek:  # Qt writes the weekend in red, whatever the ground
            self.setWeekdayTextFormat(day, quiet)


def place_below(popup: QWidget, field: QWidget) -> None:
    """Put a popup below a field, or above it where the screen ends."""
    size = popup.sizeHint()
    below = field.mapToGlobal(QPoint(0, field.height() + 2))
    screen = QGuiApplication.screenAt(below) or field.screen()
    room = screen.availableGeometry()
    y = below.y()
    if y + size.height() > room.bottom():
        y = max(room.top(), field.mapToGlobal(QPoint(0, -2)).y() - size.height())
    x = max(room.left(), min(below.x(), room.right() - size.width()))
    popup.move(x, y)
