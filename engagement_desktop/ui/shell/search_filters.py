"""Chips under the search: each narrows what is found, and stands in the text as words, too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.school_year import first_year
from engagement_desktop.models.search_words import filters_in, with_filter
from engagement_desktop.ui.widgets.chips import Chip, Choice
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import set_tooltip
from engagement_desktop.ui.widgets.search_field import SearchField

_WRITTEN = (
    ("pupil", "Pupil"),
    ("place", "Place"),
    ("with", "Adult"),
    ("outcome", "Outcome"),
)
"""Filters that ask for words of one's own."""


class SearchFilters(QWidget):
    """Writes filters into `search`, and shows which of them stand there.

    `kinds` are the kinds of record that can be found: the word to search for, and what it is
    called. A chosen chip takes its filter out again.
    """

    def __init__(
        self,
        search: SearchField,
        kinds: tuple[tuple[str, str], ...],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.search = search
        self._today = today
        self.setAccessibleName("Narrow what is found")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self)
        self.chips: dict[str, Chip] = {}
        areas = tuple((area.value, area.title) for area in Area)
        for name, words in _WRITTEN:
            self._add(name, words, partial(self._ask, name))
        self._add("area", "Area", lambda: self._offer("area", areas))
        self._add("from", "Since", lambda: self._offer("from", self._days()))
        self._add("in", "Kind", lambda: self._offer("in", kinds))
        search.textChanged.connect(self._show)
        self._show(search.text())

    def _add(self, name: str, words: str, choose: Callable[[], None]) -> None:
        chip = Chip(Choice(name, words), "Narrow by")
        set_tooltip(chip, f"Writes “{name}:” into the search")

        def clicked() -> None:
            if name in filters_in(self.search.text()):
                self._write(name, "")
            else:
                chip.setChecked(False)  # it is chosen when the filter stands there
                choose()

        chip.clicked.connect(clicked)
        self.chips[name] = chip
        self._flow.addWidget(chip)

    def _ask(self, name: str) -> None:
        """Write an empty filter, with the cursor where its words go."""
        typed = self.search.text().rstrip()
        self.search.setText(f'{typed} {name}:""'.lstrip())
        self.search.setCursorPosition(len(self.search.text()) - 1)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, name: str, values: tuple[tuple[str, str], ...]) -> None:
        chip = self.chips[name]
        menu = QMenu(chip)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in values:
            action = menu.addAction(words[:1].upper() + words[1:])
            action.triggered.connect(lambda _=False, value=value: self._write(name, value))
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)))

    def _write(self, name: str, value: str) -> None:
        self.search.setText(with_filter(self.search.text(), name, value))
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _days(self) -> tuple[tuple[str, str], ...]:
        month = self._today - timedelta(weeks=4)
        return (
            (month.isoformat(), "The last four weeks"),
            (date(first_year(self._today), 9, 1).isoformat(), "This school year"),
        )

    def _show(self, typed: str) -> None:
        there = filters_in(typed)
        for name, chip in self.chips.items():
            chip.setChecked(name in there)
