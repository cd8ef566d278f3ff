"""A small panel under the clips in which a marked moment is named; the clips stay in reach."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.vocabularies import Vocabulary, Words
from engagement_desktop.services.observation_views import EditorChoices
from engagement_desktop.services.review import MarkerDetail, MarkerForm
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.columns import Columns
from engagement_desktop.ui.observation.section import LineEdit, Offer
from engagement_desktop.ui.observation.word_row import WordRow
from engagement_desktop.ui.review.clip import Moment
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.chips import ChipRow, Choice

_AREAS = tuple(Choice(area, area.title) for area in Area)


class MarkPanel(Card):
    """`kept` carries the moment and its `MarkerForm`; `changed` a marker's id and its form;
    `removed` a marker's id; `closed` comes when the panel goes."""

    kept = Signal(object, object)
    changed = Signal(int, object)
    removed = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.MARK_TITLE, parent=parent)
        self._moment: Moment | None = None
        self._marker: MarkerDetail | None = None
        self.name = LineEdit(texts.MARK_NAME, texts.MARK_NAME_HINT)
        self.note = LineEdit(texts.MARK_NOTE, texts.MARK_NOTE)
        self.areas = ChipRow(_AREAS, multiple=True, name=texts.MARK_AREAS)
        self.subtle = WordRow(texts.SUBTLE, Vocabulary.SUBTLE_RESPONSE, multiple=True, first=2)
        self.keep_button = button(texts.MARK_SAVE, on_click=self.keep)
        self.remove_button = button(texts.MARK_DELETE, quiet=True, on_click=self._remove)
        self.header.addWidget(self.remove_button)
        self.header.addWidget(self.keep_button)
        self.header.addWidget(tool_button("dismiss", texts.MARK_CLOSE, on_click=self.close_panel))
        row = QWidget()
        columns = Columns(row)
        columns.add(self.name, 240)
        columns.add(self.note, 180)
        for part in (row, self.areas, self.subtle):
            self.body.addWidget(part)
        for line in (self.name, self.note):
            line.returnPressed.connect(self.keep)
        self.hide()

    def ask(self, moment: Moment, time: str, words: Words) -> None:
        """Ask what happens at this moment."""
        self.keep()
        self._moment, self._marker = moment, None
        self._show(f"{texts.MARK_TITLE}: {time}", MarkerForm(), words)

    def edit(self, marker: MarkerDetail, time: str, words: Words) -> None:
        """Show what is written at a mark."""
        self.keep()
        self._moment, self._marker = None, marker
        self._show(texts.MARK_EDIT_TITLE.format(time=time), marker.form, words)

    def keep(self) -> None:
        """Keep what is written; a new mark is kept even without a word if an area is chosen."""
        if self.isHidden():
            return
        form = self.form()
        moment, marker = self._moment, self._marker
        self._close()
        if moment is not None:
            self.kept.emit(moment, form)
        elif marker is not None and form != marker.form:
            self.changed.emit(marker.id, form)

    def close_panel(self) -> None:
        """Close it; what was written of a mark that is kept already stays as it was."""
        self._close()

    def settle(self) -> None:
        """Before leaving: keep what was begun if anything is written in it."""
        if self._moment is not None and self.form() == MarkerForm():
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
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _show(self, title: str, form: MarkerForm, words: Words) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)
        self.name.set_text(form.title)
        self.note.set_text(form.note)
        self.areas.set_chosen(form.areas)
        self.subtle.load(form.subtle_responses, Offer("", words, EditorChoices()))
        self.subtle.fold()
        self.remove_button.setVisible(self._marker is not None)
        self.show()
        self.name.setFocus()

    def _remove(self) -> None:
        marker = self._marker
        self._close()
        if marker is not None:
            self.removed.emit(marker.id)

    def _close(self) -> None:
        self._moment = self._marker = None
        self.hide()
        self.closed.emit()
