"""A named row of words to choose from: the first few and the chosen ones, and “…” for the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.section import Offer
from engagement_desktop.ui.widgets.buttons import tool_button
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.labels import label

NAME_WIDTH = 104
"""The width of the names of rows, so that the words of all rows begin on one line."""


class WordRow(QWidget):
    """Words of one vocabulary. `edited` comes with each choice by the user."""

    edited = Signal()

    def __init__(
        self,
        name: str,
        vocabulary: Vocabulary,
        *,
        multiple: bool,
        first: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.vocabulary = vocabulary
        self._first = first
        self._all: tuple[Choice, ...] = ()
        self._shows_all = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self._name = label(name, Role.MUTED)
        self._name.setContentsMargins(0, SPACE_XS, 0, 0)
        self._name.setFixedWidth(Look.of_app().px(NAME_WIDTH))
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        self.chips = ChipRow((), multiple=multiple, name=name)
        self.chips.chosen.connect(lambda _: self.edited.emit())
        row.addWidget(self.chips, 1)
        self.more = tool_button(
            "more_horizontal", texts.MORE_WORDS.format(row=name), on_click=self.show_all
        )
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        Look.of_app().changed.connect(self._dress)

    def load(self, chosen: tuple[str, ...], offer: Offer) -> None:
        """Show these as chosen; emits nothing."""
        self._all = offer.options(self.vocabulary, *chosen)
        self._offer(chosen)

    def choose(self, chosen: tuple[str, ...]) -> None:
        """Choose exactly these; emits nothing."""
        self._offer(chosen)

    def keys(self) -> tuple[str, ...]:
        """The chosen words' keys."""
        chosen = self.chips.keys()
        return tuple(str(key) for key in chosen)

    def chosen_words(self) -> tuple[str, ...]:
        """The chosen words as they read."""
        keys = self.keys()
        return tuple(choice.text for choice in self._all if choice.key in keys)

    def fold(self) -> None:
        """Show only the first few words and the chosen ones again."""
        self._shows_all = False
        self._offer(self.keys())

    def show_all(self) -> None:
        """Show every word of the vocabulary."""
        self._shows_all = True
        self._offer(self.keys())
        self.chips.setFocus()

    def set_open(self, is_open: bool) -> None:
        """Allow or stop choosing."""
        self.chips.setEnabled(is_open)
        self.more.setEnabled(is_open)

    def _offer(self, chosen: tuple[str, ...]) -> None:
        shown = [
            choice
            for place, choice in enumerate(self._all)
            if self._shows_all or place < self._first or choice.key in chosen
        ]
        self.chips.set_options(shown)
        self.chips.set_chosen(chosen)
        self.more.setVisible(len(shown) < len(self._all))

    def _dress(self) -> None:
        self._name.setFixedWidth(Look.of_app().px(NAME_WIDTH))
