"""How reports look: everybody sees it; who may change the school's words changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from engagement_desktop.models.languages import ENGLISH_CODE
from engagement_desktop.models.roles import Act
from engagement_desktop.services import plain_words, report_languages, report_looks
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.chosen_file import read_file
from engagement_desktop.services.plain_words import PlainWordView
from engagement_desktop.services.report_looks import ReportLooks
from engagement_desktop.services.report_views import LanguageView
from engagement_desktop.services.whole_file import whole_file
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.forms_page import SchoolFormsPage
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.report_looks import texts
from engagement_desktop.ui.report_looks.look_dialog import LookDialog
from engagement_desktop.ui.report_looks.sample import SamplePage
from engagement_desktop.ui.report_looks.word_dialog import PlainWordDialog
from engagement_desktop.ui.reports.pdf_pages import PageImage, page_image
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.row_buttons import with_buttons
from engagement_desktop.ui.widgets.rows import InfoRow
from engagement_desktop.ui.widgets.side_by_side import SideBySide

_ROOM_FOR_TWO = 700


@dataclass(frozen=True)
class _Read:
    looks: ReportLooks
    sample: PageImage
    languages: tuple[LanguageView, ...]
    words: tuple[PlainWordView, ...]


class ReportLooksPage(SchoolFormsPage[_Read]):
    """A card for logo and colour, with a sample page; one for languages, one for plain words."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, texts.TITLE, texts.SENTENCE, {}, parent)
        self._may = context.work.may(Act.SCHOOL)
        self.logo = label("")
        self.colour = label("")
        self.sample = SamplePage()
        self.look = self._look_card()
        self.languages = ListCard(texts.LANGUAGES, subtitle=texts.LANGUAGES_SENTENCE)
        self.words = ListCard(texts.WORDS, subtitle=texts.WORDS_SENTENCE)
        if self._may:
            self.words.header.addWidget(
                button(texts.ADD, "add", quiet=True, on_click=lambda: self._ask_word(None))
            )
            tools = FlowLayout()
            tools.addWidget(button(texts.BRING_IN, on_click=self._ask_which))
            tools.addWidget(
                button(texts.TRANSLATE, on_click=lambda: self._ask_where(ENGLISH_CODE, "English"))
            )
            self.languages.body.addLayout(tools)
        for card in (self.look, self.languages, self.words):
            self.column.addWidget(card)

    def gather(self) -> _Read:
        work = self.context.work
        sample = page_image(report_looks.sample_page(work), 0, self.sample.pixels)
        return _Read(
            report_looks.looks(work),
            sample,
            report_languages.languages(work),
            plain_words.list_words(work),
        )

    def show_read(self, read: _Read) -> None:
        looks = read.looks
        said = texts.LOGO_SAYS_NOTHING
        if looks.logo_says:
            said = texts.LOGO_SHOWS.format(words=looks.logo_says)
        self.logo.setText(said if looks.logo else texts.NO_LOGO)
        own = texts.OWN if looks.own_accent else texts.USUAL
        self.colour.setText(own.format(colour=looks.accent))
        self.sample.show_page(read.sample)
        if self._may:
            self._choose.setText(texts.OTHER_LOGO if looks.logo else texts.CHOOSE_LOGO)
            self._remove.setVisible(looks.logo is not None)
        self.languages.refill([self._language_row(view) for view in read.languages])
        self.words.refill([self._word_row(view) for view in read.words])

    def changed(self, changes: Changes, initiator: object) -> None:
        """Load again when the school or its words changed."""
        if changes.touches(Kind.SCHOOL, Kind.VOCABULARY) and initiator is not self:
            self.load()

    def set_logo_file(self, path: Path) -> None:
        """Take the logo from a file."""
        work, said = self.context.work, texts.LOGO_KEPT
        self.write(
            lambda: report_looks.set_logo_file(work, path),
            lambda _: self.context.messages.say(said),
        )

    def bring_in(self, path: Path) -> None:
        """Take over a language from a file."""
        work = self.context.work
        self.write(
            lambda: report_languages.bring_in(work, read_file(path, report_languages.LARGEST_FILE)),
            lambda name: self.context.messages.say(texts.BROUGHT.format(name=name)),
        )

    def save_language(self, code: str, path: Path) -> None:
        """Save a language as a file."""
        work = self.context.work

        def save() -> None:
            with whole_file(path) as file:
                file.write(report_languages.file_to_share(work, code))

        said = texts.SAVED.format(name=path.name)
        self.context.tasks.read(save, lambda _: self.context.messages.say(said), owner=self)

    def _look_card(self) -> Card:
        card = Card(texts.LOOK)
        beside = SideBySide(_ROOM_FOR_TWO)
        words, page = beside.column(), beside.column()
        words.addWidget(self.logo)
        words.addWidget(self.colour)
        if self._may:
            self._choose = button(texts.CHOOSE_LOGO, "image_add", on_click=self._ask_logo)
            self._remove = button(texts.REMOVE_LOGO, quiet=True, on_click=self._remove_logo)
            change = button(texts.CHANGE, "edit", on_click=self._change)
            tools = FlowLayout()
            for tool in (self._choose, change, self._remove):
                tools.addWidget(tool)
            words.addLayout(tools)
        words.addStretch(1)
        page.addWidget(label(texts.SAMPLE, Role.MUTED))
        page.addWidget(self.sample)
        card.body.addWidget(beside)
        return card

    def _language_row(self, view: LanguageView) -> QWidget:
        info = InfoRow("comment", texts.language_name(view), texts.language_detail(view))
        buttons: list[tuple[str, Callable[[], object]]] = []
        if view.code != ENGLISH_CODE and self._may:
            buttons.append((texts.SAVE_FILE, lambda: self._ask_where(view.code, view.in_english)))
        if view.own and self._may:
            buttons.append((texts.TAKE_AWAY, lambda: self._take_away(view)))
        return with_buttons(info, view.in_english, buttons)

    def _word_row(self, view: PlainWordView) -> QWidget:
        info = InfoRow("text_quote", view.word, texts.word_detail(view))
        if not self._may:
            return info
        turn = texts.LEAVE if view.told else texts.REMIND
        buttons: list[tuple[str, Callable[[], object]]] = [(turn, lambda: self._turn(view))]
        if view.told:
            buttons.insert(0, (texts.REWORD, lambda: self._ask_word(view)))
        return with_buttons(info, view.word, buttons)

    def _change(self) -> None:
        if self.shown is None:
            return
        work, dialog = self.context.work, LookDialog(self.shown.looks, self)

        def saved(kept: str) -> None:
            typed = dialog.form().accent.strip().upper()
            darker = texts.DARKER.format(colour=kept)
            self.context.messages.say(darker if kept.upper() != typed else texts.KEPT)

        self.submit_to(dialog, lambda form: report_looks.save_look(work, form), saved)

    def _remove_logo(self) -> None:
        work = self.context.work
        self.write(lambda: report_looks.remove_logo(work))

    def _take_away(self, view: LanguageView) -> None:
        work = self.context.work

        def taken(content: bytes) -> None:
            self.context.messages.undo(
                texts.TAKEN_AWAY.format(name=view.in_english),
                lambda: self.write(lambda: report_languages.bring_in(work, content)),
            )

        self.write(lambda: report_languages.take_away(work, view.code), taken)

    def _ask_word(self, view: PlainWordView | None) -> None:
        work = self.context.work
        dialog = PlainWordDialog(texts.REWORD if view else texts.ADD, view, self)
        self.submit_to(
            dialog,
            lambda typed: plain_words.word_as(work, *typed),
            lambda _: self.context.messages.say(
                texts.REWORDED.format(word=" ".join(dialog.word.text().split()))
            ),
        )

    def _turn(self, view: PlainWordView) -> None:
        work, told = self.context.work, not view.told

        def undo() -> None:
            self.write(lambda: plain_words.word_as(work, view.word, view.plain))

        def said(_: str) -> None:
            self.context.messages.undo(texts.LEFT.format(word=view.word), undo)

        self.write(lambda: plain_words.tell(work, view.word, told=told), None if told else said)

    def _ask_logo(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, texts.CHOOSE_LOGO.rstrip("…"), "", texts.PICTURES
        )
        if name:
            self.set_logo_file(Path(name))

    def _ask_which(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, texts.BRING_IN.rstrip("…"), "", texts.FILES)
        if name:
            self.bring_in(Path(name))

    def _ask_where(self, code: str, in_english: str) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, texts.SAVE_FILE.rstrip("…"), texts.FILE_NAME.format(name=in_english), texts.FILES
        )
        if name:
            self.save_language(code, Path(name))
