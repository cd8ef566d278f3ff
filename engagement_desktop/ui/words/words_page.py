"""The school's words by what they are for; a lead rewords, adds, retires and shares them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.vocabularies import Vocabulary, Word
from engagement_desktop.services import sharing, vocabulary
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.chosen_file import read_file
from engagement_desktop.services.whole_file import whole_file
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.prose import prose
from engagement_desktop.ui.words import texts

T = TypeVar("T")


class WordDialog(FormDialog):
    """Its form is the word as typed."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(title, "", "Save", parent)
        self._text = QLineEdit(text)
        self.add_field("text", texts.WORD, self._text, texts.WORD_HINT)

    def form(self) -> str:
        """The word as typed."""
        return self._text.text()


class WordsPage(SchoolPage):
    """A card for each vocabulary."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._may = context.work.may(Act.SCHOOL)
        self.cards = {each: ListCard(each.title) for each in Vocabulary}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(label("Words", Role.TITLE), 1)
        if self._may:
            head.addWidget(button(texts.BRING_IN, on_click=self._ask_which))
            head.addWidget(button(texts.SHARE, on_click=self._ask_where))
        column.addLayout(head)
        column.addWidget(label(texts.SENTENCE, Role.MUTED))
        for each, card in self.cards.items():
            if self._may:
                card.header.addWidget(self._add_button(each))
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inside))

    def load(self) -> None:
        """Read the words."""
        work = self.context.work
        self.read(lambda: vocabulary.by_vocabulary(work), self._show)

    def changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002 - as Page
        """Load again when words changed."""
        if changes.touches(Kind.VOCABULARY):
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
        self._write(
            lambda: sharing.bring_in(work, read_file(path, sharing.LARGEST_FILE)),
            lambda brought: self.context.messages.say(texts.brought_words(brought)),
        )

    def _show(self, words: dict[Vocabulary, tuple[Word, ...]]) -> None:
        for each, card in self.cards.items():
            card.refill([self._row(word) for word in words[each]], ruled=False, spacing=0)

    def _row(self, word: Word) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        text = f"{word.text} ({texts.RETIRED})" if word.retired else word.text
        across.addWidget(prose(text, Role.MUTED if word.retired else Role.BODY), 1)
        if self._may:
            turn = texts.OFFER if word.retired else texts.RETIRE
            across.addWidget(
                button(
                    texts.REWORD,
                    quiet=True,
                    name=f"{texts.REWORD}: {word.text}",
                    on_click=lambda: self._reword(word),
                )
            )
            across.addWidget(
                button(
                    turn,
                    quiet=True,
                    name=f"{turn}: {word.text}",
                    on_click=lambda: self._turn(word),
                )
            )
        return row

    def _add_button(self, of: Vocabulary) -> QWidget:
        work = self.context.work

        def add() -> None:
            self._ask(
                WordDialog(f"{of.title}: one more word", "", self),
                lambda typed: vocabulary.add(work, of, typed),
            )

        return button(texts.ADD, "add", quiet=True, name=f"{texts.ADD}: {of.title}", on_click=add)

    def _reword(self, word: Word) -> None:
        work = self.context.work

        def said(before: str, after: str) -> None:
            self.context.messages.undo(
                texts.REWORDED.format(before=before, after=after),
                lambda: self._write(lambda: vocabulary.reword(work, word.key, before)),
            )

        dialog = WordDialog(f"{word.vocabulary.title}: reword", word.text, self)
        self._ask(
            dialog,
            lambda typed: vocabulary.reword(work, word.key, typed),
            lambda before: said(str(before), " ".join(dialog.form().split())),
        )

    def _turn(self, word: Word) -> None:
        work = self.context.work

        def undo() -> None:
            self._write(lambda: vocabulary.retire(work, word.key, retired=False))

        if word.retired:
            undo()
        else:
            self._write(
                lambda: vocabulary.retire(work, word.key),
                lambda _: self.context.messages.undo(texts.IS_RETIRED.format(word=word.text), undo),
            )

    def _ask(
        self,
        dialog: WordDialog,
        save: Callable[[str], Saved[str]],
        then: Callable[[str], object] | None = None,
    ) -> None:
        def saved(value: str) -> None:
            dialog.accept()
            self.load()
            if then is not None:
                then(value)

        def submitted(typed: str) -> None:
            task = self.context.tasks.write(
                lambda: save(typed), saved, owner=dialog, failed=dialog.refused
            )
            task.ended.connect(dialog.allow_saving)

        dialog.submitted.connect(submitted)
        dialog.start()

    def _write(
        self, work: Callable[[], Saved[T]], then: Callable[[T], object] | None = None
    ) -> None:
        def saved(value: T) -> None:
            self.load()
            if then is not None:
                then(value)

        self.context.tasks.write(work, saved, owner=self)

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
