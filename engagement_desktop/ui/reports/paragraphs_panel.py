"""The parts of a report one under another, each in a card of its own."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.models.states import ReportKind
from engagement_desktop.services.report_gathering import COVER
from engagement_desktop.services.report_views import ParagraphView, ReportView
from engagement_desktop.services.reporting import as_typed, attendance_texts, meeting_texts
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_XS, Role
from engagement_desktop.ui.reports.fact_cards import (
    DatesCard,
    MeetingCard,
    NeededCard,
    RegisterFields,
)
from engagement_desktop.ui.reports.kept_widgets import KeptWidgets
from engagement_desktop.ui.reports.paragraph_card import CoverCard, ParagraphCard, TakesEvidence
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_REGISTER = "attendance"
_GROUP = "the heading of a group of parts"


class ParagraphsPanel(QWidget):
    """The cards of the report shown.

    `edited` carries key and text, `target_changed` the card that evidence is added to, `dropped` a
    key and an `EvidenceItem`, `away_wanted` a source's id, `captioned` a source's id and its
    caption, `day_wanted` a date.
    """

    edited = Signal(str, str)
    target_changed = Signal(object)
    dropped = Signal(str, object)
    away_wanted = Signal(int)
    captioned = Signal(int, str)
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, ParagraphCard] = {}
        self.cover: CoverCard | None = None
        self.register: RegisterFields | None = None
        self.meeting: MeetingCard | None = None
        self.dates: DatesCard | None = None
        self.needed = NeededCard()
        self.target: TakesEvidence | None = None
        self._kind: ReportKind | None = None
        self._shown: Hashable = None
        self._stops: list[QWidget] = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_XS, 0)
        column.setSpacing(SPACE_M)
        self._head, parts = QVBoxLayout(), QVBoxLayout()
        for rows in (self._head, parts):
            rows.setSpacing(SPACE_M)
            column.addLayout(rows)
        self._parts = KeptWidgets(parts)
        column.addWidget(self.needed)
        column.addStretch(1)
        self.scroller = VerticalScroll(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroller)
        self.needed.hide()

    def show_report(self, view: ReportView, unsaved: dict[str, str]) -> None:
        """Show a report; what is typed and not in the file yet stays as typed."""
        shown = (view.id, tuple(part.key for part in view.paragraphs))
        if shown != self._shown:
            self._begin(as_typed(view, unsaved))
            self._shown = shown
        for part in view.paragraphs:
            card = self.cards[part.key]
            card.describe(part)
            if part.key in unsaved:
                card.rests.show_sources(part.sources, needed=part.needs_sources)
            else:
                card.show_view(part)
            card.set_open(view.open)
        self._order_keys()
        if self.cover is not None:
            self.cover.show_cover(view.cover)
            self.cover.set_open(view.open)
        if self.register is not None and view.attendance is not None:
            if not set(attendance_texts(view.attendance)) & set(unsaved):
                self.register.show_form(view.attendance)
            self.register.setEnabled(view.open)
        if self.meeting is not None and self.dates is not None and view.meeting is not None:
            if not set(meeting_texts(view.meeting)) & set(unsaved):
                self.meeting.show_form(view.meeting, date.fromisoformat(view.period))
            self.meeting.set_open(view.open)
            self.dates.show_dates(view.dates)

    def choose(self, key: str) -> None:
        """Let evidence be added to this part from now on."""
        chosen = self.cover if key == COVER else self.cards.get(key)
        if chosen is self.target:
            return
        if self.target is not None:
            self.target.set_current(False)
        self.target = chosen
        if chosen is not None:
            chosen.set_current(True)
        self.target_changed.emit(chosen)

    def finish_captions(self) -> None:
        """Use the caption that is being written."""
        for card in (self.cover, *self.cards.values()):
            if card is not None:
                card.rests.finish_caption()

    def give_up_keys(self) -> bool:
        """Let no box of a report have the keys any longer; whether one had them.

        What an input method was composing comes out of it by that, into the report shown.
        """
        focused = self.window().focusWidget()
        if not self.isAncestorOf(focused):
            return False
        focused.clearFocus()
        return True

    def _begin(self, view: ReportView) -> None:
        """Show another report from its beginning, on the cards that stand as far as they serve."""
        self.choose("")
        if view.kind is not self._kind:
            self._kind = view.kind
            self._build_head()
        self.cards.clear()
        self._parts.begin()
        group = ""
        for part in view.paragraphs:
            if part.group and part.group != group:
                self._parts.take(_GROUP, lambda: label("", Role.SECTION)).setText(part.group)
            group = part.group
            self.cards[part.key] = self._card_of(view, part)
        self._parts.end()
        self.register = next((card.register for card in self.cards.values() if card.register), None)
        if self.cover is not None:
            self.cover.rests.let_go()
        if self.meeting is not None and view.meeting is not None:
            self.meeting.begin(view.meeting, date.fromisoformat(view.period))
        self.scroller.verticalScrollBar().setValue(0)

    def _card_of(self, view: ReportView, part: ParagraphView) -> ParagraphCard:
        with_register = part.key == _REGISTER and view.attendance is not None

        def make() -> ParagraphCard:
            card = ParagraphCard(part, RegisterFields() if with_register else None)
            if card.register is not None:
                card.register.edited.connect(self._register_edited)
            card.edited.connect(self.edited)
            self._listen(card)
            return card

        card = self._parts.take((ParagraphCard.form_of(part), with_register), make)
        card.begin(part)
        if card.register is not None and view.attendance is not None:
            card.register.begin(view.attendance)
        return card

    def _build_head(self) -> None:
        """What stands before the parts of a report of this kind."""
        self.cover = self.meeting = self.dates = None
        empty(self._head)
        if self._kind is ReportKind.YEAR_END:
            self.cover = CoverCard(COVER)
            self._listen(self.cover)
            self._head.addWidget(self.cover)
        else:
            self.meeting, self.dates = MeetingCard(), DatesCard()
            self.meeting.edited.connect(self._meeting_edited)
            self.meeting.day_wanted.connect(self.day_wanted)
            self._head.addWidget(self.meeting)
            self._head.addWidget(self.dates)

    def _listen(self, card: TakesEvidence) -> None:
        card.chosen.connect(self.choose)
        card.dropped.connect(self.dropped)
        card.rests.away_wanted.connect(self.away_wanted)
        card.rests.captioned.connect(self.captioned)

    def _order_keys(self) -> None:
        """Let Tab go through the cards as they stand: what was built last would come last."""
        stops = [] if self.meeting is None else list(self.meeting.stops)
        for card in (self.cover, *self.cards.values()):
            if card is not None:
                stops += card.stops
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _register_edited(self) -> None:
        assert self.register is not None
        for key, text in attendance_texts(self.register.form()).items():
            self.edited.emit(key, text)

    def _meeting_edited(self) -> None:
        assert self.meeting is not None
        for key, text in meeting_texts(self.meeting.form()).items():
            self.edited.emit(key, text)
