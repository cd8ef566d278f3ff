"""What every part of the editor is: it shows its share of a form, and gives it back filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.models.templates import Prompt
from engagement_desktop.models.vocabularies import Vocabulary, Words
from engagement_desktop.services.observation_views import EditorChoices, ObservationForm
from engagement_desktop.ui.look.icons import icon
from engagement_desktop.ui.look.tokens import SPACE_S
from engagement_desktop.ui.widgets.buttons import plain, tool_button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import set_tooltip


@dataclass(frozen=True)
class Offer:
    """What the editor offers for one pupil: the school's words, and what was written before."""

    pupil_name: str
    words: Words
    choices: EditorChoices
    prompts: tuple[Prompt, ...] = ()

    def options(self, vocabulary: Vocabulary, *keep: str | None) -> tuple[Choice, ...]:
        """The words of a vocabulary to choose from, with those in `keep` although retired."""
        kept = tuple(key for key in keep if key)
        return tuple(Choice(word.key, word.text) for word in self.words.offered(vocabulary, kept))


class Section(Card):
    """One card of the editor. `edited` comes with each change by the user, never with `load`."""

    edited = Signal()

    def __init__(self, title: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.fields: dict[str, Field] = {}
        """The fields that a problem can belong to, by the name in the form."""

    def load(self, form: ObservationForm, offer: Offer) -> None:
        """Show the form's values; emits nothing."""
        raise NotImplementedError

    def fill(self, form: ObservationForm) -> ObservationForm:
        """The form with this section's fields as they are typed now."""
        raise NotImplementedError

    def start_afresh(self) -> None:
        """Another observation is about to be shown: close what the user had opened."""

    def set_open(self, is_open: bool) -> None:
        """Allow or stop writing; an approved observation is only read."""
        raise NotImplementedError

    def show_problems(self, sentences: dict[str, str]) -> None:
        """Show each sentence beside the field it belongs to, and clear the others."""
        for name, field in self.fields.items():
            if field.problem != sentences.get(name, ""):
                field.show_problem(sentences.get(name, ""))


class LineEdit(QLineEdit):
    """A line of text, with what was written before offered while typing."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAcceptDrops(False)  # a file dropped here is meant for the observation

    def set_text(self, text: str) -> None:
        """Show a text from the records, from its beginning."""
        if text != self.text():
            self.setText(text)
        self.setCursorPosition(0)

    def offer(self, earlier: tuple[str, ...]) -> None:
        """Offer these texts while typing."""
        completer = QCompleter(QStringListModel(list(earlier), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)


def one_or_none(keys: tuple[object, ...]) -> str | None:
    """The one chosen key of a row of chips."""
    return str(keys[0]) if keys else None


class Disclosure(QWidget):
    """A quiet button that opens and closes what is seldom needed.

    `body` is made by `make` when it is first opened. `toggled` carries whether it is open.
    """

    toggled = Signal(bool)

    def __init__(
        self, more: str, less: str, make: Callable[[], QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._more, self._less, self._make = more, less, make
        self.body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_S)
        self.button = tool_button("chevron_down", more, text=more, on_click=self._toggle)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def is_open(self) -> bool:
        """Whether the body is shown."""
        return self.body is not None and not self.body.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Open or close it."""
        if is_open and self.body is None:
            self.body = self._make()
            self._column.insertWidget(0, self.body)
        if self.body is not None:
            self.body.setVisible(is_open)
        self.button.setText(plain(self._less if is_open else self._more))
        self.button.setAccessibleName(self._less if is_open else self._more)
        set_tooltip(self.button, self._less if is_open else self._more)
        self.button.setIcon(icon("chevron_up" if is_open else "chevron_down"))

    def _toggle(self) -> None:
        self.set_open(not self.is_open)
        self.toggled.emit(self.is_open)
