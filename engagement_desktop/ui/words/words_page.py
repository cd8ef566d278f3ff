"""The school's words by what they are for; a lead rewords, adds, retires and shares them.

Below them stand the words that the spelling check knows from whoever writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.vocabularies import Vocabulary, Word
from engagement_desktop.services import sharing, spelling, vocabulary
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.chosen_file import read_file
from engagement_desktop.services.whole_file import whole_file
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.forms_page import SchoolFormsPage
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.name_dialog import NameDialog
from engagement_desktop.ui.widgets.prose import prose
from engagement_desktop.ui.widgets.row_buttons import with_buttons
from engagement_desktop.ui.words import texts


@dataclass(frozen=True)
class _Read:
    words: dict[Vocabulary, tuple[Word, ...]]
    known: tuple[str, ...]


class WordsPage(SchoolFormsPage[_Read]):
    """A card for each vocabulary, and one for the spelling check."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "Words", texts.SENTENCE, {}, parent)
        self._may = context.work.may(Act.SCHOOL)
        self.cards = {each: ListCard(each.title) for each in Vocabulary}
        if self._may:
            self.buttons.addWidget(button(texts.BRING_IN, on_click=self._ask_which))
            self.buttons.addWidget(button(texts.SHARE, on_click=self._ask_where))
        for each, card in self.cards.items():
            if self._may:
                card.header.addWidget(self._add_button(each))
            self.column.addWidget(card)
        self.known = ListCard(texts.KNOWN, subtitle=texts.KNOWN_SENTENCE)
        self.column.addWidget(self.known)

    def gather(self) -> _Read:
        work = self.context.work
        return _Read(vocabulary.by_vocabulary(work), spelling.words_added(work))

    def show_read(self, read: _Read) -> None:
        for each, card in self.cards.items():
            card.refill([self._row(word) for word in read.words[each]], ruled=False, spacing=0)
        rows = [self._known_row(word) for word in read.known]
        self.known.refill(rows, nothing=texts.NONE_KNOWN, ruled=False, spacing=0)

    def changed(self, changes: Changes, initiator: object) -> None:
        """Load again when words changed."""
        if changes.touches(Kind.VOCABULARY, Kind.SPELLING) and initiator is not self:
            self.load()

    def share_to(self, path: Path) -> None:
        """Save the words, templates and frameworks as a file."""
        work = self.context.work

        def save() -> None:
            content = sharing.shared_file(work)
            with whole_file(path) as file:
                file.write(content)

        said = texts.SAVED.format(name=path.name)
        self.context.tasks.read(save, lambda _: self.context.messages.say(said), owner=self)

    def bring_in(self, path: Path) -> None:
        """Take over the words, templates and frameworks of a file."""
        work = self.context.work
        self.write(
            lambda: sharing.bring_in(work, read_file(path, sharing.LARGEST_FILE)),
            lambda brought: self.context.messages.say(texts.brought_words(brought)),
        )

    def _row(self, word: Word) -> QWidget:
        text = f"{word.text} ({texts.RETIRED})" if word.retired else word.text
        shown = prose(text, Role.MUTED if word.retired else Role.BODY)
        buttons: list[tuple[str, Callable[[], object]]] = []
        if self._may:
            buttons = [
                (texts.REWORD, lambda: self._reword(word)),
                (texts.OFFER if word.retired else texts.RETIRE, lambda: self._turn(word)),
            ]
        return with_buttons(shown, word.text, buttons)

    def _known_row(self, word: str) -> QWidget:
        may = self.context.work.may(Act.OBSERVE)
        away = [(texts.TAKE_AWAY, lambda: self._take_away(word))] if may else []
        return with_buttons(prose(word), word, away)

    def _take_away(self, word: str) -> None:
        work = self.context.work

        def taken(_: str) -> None:
            self.context.messages.undo(
                texts.TAKEN_AWAY.format(word=word),
                lambda: self.write(lambda: spelling.add(work, word)),
            )

        self.write(lambda: spelling.take_away(work, word), taken)

    def _add_button(self, of: Vocabulary) -> QWidget:
        work = self.context.work

        def add() -> None:
            self.submit_to(
                _word_dialog(f"{of.title}: one more word", "", self),
                lambda typed: vocabulary.add(work, of, typed),
            )

        return button(texts.ADD, "add", quiet=True, name=f"{texts.ADD}: {of.title}", on_click=add)

    def _reword(self, word: Word) -> None:
        work = self.context.work

        def said(before: str, after: str) -> None:
            self.context.messages.undo(
                texts.REWORDED.format(before=before, after=after),
                lambda: self.write(lambda: vocabulary.reword(work, word.key, before)),
            )

        dialog = _word_dialog(f"{word.vocabulary.title}: reword", word.text, self)
        self.submit_to(
            dialog,
            lambda typed: vocabulary.reword(work, word.key, typed),
            lambda before: said(str(before), " ".join(dialog.form().split())),
        )

    def _turn(self, word: Word) -> None:
        work = self.context.work

        def undo() -> None:
            self.write(lambda: vocabulary.retire(work, word.key, retired=False))

        if word.retired:
            undo()
        else:
            self.write(
                lambda: vocabulary.retire(work, word.key),
                lambda _: self.context.messages.undo(texts.IS_RETIRED.format(word=word.text), undo),
            )

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, texts.SHARE.rstrip("…"), texts.FILE_NAME, texts.FILES
        )
        if chosen:
            self.share_to(Path(chosen))

    def _ask_which(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, texts.BRING_IN.rstrip("…"), "", texts.FILES)
        if chosen:
            self.bring_in(Path(chosen))


def _word_dialog(title: str, text: str, parent: QWidget) -> NameDialog:
    return NameDialog(title, text, parent, field="text", called=texts.WORD, hint=texts.WORD_HINT)
