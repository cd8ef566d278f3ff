"""A day that may be left empty, typed as people write days or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engagement_desktop.models.days import read_day
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.icons import Ink, icon
from engagement_desktop.ui.widgets.calendar import Calendar, place_below
from engagement_desktop.ui.widgets.field_button import LineWithButton


class DayField(LineWithButton):
    """A day or nothing, shown as “4 May 2017”. What cannot be read stays as it was typed.

    `changed` comes after each change by the user, also while typing.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setPlaceholderText("day month year")
        self.textEdited.connect(lambda _: self.changed.emit())
        self.editingFinished.connect(self._tidy)
        pick = QAction(icon("calendar_ltr", Ink.MUTED), "Choose from a calendar", self)
        pick.setShortcut("Alt+Down")  # as in every date field that Qt makes
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        pick.triggered.connect(lambda _checked=False: self._open_calendar())
        self.set_action(pick)

    def day(self) -> date | None:
        """The day written; None if nothing is, or nothing that can be read."""
        try:
            return read_day(self.text())
        except ValueError:
            return None

    def set_day(self, day: date | None) -> None:
        """Show this day; emits nothing."""
        self.setText(day_words(day) if day else "")

    @property
    def problem(self) -> str:
        """A sentence if what is written is no day."""
        try:
            read_day(self.text())
        except ValueError:
            return "Please write a date like 4 May 2026, or leave it empty."
        return ""

    def _tidy(self) -> None:
        day = self.day()
        if day is not None and self.text() != day_words(day):
            self.setText(day_words(day))

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("card", "true")
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        calendar = Calendar()
        day = self.day()
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        column.addWidget(calendar)

        def picked(chosen: QDate) -> None:
            self.set_day(date(chosen.year(), chosen.month(), chosen.day()))
            self.changed.emit()
            popup.close()

        calendar.clicked.connect(picked)
        calendar.activated.connect(picked)
        place_below(popup, self)
        popup.show()
        calendar.setFocus()
