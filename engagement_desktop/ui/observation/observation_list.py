"""What the page shows on entry: the pupil's observations, and the button that begins one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services.observation_views import ObservationLine
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.list_delegate import ObservationDelegate
from engagement_desktop.ui.observation.list_model import LINE, FetchPosters, ObservationModel
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.search_field import SearchField


class ObservationList(QWidget):
    """`opened` carries the id of an observation, `new_asked` comes with the button."""

    opened = Signal(int)
    new_asked = Signal()

    def __init__(self, fetch: FetchPosters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ObservationModel(fetch)
        self.view = _View()
        self.view.setModel(self.model)
        self.view.opened.connect(self.opened)
        self.search = SearchField(texts.FIND)
        self.search.textChanged.connect(self._find)
        self.new_button = button(texts.NEW, "add", primary=True, on_click=self.new_asked.emit)
        self._count = label(role=Role.MUTED, wrap=False)
        self._nothing = EmptyState("note", texts.NO_OBSERVATIONS, texts.NEW, self.new_asked.emit)
        self._not_found = EmptyState("search", texts.NOTHING_FOUND)
        self._stack = QStackedWidget()
        for part in (self.view, self._nothing, self._not_found):
            self._stack.addWidget(part)
        self._total = 0
        self._lay_out()

    def show_lines(self, lines: tuple[ObservationLine, ...], words: Words) -> None:
        """Show these observations; the current line stays where it is still there."""
        current = self.view.current_id()
        scrolled = self.view.verticalScrollBar().value()
        self._total = len(lines)
        self.model.show_lines(lines, words)
        self._refresh()
        if current is not None:
            self.choose(current)
            self.view.verticalScrollBar().setValue(scrolled)

    def choose(self, observation_id: int) -> None:
        """Make this the current line."""
        row = self.model.row_of(observation_id)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row))

    def start_afresh(self) -> None:
        """Another pupil is shown: nothing is searched for, and the list begins at its top."""
        self.search.clear()
        self.view.scrollToTop()

    def _find(self, typed: str) -> None:
        self.model.show_only(typed)
        self._refresh()

    def _refresh(self) -> None:
        shown = self.model.rowCount()
        self._count.setText(texts.count(shown, self._total))
        empty = self._not_found if self._total else self._nothing
        self._stack.setCurrentWidget(self.view if shown else empty)
        self.search.setVisible(self._total > 0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_S)
        column.setSpacing(SPACE_M)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(label(texts.TITLE, Role.SECTION, wrap=False))
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        row.addWidget(self.new_button)
        column.addLayout(row)
        column.addWidget(self._stack, 1)


class _View(QListView):
    """The lines. A click or Enter opens one; the arrow keys only move."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(ObservationDelegate(self))
        self.setAccessibleName(texts.TITLE)
        self.clicked.connect(lambda _: self._open_current())

    def current_id(self) -> int | None:
        """The observation of the current line."""
        line = self.currentIndex().data(LINE)
        return line.id if isinstance(line, ObservationLine) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open_current()
            return
        super().keyPressEvent(event)

    def _open_current(self) -> None:
        current = self.current_id()
        if current is not None:
            self.opened.emit(current)
