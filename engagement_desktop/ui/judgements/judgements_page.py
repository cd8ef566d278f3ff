"""The judgements page: the five areas of one term, equal in size, with the terms before."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.roles import Act
from engagement_desktop.models.vocabularies import Vocabulary, Words
from engagement_desktop.services import finding, judgements, moderation
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.finding import JudgedIn
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm
from engagement_desktop.services.judgements import AreaInTerm, JudgementForm, TermJudgements
from engagement_desktop.services.moderation_views import MeetingView, PutUpForm
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.judgements import texts
from engagement_desktop.ui.judgements.area_card import JudgedAreaCard
from engagement_desktop.ui.judgements.judgement_dialog import (
    JudgementDialog,
    JudgementOffer,
    observation_choices,
)
from engagement_desktop.ui.look.tokens import SPACE_M, Role
from engagement_desktop.ui.moderation import texts as moderation_texts
from engagement_desktop.ui.moderation.forms import PutUpDialog
from engagement_desktop.ui.record_page import RecordPage
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.labels import label

_LONGEST_TERM = len("Autumn term 2026") + 2


@dataclass(frozen=True)
class _Read:
    page: TermJudgements
    words: Words
    meetings: tuple[MeetingView, ...]


class JudgementsPage(RecordPage[_Read]):
    """What is judged in a term; earlier terms stand in each card, and can be chosen."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            {
                FormKind.JUDGEMENT: self._go_on,
                FormKind.PUT_UP: self._go_on_putting_up,
            },
            parent,
        )
        self._term_id: int | None = None
        self._sought: Area | None = None
        """The area of the judgement that is to be brought into sight."""
        self._sentence = label("", Role.MUTED)
        self.term = Combo(texts.TERM)
        self.term.setMinimumContentsLength(_LONGEST_TERM)
        self.term.activated.connect(lambda _: self._choose_term())
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self._sentence, 1)
        head.addWidget(self.term)
        self.column.addLayout(head)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SPACE_M)
        self.column.addLayout(self._cards)
        self.cards: dict[Area, JudgedAreaCard] = {}

    def gather(self, pupil_id: int) -> _Read:
        work = self.context.work
        return _Read(
            judgements.term_judgements(work, pupil_id, self._term_id),
            work.words(),
            moderation.list_meetings(work),
        )

    def show_read(self, read: _Read) -> None:
        page = read.page
        self._sentence.setText(
            texts.SENTENCE.format(name=page.name) if page.term else texts.NO_TERMS
        )
        self.term.setVisible(page.term is not None)
        self.term.clear()
        for term in page.terms:
            self.term.addItem(term.name, term.id)
        if page.term is not None:
            self.term.set_key(page.term.id)
        empty(self._cards)
        may_write = self.context.work.may(Act.RECORD)
        self.cards = {seen.area: JudgedAreaCard(seen, may_write=may_write) for seen in page.areas}
        for card in self.cards.values():
            card.write_wanted.connect(self.edit)
            card.put_up_wanted.connect(self.put_up)
            self._cards.addWidget(card)

    def open_record(self, kind: Kind, record_id: int) -> None:
        """A judgement stands on the page of its term, which is shown first."""
        work = self.context.work

        def show(found: JudgedIn | None) -> None:
            if found is not None:
                self._term_id, self._sought = found.term_id, found.area
                super(JudgementsPage, self).open_record(kind, record_id)

        self.read(lambda: finding.judged_in(work, record_id), show, what="place")

    def part_of(self, kind: Kind, record_id: int) -> QWidget | None:  # noqa: ARG002 - as sought
        return self.cards.get(self._sought) if self._sought else None

    def edit(self, seen: AreaInTerm, form: JudgementForm | None = None) -> None:
        """Open the form of an area's judgement; with `form`, as it was left."""
        read, pupil_id = self.shown, self.pupil_id
        if read is None or pupil_id is None or read.page.term is None:
            return
        term, work = read.page.term, self.context.work
        place = FormPlace(FormKind.JUDGEMENT, pupil_id, f"{seen.area.value} {term.id}")
        before = seen.judgement.form if seen.judgement else JudgementForm()
        begun = form or self.forms.begun(place, JudgementForm) or before
        kept = tuple(key for key in (begun.how_established, begun.what_this_shows) if key)
        offer = JudgementOffer(
            read.words.offered(Vocabulary.HOW_ESTABLISHED, kept),
            read.words.offered(Vocabulary.WHAT_THIS_SHOWS, kept),
        )
        self.ask(
            JudgementDialog(read.page.name, term.name, seen, begun, offer, self),
            place,
            lambda typed: judgements.save_judgement(work, pupil_id, seen.area, term.id, typed),
            again=lambda typed: self.edit(seen, typed),
        )

    def put_up(self, seen: AreaInTerm, form: PutUpForm | None = None) -> None:
        """Put a sample of the term's observations up for a second view; the first stays sealed."""
        read, pupil_id = self.shown, self.pupil_id
        if read is None or pupil_id is None:
            return
        work = self.context.work
        place = FormPlace(FormKind.PUT_UP, pupil_id, seen.area.value)
        before = PutUpForm(area=seen.area)
        if seen.judgement is not None:
            said = seen.judgement.form
            before = PutUpForm(
                seen.area, "", said.observation_ids, said.how_established, said.words
            )
        begun = form or self.forms.begun(place, PutUpForm) or before
        kept = (begun.how_established,) if begun.how_established else ()
        self.ask(
            PutUpDialog(
                seen.area,
                observation_choices(seen),
                read.words.offered(Vocabulary.HOW_ESTABLISHED, kept),
                [Choice(each.id, moderation_texts.meeting_words(each)) for each in read.meetings],
                begun,
                self,
            ),
            place,
            lambda typed: moderation.put_up(work, pupil_id, typed),
            again=lambda typed: self.put_up(seen, typed),
            then=lambda _: self.context.messages.say(moderation_texts.IS_PUT_UP),
        )

    def _choose_term(self) -> None:
        chosen = self.term.key()
        if isinstance(chosen, int):
            self._term_id = chosen
            self.read_again()

    def _go_on(self, kept: KeptForm) -> None:
        area, _, term_id = kept.place.which.partition(" ")
        read = self.shown
        if read is None or read.page.term is None:
            return
        if str(read.page.term.id) != term_id:  # begun in another term: show that one first
            self._term_id = int(term_id)
            self.read_again()
            return
        self.edit(self._area(area), kept.form(JudgementForm))

    def _go_on_putting_up(self, kept: KeptForm) -> None:
        if self.shown is not None:
            self.put_up(self._area(kept.place.which), kept.form(PutUpForm))

    def _area(self, value: str) -> AreaInTerm:
        assert self.shown is not None
        return next(seen for seen in self.shown.page.areas if seen.area.value == value)
