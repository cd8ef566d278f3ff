"""The moments marked in both clips: a click jumps there, and what was seen is written beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.vocabularies import Vocabulary, Words
from engagement_desktop.services.review import MarkerDetail, MarkerForm
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.press_row import PressRow
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.discard import discard, take_out
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label, rule
from engagement_desktop.ui.widgets.text_area import TextArea


@dataclass(frozen=True)
class ListedMoment:
    """A marked moment in the list: on which side its clip is, what that side is called, and the
    moment's time as it is written."""

    side: Side
    role: Side
    time: str
    marker: MarkerDetail


class MomentsCard(Card):
    """Signals: `jumped(ListedMoment)`, `removed(ListedMoment)`; `form_opened(marker id)` when one
    is to be written about, `edited()` with each change, `form_closing()` while the words are still
    there, and `done()` when writing is over. `words` are the school's; unless `may_write`, moments
    are only looked at."""

    jumped = Signal(object)
    removed = Signal(object)
    form_opened = Signal(int)
    edited = Signal()
    form_closing = Signal()
    done = Signal()

    def __init__(self, *, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(texts.MOMENTS, parent=parent)
        self._may_write = may_write
        self._moments: tuple[ListedMoment, ...] = ()
        self._rows: list[QWidget] = []
        self._none = label(texts.NO_MOMENTS, Role.MUTED)
        self.body.addWidget(self._none)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_S)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.form: MomentForm | None = None
        self.words = Words(())

    def show_moments(self, moments: Sequence[ListedMoment]) -> None:
        """Show these. A form that is open stays open, with the words typed into it."""
        if tuple(moments) == self._moments:
            return
        self._moments = tuple(moments)
        if self.form is not None and self._find(self.form.moment.marker.id) is None:
            self._close_form()
        self._rebuild()

    def edit(self, marker_id: int) -> None:
        """Open the form of a moment, ready to type its title."""
        moment = self._find(marker_id)
        if moment is None or not self._may_write:
            return
        self._close_form()
        self.form = MomentForm(moment, self.words)
        self.form_opened.emit(marker_id)
        self.form.edited.connect(self.edited)
        self.form.done.connect(self._done)
        self._rebuild()
        self.form.title.setFocus()

    def rows(self) -> tuple[QWidget, ...]:
        """The rows shown, for tests and the tour."""
        return tuple(self._rows)

    def _find(self, marker_id: int) -> ListedMoment | None:
        return next((m for m in self._moments if m.marker.id == marker_id), None)

    def _done(self) -> None:
        # First: Qt would give the focus of a form that closes to the nearest clip, the wrong one.
        self.done.emit()
        self._close_form()
        self._rebuild()

    def _close_form(self) -> None:
        if self.form is not None:
            self.form_closing.emit()
            discard(self.form)
            self.form = None

    def _rebuild(self) -> None:
        for row in self._rows:
            if row is self.form:
                take_out(row)
            else:
                discard(row)
        self._rows = []
        self._none.setVisible(not self._moments)
        for moment in self._moments:
            line = rule()
            self._rows.append(line)
            if self.form is not None and self.form.moment.marker.id == moment.marker.id:
                self._rows.append(self.form)
            else:
                self._rows.append(self._row(moment))
        for row in self._rows:
            self._list.addWidget(row)

    def _row(self, moment: ListedMoment) -> QWidget:
        row = MomentRow(moment, may_write=self._may_write)
        row.pressed.connect(partial(self.jumped.emit, moment))
        row.edit_asked.connect(partial(self.edit, moment.marker.id))
        row.removed.connect(partial(self.removed.emit, moment))
        return row


class MomentRow(PressRow):
    """One moment: areas, title, which clip and when, the note. A press or Enter jumps there."""

    edit_asked = Signal()
    removed = Signal()

    def __init__(self, moment: ListedMoment, *, may_write: bool) -> None:
        super().__init__()
        form = moment.marker.form
        title = form.title or texts.MOMENT_UNTITLED
        when = f"{moment.role.value} · {moment.time}"
        areas = ", ".join(area.title for area in form.areas)
        self.setAccessibleName(", ".join(part for part in (title, when, areas, form.note) if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for area in form.areas:
            row.addWidget(AreaMark(area), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, Role.STRONG))
        words.addWidget(label(when, Role.MUTED))
        if form.note:
            words.addWidget(label(form.note, Role.SMALL))
        words.addStretch(1)
        row.addLayout(words, 1)
        if not may_write:
            return
        edit = tool_button("edit", f"{texts.MOMENT_EDIT}: {title}", on_click=self.edit_asked.emit)
        away = tool_button("delete", f"{texts.MOMENT_DELETE}: {title}", on_click=self.removed.emit)
        for made in (edit, away):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)


class MomentForm(QWidget):
    """What is seen at a moment. `edited()` with each change; `done()`."""

    edited = Signal()
    done = Signal()

    def __init__(self, moment: ListedMoment, words: Words) -> None:
        super().__init__()
        self.moment = moment
        form = moment.marker.form
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        when = f"{moment.role.heading} · {moment.time} · frame {moment.marker.frame}"
        column.addWidget(label(when, Role.MUTED))
        self.title = QLineEdit(form.title)
        self.title.setAccessibleName(texts.MOMENT_TITLE)
        self.title.returnPressed.connect(self.done)
        column.addWidget(Field(texts.MOMENT_TITLE, self.title))
        choices = [Choice(area, area.title) for area in Area]
        self.areas = ChipRow(choices, multiple=True, name=texts.MOMENT_AREAS)
        self.areas.set_chosen(form.areas)
        column.addWidget(self.areas)
        offered = words.offered(Vocabulary.SUBTLE_RESPONSE, form.subtle_responses)
        self.subtle = ChipRow(
            [Choice(word.key, word.text) for word in offered],
            multiple=True,
            name=texts.MOMENT_SUBTLE,
        )
        self.subtle.set_chosen(form.subtle_responses)
        column.addWidget(Field(texts.MOMENT_SUBTLE, self.subtle))
        self.note = TextArea(texts.MOMENT_NOTE, min_lines=2)
        self.note.set_text(form.note)
        column.addWidget(Field(texts.MOMENT_NOTE, self.note))
        column.addWidget(button(texts.MOMENT_DONE, "checkmark", on_click=self.done.emit))
        self.title.textEdited.connect(self.edited)
        for chips in (self.areas, self.subtle):
            chips.chosen.connect(self.edited)
        self.note.edited.connect(self.edited)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def form(self) -> MarkerForm:
        """What is written now."""
        areas, subtle = self.areas.keys(), self.subtle.keys()
        return MarkerForm(
            self.title.text(),
            tuple(area for area in Area if area in areas),
            self.note.text(),
            tuple(sorted(str(key) for key in subtle)),
        )
