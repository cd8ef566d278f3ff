"""The parts of a report one under another, each in a card of its own."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.models.states import ReportKind
from engagement_desktop.services.report_gathering import COVER
from engagement_desktop.services.report_views import ReportView
from engagement_desktop.services.reporting import attendance_texts, meeting_texts
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_XS, Role
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.fact_cards import (
    DatesCard,
    MeetingCard,
    NeededCard,
    RegisterFields,
)
from engagement_desktop.ui.reports.paragraph_card import CoverCard, ParagraphCard, TakesEvidence
from engagement_desktop.ui.widgets.discard import empty, take_out
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_REGISTER = "attendance"


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
        self._shape: tuple[object, ...] = ()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, SPACE_XS, 0)
        self._column.setSpacing(SPACE_M)
        inside = QWidget()
        inside.setLayout(self._column)
        self.scroller = VerticalScroll(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroller)
        self.needed.hide()

    def show_report(self, view: ReportView, unsaved: dict[str, str]) -> None:
        """Show a report; what is typed and not in the file yet stays as typed."""
        shape = (
            view.id,
            tuple((part.key, part.heading, part.alongside) for part in view.paragraphs),
        )
        if shape != self._shape:
            self._build(view)
            self._shape = shape
        for part in view.paragraphs:
            card = self.cards[part.key]
            if part.key in unsaved:
                card.rests.show_sources(part.sources, needed=part.needs_sources)
            else:
                card.show_view(part)
            card.set_open(view.open)
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

    def _build(self, view: ReportView) -> None:
        self.target = None
        self.cards.clear()
        self.cover = self.register = self.meeting = self.dates = None
        take_out(self.needed)
        self.needed.setParent(None)
        empty(self._column)
        if view.kind is ReportKind.YEAR_END:
            self.cover = CoverCard(COVER)
            self._take(self.cover)
        else:
            self.meeting, self.dates = MeetingCard(), DatesCard()
            self.meeting.edited.connect(self._meeting_edited)
            self.meeting.day_wanted.connect(self.day_wanted)
            self._column.addWidget(self.meeting)
            self._column.addWidget(self.dates)
        group = ""
        for part in view.paragraphs:
            if part.group and part.group != group:
                self._column.addWidget(label(part.group, Role.SECTION))
            group = part.group
            card = ParagraphCard(part)
            self.cards[part.key] = card
            if part.key == _REGISTER and view.attendance is not None:
                self._add_register(card)
            card.edited.connect(self.edited)
            self._take(card)
        self._column.addWidget(self.needed)
        self._column.addStretch(1)
        self.target_changed.emit(None)

    def _take(self, card: TakesEvidence) -> None:
        card.chosen.connect(self.choose)
        card.dropped.connect(self.dropped)
        card.rests.away_wanted.connect(self.away_wanted)
        card.rests.captioned.connect(self.captioned)
        self._column.addWidget(card)

    def _add_register(self, card: ParagraphCard) -> None:
        self.register = RegisterFields()
        self.register.edited.connect(self._register_edited)
        card.body.insertWidget(0, label(texts.REGISTER, Role.MUTED))
        card.body.insertWidget(1, self.register)

    def _register_edited(self) -> None:
        assert self.register is not None
        for key, text in attendance_texts(self.register.form()).items():
            self.edited.emit(key, text)

    def _meeting_edited(self) -> None:
        assert self.meeting is not None
        for key, text in meeting_texts(self.meeting.form()).items():
            self.edited.emit(key, text)
