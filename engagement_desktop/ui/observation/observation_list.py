"""What the page shows on entry: the pupil's observations, and the button that begins one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services.observation_views import ObservationLine
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.list_delegate import ObservationDelegate
from engagement_desktop.ui.observation.list_model import LINE, FetchPosters, ObservationModel
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.labels import label, set_tooltip
from engagement_desktop.ui.widgets.painted_list import PaintedList
from engagement_desktop.ui.widgets.search_field import SearchField
from engagement_desktop.ui.widgets.shown_alone import ShownAlone

_ROOM_FOR_WORDS = 640


class ObservationList(QWidget):
    """`opened` carries the id of an observation; `new_asked` and `template_asked` come with their
    buttons."""

    opened = Signal(int)
    new_asked = Signal()
    template_asked = Signal()

    def __init__(
        self, fetch: FetchPosters, *, may_write: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = ObservationModel(fetch)
        self.view = PaintedList(texts.TITLE)
        self.view.setItemDelegate(ObservationDelegate(self.view))
        self.view.setModel(self.model)
        self.view.taken.connect(lambda index: self.opened.emit(index.data(LINE).id))
        self.search = SearchField(texts.FIND)
        self.search.textChanged.connect(self._find)
        self.new_button = button(texts.NEW, "add", primary=True, on_click=self.new_asked.emit)
        self.template_button = button(
            texts.FROM_TEMPLATE, "document_add", on_click=self.template_asked.emit
        )
        self.template_button.hide()
        self._count = label(role=Role.MUTED, wrap=False)
        if not may_write:
            self.new_button.hide()
        next_step = texts.NEW if may_write else None
        self._nothing = EmptyState("note", texts.NO_OBSERVATIONS, next_step, self.new_asked.emit)
        self._not_found = EmptyState("search", texts.NOTHING_FOUND)
        self._stack = ShownAlone()
        for part in (self.view, self._nothing, self._not_found):
            self._stack.addWidget(part)
        self._total = 0
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little room the button for templates is its icon alone; its words are its hint."""
        super().resizeEvent(event)
        room = self.width() >= Look.of_app().px(_ROOM_FOR_WORDS)
        self.template_button.setText(texts.FROM_TEMPLATE if room else "")
        set_tooltip(self.template_button, "" if room else texts.FROM_TEMPLATE)

    def show_lines(self, lines: tuple[ObservationLine, ...], words: Words) -> None:
        """Show these observations; the current line stays where it is still there."""
        current = self.view.currentIndex().data(LINE)
        scrolled = self.view.verticalScrollBar().value()
        self._total = len(lines)
        self.model.show_lines(lines, words)
        self._refresh()
        if current is not None:
            self.choose(current.id)
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
        row.addWidget(self.template_button)
        row.addWidget(self.new_button)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
