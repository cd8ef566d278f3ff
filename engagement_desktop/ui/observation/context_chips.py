"""The context as chips: “+ context” adds one, a click on one changes it or takes it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services.observation_views import ContextItem
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.section import LineEdit, Offer
from engagement_desktop.ui.widgets.buttons import button, plain
from engagement_desktop.ui.widgets.chips import Chip, Choice
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import label, set_tooltip


class ContextChips(QWidget):
    """The things of the context, in the order they were added."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[ContextItem] = []
        self._chips: list[Chip] = []
        self.add_button = Chip(Choice(None, texts.ADD_CONTEXT), "", self)
        self._kinds: tuple[Choice, ...] = ()
        self._is_open = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        row = QWidget()
        self._flow = FlowLayout(row)
        self.add_button.setCheckable(False)
        set_tooltip(self.add_button, texts.ADD_CONTEXT_TIP)
        self.add_button.setAccessibleName(texts.ADD_CONTEXT_TIP)
        self.add_button.clicked.connect(self._show_kinds)
        self._flow.addWidget(self.add_button)
        column.addWidget(row)
        self.form = _WordsForm()
        self.form.hide()
        self.form.kept.connect(self._keep)
        self.form.taken_away.connect(self._take_away)
        self.form.closed.connect(self._close_form)
        column.addWidget(self.form)

    def load(self, items: tuple[ContextItem, ...], offer: Offer) -> None:
        """Show these; emits nothing."""
        self._kinds = offer.options(Vocabulary.CONTEXT, *(item.kind for item in items))
        self._items = list(items)
        self._show()

    def items(self) -> tuple[ContextItem, ...]:
        """What is there now."""
        return tuple(self._items)

    def close_form(self) -> None:
        """Ask for no words any more."""
        self.form.hide()

    def set_open(self, is_open: bool) -> None:
        """Allow or stop changing."""
        self._is_open = is_open
        self.add_button.setVisible(is_open)
        for chip in self._chips:
            chip.setEnabled(is_open)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for chip in (*self._chips, self.add_button):
                chip.setFont(Look.of_app().font(Role.SMALL))

    def add(self, kind: str) -> None:
        """Ask for the words of a new thing of this kind."""
        self.form.ask(kind, self._text_of(kind), "", place=None)

    def chips(self) -> tuple[Chip, ...]:
        """The chips, for tests and the tour."""
        return tuple(self._chips)

    def _show(self) -> None:
        for chip in self._chips:
            discard(chip)
        self._chips = []
        self._flow.removeWidget(self.add_button)
        self.add_button.setFont(Look.of_app().font(Role.SMALL))
        for place, item in enumerate(self._items):
            chip = Chip(Choice(place, item.text), self._text_of(item.kind), self)
            chip.setFont(Look.of_app().font(Role.SMALL))
            set_tooltip(chip, f"{self._text_of(item.kind)}: {item.text}")
            chip.setChecked(True)
            chip.setEnabled(self._is_open)
            chip.clicked.connect(self._change)
            self._flow.addWidget(chip)
            chip.show()
            self._chips.append(chip)
        self._flow.addWidget(self.add_button)
        self._flow.invalidate()

    def _text_of(self, kind: str) -> str:
        return next((choice.text for choice in self._kinds if choice.key == kind), kind)

    def _show_kinds(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self._kinds:
            action = menu.addAction(plain(choice.text))
            action.triggered.connect(lambda _=False, kind=str(choice.key): self.add(kind))
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def _change(self) -> None:
        chip = self.sender()
        assert isinstance(chip, Chip)
        chip.setChecked(True)
        assert isinstance(chip.key, int)
        item = self._items[chip.key]
        self.form.ask(item.kind, self._text_of(item.kind), item.text, place=chip.key)

    def _keep(self, kind: str, words: str, place: int | None) -> None:
        item = ContextItem(kind, words)
        if place is None:
            self._items.append(item)
        else:
            self._items[place] = item
        self._finish()

    def _take_away(self, place: int) -> None:
        del self._items[place]
        self._finish()

    def _finish(self) -> None:
        self._show()
        self._close_form()
        self.edited.emit()

    def _close_form(self) -> None:
        self.close_form()
        self.add_button.setFocus()


class _WordsForm(QWidget):
    """The words for one thing of the context, in a line: Enter keeps, Escape closes."""

    kept = Signal(str, str, object)
    taken_away = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self._place: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self._name = label(role=Role.MUTED, wrap=False)
        self.words = LineEdit(texts.CONTEXT_WORDS)
        self.words.returnPressed.connect(self._keep)
        self.keep = button(texts.ADD, on_click=self._keep)
        self.remove = button(texts.TAKE_AWAY, quiet=True, on_click=self._remove)
        row.addWidget(self._name)
        row.addWidget(self.words, 1)
        row.addWidget(self.keep)
        row.addWidget(self.remove)

    def ask(self, kind: str, kind_text: str, words: str, *, place: int | None) -> None:
        """Ask for the words; `place` is that of the thing being changed."""
        self._kind, self._place = kind, place
        self._name.setText(kind_text)
        self.words.setAccessibleName(kind_text)
        self.words.setPlaceholderText(texts.CONTEXT_HINT.get(kind, texts.CONTEXT_WORDS))
        self.words.setText(words)
        self.keep.setText(texts.ADD if place is None else texts.CHANGE)
        self.remove.setVisible(place is not None)
        self.show()
        self.words.setFocus()
        self.words.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        words = self.words.text().strip()
        if words:
            self.kept.emit(self._kind, words, self._place)
        else:
            self.closed.emit()

    def _remove(self) -> None:
        if self._place is not None:
            self.taken_away.emit(self._place)
