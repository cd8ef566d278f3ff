"""Fields that choose or count. The mouse wheel over them scrolls the page, never changes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from engagement_desktop.ui.look.icons import Ink, icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S
from engagement_desktop.ui.widgets.calendar import Calendar
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.field_button import LineWithButton


class Combo(QComboBox):
    """A drop-down list of choices."""

    def __init__(
        self, name: str, options: Sequence[Choice] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        for option in options:
            self.addItem(option.text, option.key)

    def key(self) -> object:
        """The key of the choice shown, or None."""
        return self.currentData()

    def set_key(self, key: object) -> None:
        """Show the choice with this key; an unknown key shows nothing chosen."""
        self.setCurrentIndex(self.findData(key))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DateField(QDateEdit):
    """A date, shown as “1 September 2026”, with a calendar."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDisplayFormat("d MMMM yyyy")
        self.setCalendarPopup(True)
        self.setCalendarWidget(Calendar())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def day(self) -> date:
        """The date shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show this date."""
        self.setDate(QDate(day.year, day.month, day.day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DateTimeField(QDateTimeEdit):
    """A date and time, shown as “18 Nov 2026, 10:42”."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDisplayFormat("d MMM yyyy, HH:mm")
        self.setCalendarPopup(True)
        self.setCalendarWidget(Calendar())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberField(QSpinBox):
    """A whole number, for settings such as minutes; never about a pupil's engagement."""

    def __init__(self, name: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        Look.of_app().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """The number begins where the words of other fields do; Qt leaves the style’s padding out
        here."""
        self.lineEdit().setTextMargins(Look.of_app().px(SPACE_S), 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PasswordField(LineWithButton):
    """A password, hidden unless the eye is pressed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icon("eye", Ink.MUTED), "Show the password", self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.set_action(self._eye)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._eye.setIcon(icon("eye_off" if shown else "eye", Ink.MUTED))
        self._eye.setText("Hide the password" if shown else "Show the password")
