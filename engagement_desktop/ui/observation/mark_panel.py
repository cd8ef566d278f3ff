"""A small panel under the clips in which a marked moment is named; the clips stay in reach."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.vocabularies import Vocabulary, Words
from engagement_desktop.services.observation_views import EditorChoices
from engagement_desktop.services.review import MarkerForm
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.section import LineEdit, Offer
from engagement_desktop.ui.observation.word_row import WordRow
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.columns import Columns

_AREAS = tuple(Choice(area, area.title) for area in Area)


class MarkPanel(Card):
    """`edited` comes with each change; `kept` carries the `MarkerForm` when it is written and
    `dropped` comes when nothing is; `removed` when the mark is to go; `closed` with the panel."""

    edited = Signal()
    kept = Signal(object)
    dropped = Signal()
    removed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.MARK_TITLE, parent=parent)
        self._is_new = False
        self.name = LineEdit(texts.MARK_NAME, texts.MARK_NAME_HINT)
        self.note = LineEdit(texts.MARK_NOTE, texts.MARK_NOTE)
        self.areas = ChipRow(_AREAS, multiple=True, name=texts.MARK_AREAS)
        self.subtle = WordRow(texts.SUBTLE, Vocabulary.SUBTLE_RESPONSE, multiple=True, first=2)
        self.keep_button = button(texts.MARK_SAVE, on_click=self.keep)
        self.remove_button = tool_button("delete", texts.MARK_DELETE, on_click=self._remove)
        self.header.addWidget(self.remove_button)
        self.header.addWidget(self.keep_button)
        self.header.addWidget(tool_button("dismiss", texts.MARK_CLOSE, on_click=self.settle))
        row = QWidget()
        columns = Columns(row)
        columns.add(self.name, 240)
        columns.add(self.note, 180)
        for part in (row, self.areas, self.subtle):
            self.body.addWidget(part)
        for line in (self.name, self.note):
            line.returnPressed.connect(self.keep)
            line.textEdited.connect(self.edited)
        self.subtle.edited.connect(self.edited)
        self.areas.chosen.connect(self.edited)
        self.hide()

    def ask(self, title: str, form: MarkerForm, words: Words, *, is_new: bool) -> None:
        """Ask what happens at a moment, or show what is written at its mark."""
        self._is_new = is_new
        self.title.setText(title)
        self.setAccessibleName(title)
        self.name.set_text(form.title)
        self.note.set_text(form.note)
        self.areas.set_chosen(form.areas)
        self.subtle.load(form.subtle_responses, Offer("", words, EditorChoices()))
        self.subtle.fold()
        self.show()
        self.name.setFocus()

    def keep(self) -> None:
        """Keep what is written; a new mark is kept even without a word."""
        if not self.isHidden():
            self.kept.emit(self.form())
            self._close()

    def settle(self) -> None:
        """Close it: a new mark is kept only if anything is written of it."""
        if self._is_new and not self.isHidden() and self.form() == MarkerForm():
            self.dropped.emit()
            self._close()
        self.keep()

    def form(self) -> MarkerForm:
        """What is written now."""
        areas = self.areas.keys()
        return MarkerForm(
            title=self.name.text().strip(),
            areas=tuple(area for area in Area if area in areas),
            note=self.note.text().strip(),
            subtle_responses=tuple(sorted(self.subtle.keys())),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.settle()
        else:
            super().keyPressEvent(event)

    def _remove(self) -> None:
        self.removed.emit()
        self._close()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
