"""The moderation page of one pupil; the meetings over several stand on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.vocabularies import Vocabulary, Word
from engagement_desktop.services import moderation
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.form_drafts import FormKind, KeptForm
from engagement_desktop.services.moderation_views import (
    AgreementForm,
    ViewForm,
)
from engagement_desktop.services.moderation_views import (
    ModerationPage as OneModeration,
)
from engagement_desktop.services.pupils import preferred_name
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.moderation import texts
from engagement_desktop.ui.moderation.forms import (
    AgreementDialog,
    SecondViewDialog,
)
from engagement_desktop.ui.moderation.moderation_card import ModerationCard
from engagement_desktop.ui.moderation.pack_dialog import PackDialog
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.record_page import RecordPage, number_of, place_of, record_of
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.earlier_rows import EarlierRows
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.labels import label

_AT_FIRST = 3
"""Moderations, those not agreed first."""


@dataclass(frozen=True)
class _Read:
    name: str
    pages: tuple[OneModeration, ...]
    established: tuple[Word, ...]


class ModerationPage(RecordPage[_Read]):
    """One pupil's moderations, those under way first."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            {
                FormKind.SECOND_VIEW: self._go_on_with_view,
                FormKind.AGREEMENT: self._go_on_with_agreement,
            },
            parent,
        )
        self.column.addWidget(label(texts.SENTENCE, Role.MUTED))
        self._nothing: EmptyState | None = None
        self._rows: EarlierRows | None = None
        self.cards: list[ModerationCard] = []
        """Those shown so far."""

    def gather(self, pupil_id: int) -> _Read:
        work = self.context.work
        return _Read(
            name=preferred_name(work, pupil_id),
            pages=moderation.moderation_pages(work, pupil_id),
            established=work.words().offered(Vocabulary.HOW_ESTABLISHED),
        )

    def show_read(self, read: _Read) -> None:
        if self._nothing is not None:
            discard(self._nothing)
            self._nothing = None
        if not read.pages:
            self._nothing = self._nothing_of(read.name)
            self.column.addWidget(self._nothing)
        if self._rows is not None:
            discard(self._rows)
        may_take_down = self.context.work.may(Act.RECORD)
        may_print = self.context.work.may(Act.EXPORT)
        self.cards = []

        def made(page: OneModeration) -> ModerationCard:
            card = ModerationCard(page, may_take_down=may_take_down, may_print=may_print)
            card.view_wanted.connect(self.write_view)
            card.agree_wanted.connect(self.agree)
            card.take_down_wanted.connect(self._take_down)
            card.paper_wanted.connect(self.put_on_paper)
            card.watch_wanted.connect(lambda ids: self.context.navigate.review(None, ids[0]))
            self.cards.append(card)
            return card

        self._rows = EarlierRows(read.pages, made, _AT_FIRST)
        self.column.addWidget(self._rows)

    def _nothing_of(self, name: str) -> EmptyState:
        """What stands here before anything is put up, with the way to where that is done."""
        pupil_id, navigate = self.pupil_id, self.context.navigate
        if pupil_id is None or not self.context.work.may(Act.READ):
            return EmptyState("eye", texts.NOTHING.format(name=name))
        return EmptyState(
            "eye",
            texts.NOTHING_YET.format(name=name),
            texts.TO_JUDGEMENTS,
            lambda: navigate.pupil(pupil_id, PageId.JUDGEMENTS),
        )

    def part_of(self, kind: Kind, record_id: int) -> QWidget | None:
        if self.shown is None or self._rows is None or kind is not Kind.MODERATION:
            return None
        number = number_of(record_id, [page.line for page in self.shown.pages])
        return None if number is None else self._rows.row(number)

    def write_view(self, page: OneModeration, form: ViewForm | None = None) -> None:
        """Open the form of a second view; with `form`, as it was left."""
        read, work = self.shown, self.context.work
        if read is None:
            return
        place = place_of(FormKind.SECOND_VIEW, page.line.pupil_id, page.line)
        begun = form or self.forms.begun(place, ViewForm) or ViewForm()
        self.ask(
            SecondViewDialog(page, read.established, begun, self),
            place,
            lambda typed: moderation.write_view(work, page.line.id, typed),
            again=lambda typed: self.write_view(page, typed),
        )

    def agree(self, page: OneModeration, form: AgreementForm | None = None) -> None:
        """Open the form of what is agreed; with `form`, as it was left."""
        read, work = self.shown, self.context.work
        if read is None:
            return
        place = place_of(FormKind.AGREEMENT, page.line.pupil_id, page.line)
        views = [page.first, *page.second]
        who = ", ".join(dict.fromkeys(view.by for view in views if view and view.by))
        begun = form or self.forms.begun(place, AgreementForm) or AgreementForm(who_took_part=who)
        title = f"{page.line.pupil_name}, {page.line.area.title.lower()}: what you agree on"
        self.ask(
            AgreementDialog(title, read.established, begun, self),
            place,
            lambda typed: moderation.agree(work, page.line.id, typed),
            again=lambda typed: self.agree(page, typed),
        )

    def put_on_paper(self, page: OneModeration) -> PackDialog:
        """Open the pack of a moderation, or the record of what was agreed."""
        dialog = PackDialog(self.context, page.line, self)
        dialog.open()
        return dialog

    def _take_down(self, page: OneModeration) -> None:
        work = self.context.work
        self.remove(lambda: moderation.take_down(work, page.line.id), texts.TAKEN_DOWN)

    def _page_of(self, kept: KeptForm) -> OneModeration | None:
        pages = self.shown.pages if self.shown else ()
        found = record_of(kept, [page.line for page in pages])
        return next((page for page in pages if page.line is found), None)

    def _go_on_with_view(self, kept: KeptForm) -> None:
        page = self._page_of(kept)
        if page is not None and page.line.mine_to_view:
            self.write_view(page, kept.form(ViewForm))

    def _go_on_with_agreement(self, kept: KeptForm) -> None:
        page = self._page_of(kept)
        if page is not None and page.may_agree:
            self.agree(page, kept.form(AgreementForm))
