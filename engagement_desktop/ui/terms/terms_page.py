"""The terms page: a card for each school year; a lead changes names and days, and adds a year."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.terms import TermForm
from engagement_desktop.services import terms
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm
from engagement_desktop.services.terms import TermLine, YearOfTerms
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.forms_page import SchoolFormsPage
from engagement_desktop.ui.terms import texts
from engagement_desktop.ui.widgets.buttons import button, plain
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.row_buttons import with_buttons
from engagement_desktop.ui.widgets.rows import InfoRow


class TermDialog(FormDialog):
    """Its form is a `TermForm`."""

    def __init__(self, title: str, sentence: str, form: TermForm, parent: QWidget) -> None:
        super().__init__(title, sentence, "Save", parent)
        self._name = QLineEdit(form.name)
        self._first = DayField(texts.FIRST)
        self._last = DayField(texts.LAST)
        self.add_field("name", texts.NAME, self._name)
        self.add_field("first_day", texts.FIRST, self._first)
        self.add_field("last_day", texts.LAST, self._last)
        self._first.set_day(form.first_day)
        self._last.set_day(form.last_day)

    def form(self) -> TermForm:
        """The term as typed."""
        return TermForm(self._name.text(), self._first.day(), self._last.day())


class TermsPage(SchoolFormsPage[tuple[YearOfTerms, ...]]):
    """Everybody looks; who may change the school's terms does."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, texts.TITLE, texts.SENTENCE, {FormKind.TERM: self._go_on}, parent)
        self._may = context.work.may(Act.SCHOOL)
        self.cards: list[ListCard] = []
        self.year_button = button(texts.ADD_YEAR, "add", on_click=self._add_year)
        if self._may:
            self.buttons.addWidget(self.year_button)
            self.buttons.addWidget(button(texts.ADD, "add", on_click=lambda: self.edit(None)))
        self.year_button.setVisible(self._may)

    def gather(self) -> tuple[YearOfTerms, ...]:
        return terms.list_years(self.context.work)

    def show_read(self, read: tuple[YearOfTerms, ...]) -> None:
        year = terms.next_year(read, self.context.work.today())
        words = texts.ADD_YEAR.format(year=year)
        self.year_button.setText(plain(words))
        self.year_button.setAccessibleName(words)
        for card in self.cards:
            discard(card)
        self.cards = [ListCard(texts.year_title(each.label)) for each in read] or [ListCard()]
        for card in self.cards:
            self.column.addWidget(card)
        if not read:
            self.cards[0].refill([], nothing=texts.NOTHING)
        for each, card in zip(read, self.cards, strict=False):
            card.refill([self._row(line) for line in each.terms])

    def changed(self, changes: Changes, initiator: object) -> None:
        """Load again when the school's terms, or the judgements in them, changed."""
        if changes.touches(Kind.SCHOOL, Kind.JUDGEMENT) and initiator is not self:
            self.load()

    def edit(self, line: TermLine | None, form: TermForm | None = None) -> None:
        """Open the form of a term, or of a new one; `form` is what was typed before."""
        work, number = self.context.work, line.id if line else None
        place = FormPlace(FormKind.TERM, None, "" if number is None else str(number))
        begun = self.forms.begun(place, TermForm)
        shown = form or begun or (line.form if line else TermForm())
        title = line.name if line else texts.ADD
        self.ask(
            TermDialog(title, texts.stays(line), shown, self),
            place,
            lambda typed: terms.save_term(work, number, typed),
            again=lambda typed: self.edit(line, typed),
        )

    def _go_on(self, kept: KeptForm) -> None:
        lines = [line for year in self.shown or () for line in year.terms]
        line = next((each for each in lines if each.id == kept.place.record_id), None)
        self.edit(line, kept.form(TermForm))

    def _row(self, line: TermLine) -> QWidget:
        info = InfoRow("calendar_ltr", line.name, texts.detail(line))
        buttons: list[tuple[str, Callable[[], object]]] = []
        if self._may:
            buttons.append((texts.EDIT, lambda: self.edit(line)))
            if not line.judgements:
                buttons.append((texts.REMOVE, lambda: self._remove(line)))
        return with_buttons(info, line.name, buttons)

    def _add_year(self) -> None:
        work = self.context.work
        self.write(
            lambda: terms.add_year(work),
            lambda year: self.context.messages.say(texts.YEAR_ADDED.format(year=year)),
        )

    def _remove(self, line: TermLine) -> None:
        work = self.context.work

        def removed(was: TermForm) -> None:
            self.context.messages.undo(
                texts.REMOVED.format(name=line.name),
                lambda: self.write(lambda: terms.save_term(work, None, was)),
            )

        self.write(lambda: terms.remove_term(work, line.id), removed)
