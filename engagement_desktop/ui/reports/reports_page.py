"""The reports page: writing beside the evidence, and the real page beside both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engagement_desktop.models.editions import Edition
from engagement_desktop.models.states import ReportKind
from engagement_desktop.services import (
    engagement_profile,
    report_languages,
    report_preview,
    reporting,
)
from engagement_desktop.services.changes import Changes, Saved
from engagement_desktop.services.offered_evidence import evidence_for
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_views import (
    EvidenceList,
    Preview,
    ReportChoices,
    ReportView,
)
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.day_dialog import ask_day
from engagement_desktop.ui.reports.evidence_moves import EvidenceMoves
from engagement_desktop.ui.reports.evidence_panel import EvidencePanel
from engagement_desktop.ui.reports.keeper import ReportKeeper
from engagement_desktop.ui.reports.output import ReportOutput
from engagement_desktop.ui.reports.paragraph_card import TakesEvidence
from engagement_desktop.ui.reports.paragraphs_panel import ParagraphsPanel
from engagement_desktop.ui.reports.preview_feed import Made, MakePreview, PreviewFeed
from engagement_desktop.ui.reports.preview_panel import PreviewPanel
from engagement_desktop.ui.reports.report_header import ReportHeader
from engagement_desktop.ui.reports.standing import ReportSteps
from engagement_desktop.ui.reports.texts import Side
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_SHARES = (32, 27, 41)
_LEAST_HEIGHT = 280
_LEAST_EMPTY = 120
_ROOM_FOR_THREE = 960
_LEAST_WRITING = 240


class ReportsPage(Page):
    """One report at a time: its parts, the evidence of its time, and its pages."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._choices: ReportChoices | None = None
        self._view: ReportView | None = None
        self._title = ""  # what a file of the report shown is called
        self._wanted_report: int | None = None
        self.header = ReportHeader()
        self.paragraphs = ParagraphsPanel()
        self.evidence = EvidencePanel()
        self.output = ReportOutput(context, self, self._latest, lambda: self._title)
        self.preview = PreviewPanel(self.output.save_pdf, self.output.print_it)
        self.moves = EvidenceMoves(
            context,
            self,
            self.paragraphs,
            self.evidence,
            lambda: self._view,
            self._write,
            self._reload,
        )
        self.keeper = ReportKeeper(context, self)
        self.steps = ReportSteps(context, self, self.keeper, lambda: self._view, self.open_report)
        self.feed = PreviewFeed(
            context, lambda: self.keeper.unsaved, lambda: self.preview.page.pixels, self
        )
        self._stack = QStackedWidget()
        self._nothing: EmptyState | None = None
        self._beside: tuple[bool, bool, bool] | None = None  # evidence, page, paragraphs
        self._lay_out()
        self._connect()

    # What the window asks of a page

    def show_pupil(self, pupil_id: int) -> None:
        if pupil_id != self.pupil_id:
            self._show_none()
            self._choices = None
        super().show_pupil(pupil_id)
        work = self.context.work
        self.read(lambda: reporting.choices(work, pupil_id), self._show_choices)

    def open_report(self, report_id: int) -> None:
        """Show this report of the pupil shown."""
        self._wanted_report = report_id
        if self.pupil_id is not None:
            self.show_pupil(self.pupil_id)

    def open_profile(self) -> None:
        """Show the one page for an adult who is new to the pupil shown."""
        self.header.show_choice(ReportKind.PROFILE, (), "")
        if self.pupil_id is not None:
            self.show_pupil(self.pupil_id)

    def changed(self, changes: Changes, initiator: object) -> None:
        if initiator is self or self.pupil_id is None:
            return
        if changes.touches_pupil(self.pupil_id):
            self.show_pupil(self.pupil_id)

    def leave(self) -> bool:
        self.paragraphs.finish_captions()
        self.keeper.flush_all()
        self.feed.forget_pictures()
        return True

    def unsaved(self) -> object | None:
        return self.keeper.unsaved_of_all() or None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, dict)
        self.keeper.take_up(unsaved)

    # Which report

    def _show_choices(self, choices: ReportChoices) -> None:
        kind, period = self.header.kind, self.header.period
        if self._choices is None and kind is ReportKind.EHC_REVIEW:
            period = ""  # the day of another pupil's meeting
        self._choices = choices
        for line in choices.reports:
            if line.id == self._wanted_report:
                kind, period = line.kind, line.period
        self._wanted_report = None
        self._offer(kind, period)

    def _offer(self, kind: ReportKind, period: str) -> None:
        """Show the report of this kind and period, or that there is none yet."""
        choices = self._choices
        if choices is None:
            return
        if not kind.written:
            self._show_profile(choices.pupil_name)
            return
        periods = choices.periods(kind)
        if kind is ReportKind.EHC_REVIEW and period and period not in periods and _is_day(period):
            periods = (period, *periods)
        if period not in periods:
            begun = [each for each in periods if choices.report_id(kind, each) is not None]
            period = (begun or list(periods) or [""])[0]
        self.header.show_choice(kind, periods, period)
        report_id = choices.report_id(kind, period)
        if report_id is None:
            self._show_nothing(kind, period, choices.pupil_name)
        else:
            self._load(report_id)

    def _chosen(self) -> None:
        kind = self.header.kind
        choices = self._choices
        if choices is None:
            return
        period = self.header.period
        if period not in choices.periods(kind):
            period = ""
        self._offer(kind, period)

    def _ask_day(self) -> None:
        start = self.context.work.today()
        ask_day(self, start, lambda day: self._offer(ReportKind.EHC_REVIEW, day.isoformat()))

    def _show_nothing(self, kind: ReportKind, period: str, name: str) -> None:
        self._close_report()
        if self._nothing is not None:
            discard(self._nothing)
        begin = self.begin if period else self._ask_day
        self._nothing = EmptyState(
            "document_text",
            texts.nothing_begun(kind, period, name),
            texts.BEGIN if period else texts.CHOOSE_DAY,
            begin,
        )
        self._stack.addWidget(self._nothing)
        self._stack.setCurrentWidget(self._nothing)
        self._fit()

    def _show_profile(self, name: str) -> None:
        """The page that is made from the record alone."""
        pupil_id, work = self.pupil_id, self.context.work
        if pupil_id is None:
            return
        self._close_report()
        self._title = f"{name} – {texts.SHORT_KINDS[ReportKind.PROFILE]}"
        self.header.show_choice(ReportKind.PROFILE, (), "")

        def make(_typed: object, pictures: ReportPictures, edition: Edition) -> Preview:
            return engagement_profile.preview(work, pupil_id, pictures, edition=edition)

        self.feed.follow((ReportKind.PROFILE, pupil_id), make)
        self._show_columns(ReportKind.PROFILE)

    def _show_columns(self, kind: ReportKind) -> None:
        """Show the page of a report of this kind, and what stands beside it."""
        if self.feed.edition is Edition.EASY_READ and kind is not ReportKind.YEAR_END:
            self.feed.edition = Edition.ORDINARY
        self.preview.offer_editions(kind, self.feed.edition)
        choices, view = self._choices, self._view
        if kind is ReportKind.YEAR_END and choices and view is not None and view.open:
            self.preview.offer_languages(choices.languages, choices.language)
        else:
            self.preview.offer_languages((), "")
        self._stack.setCurrentWidget(self._columns)
        self._fit()
        self.feed.refresh()
        self.context.actions.refresh()

    def begin(self) -> None:
        """Begin the report of the kind and period chosen."""
        pupil_id, kind, period = self.pupil_id, self.header.kind, self.header.period
        if pupil_id is None or not period:
            return
        work = self.context.work

        def begun(report_id: int) -> None:
            if self.pupil_id == pupil_id:
                self.open_report(report_id)

        self.context.tasks.write(
            lambda: reporting.begin(work, pupil_id, kind, period), begun, owner=self
        )

    # The report shown

    def _load(self, report_id: int) -> None:
        work = self.context.work
        easy_read = self.feed.edition is Edition.EASY_READ

        def load() -> tuple[ReportView, EvidenceList]:
            view = reporting.report(work, report_id, easy_read=easy_read)
            return view, evidence_for(work, report_id)

        turn = self.keeper.turn_of(report_id)

        def show(found: tuple[ReportView, EvidenceList]) -> None:
            if (self.keeper.turn_of(report_id), self.feed.edition is Edition.EASY_READ) != (
                turn,
                easy_read,
            ):
                self._load(report_id)  # it was saved while it was read: this may be the older text
            else:
                self._show_report(*found)

        self.read(load, show, what="report")

    def _show_report(self, view: ReportView, evidence: EvidenceList) -> None:
        choices = self._choices
        if choices is None or view.pupil_id != self.pupil_id:
            return
        if choices.report_id(self.header.kind, self.header.period) != view.id:
            return
        self._end_typing(view.id)
        # Not before: until now the parts on the screen were those of another report.
        self.keeper.follow(view.id)
        self.feed.follow(view.id, self._preview_of(view.id))
        self._view = view
        self.header.show_status(view)
        self.paragraphs.show_report(view, self.keeper.unsaved)
        self.evidence.show_evidence(evidence, view.kind)
        self._target_changed(self.paragraphs.target)
        period = texts.period_words(view.kind, view.period)
        self._title = f"{view.pupil_name} – {texts.SHORT_KINDS[view.kind]} {period}"
        self._show_columns(view.kind)

    def _preview_of(self, report_id: int) -> MakePreview:
        work = self.context.work
        return lambda typed, pictures, edition: report_preview.preview(
            work, report_id, typed, pictures, edition=edition
        )

    def _end_typing(self, next_id: int | None) -> None:
        """Take the keys out of the report that is shown, before another takes its place."""
        if next_id != self.keeper.report_id and self.paragraphs.give_up_keys():
            self.take_keyboard()

    def _close_report(self) -> None:
        self._end_typing(None)
        self.keeper.follow(None)
        self._show_none()

    def _show_none(self) -> None:
        """The report shown is no longer the one meant; what is typed meanwhile is still kept for
        it."""
        self.feed.follow(None)
        self._view = None
        self.header.show_status(None)
        self.preview.show_page(None)
        self.preview.say("", ())
        self.header.beside.hide()
        self.context.actions.refresh()

    def _edited(self, key: str, text: str) -> None:
        self.keeper.typed(key, text)
        self.feed.soon()

    def _target_changed(self, card: TakesEvidence | None) -> None:
        is_open = self._view is not None and self._view.open
        takes = card is not None and card.takes_evidence
        self.evidence.set_target(card.heading if card and takes else "", is_open=is_open)

    def _start(self) -> None:
        """Start the empty parts from the evidence, after all that is typed."""
        self.keeper.flush()
        self.moves.start()

    def _write(self, write: Callable[[], object]) -> None:
        self.context.tasks.write(lambda: _any(write()), lambda _: self._reload(), owner=self)

    def _reload(self) -> None:
        if self._view is not None:
            self._load(self._view.id)

    # The page

    def _made(self, made: Made) -> None:
        self.preview.show_page(made.page)
        worth_a_look = (*made.preview.warnings, *made.preview.hints)
        self.preview.say("\n".join(worth_a_look), made.preview.left_out)
        self.paragraphs.needed.show_missing(made.preview.missing)
        self.header.show_missing(made.preview.missing)
        self.context.actions.refresh()

    def _edition_wanted(self, edition: Edition) -> None:
        """Show another edition; the words of easy read are written in parts of their own."""
        before, self.feed.edition = self.feed.edition, edition
        if Edition.EASY_READ in (before, edition):
            self._reload()
        self.feed.refresh()

    def _language_wanted(self, code: str) -> None:
        """Let the headings speak another language, for this pupil from now on."""
        pupil_id, work = self.pupil_id, self.context.work
        if pupil_id is None:
            return
        self.keeper.flush()
        self.context.tasks.write(
            lambda: report_languages.choose(work, pupil_id, code),
            lambda _: self.show_pupil(pupil_id) if self.pupil_id == pupil_id else None,
            owner=self,
        )

    def _latest(self) -> Preview | None:
        return self.feed.latest

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        # Its parts scroll for themselves: it asks for its least height, never for more.
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(SPACE_M)
        for place, part in enumerate((self.paragraphs, self.evidence, self.preview)):
            self._columns.addWidget(part)
            self._columns.setStretchFactor(place, _SHARES[place])
        self.paragraphs.setMinimumWidth(self.context.look.px(_LEAST_WRITING))
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._columns)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inside))  # scrolls only where the text is very large

    def _connect(self) -> None:
        header, paragraphs = self.header, self.paragraphs
        header.chosen.connect(self._chosen)
        header.beside.chosen.connect(lambda _: self._fit())
        header.another_day.connect(self._ask_day)
        header.approve_wanted.connect(self.steps.approve)
        header.draft_wanted.connect(self.steps.back_to_draft)
        header.given_wanted.connect(lambda: self.steps.give(self.feed.edition))
        header.start_wanted.connect(self._start)
        paragraphs.edited.connect(self._edited)
        paragraphs.target_changed.connect(self._target_changed)
        paragraphs.day_wanted.connect(self.steps.move_meeting)
        self.preview.page_wanted.connect(self.feed.turn_to)
        self.preview.edition_wanted.connect(self._edition_wanted)
        self.preview.language_wanted.connect(self._language_wanted)
        self.feed.made.connect(self._made)
        self.feed.failed.connect(lambda sentence: self.preview.say(sentence, ()))
        self.keeper.saved.connect(self.context.navigate.draft_saved)
        bind = self.context.actions.bind
        shown = self._has_pdf
        bind("page.print", self.output.print_it, enabled=shown, page=PageId.REPORTS, owner=self)
        bind("reports.save_pdf", self.output.save_pdf, enabled=shown, owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Three columns where there is room; else the writing and one thing beside it."""
        narrow = self.width() < self.context.look.px(_ROOM_FOR_THREE)
        side = self.header.beside.keys()
        self.header.beside.setVisible(narrow and self._view is not None)
        written = self._view is not None
        shown = (
            written and (not narrow or Side.EVIDENCE in side),
            not written or not narrow or Side.PAGE in side,
            written,
        )
        nothing = self._nothing is not None and self._stack.currentWidget() is self._nothing
        least = _LEAST_EMPTY if nothing else _LEAST_HEIGHT
        self._stack.setMinimumHeight(self.context.look.px(least))
        if shown != self._beside:
            self._beside = shown
            self.evidence.setVisible(shown[0])
            self.preview.setVisible(shown[1])
            self.paragraphs.setVisible(written)
            self._columns.setSizes([share * 100 for share in _SHARES])

    def _has_pdf(self) -> bool:
        return self._latest() is not None


def _any(saved: object) -> Saved[object]:
    assert isinstance(saved, Saved)
    return saved


def _is_day(period: str) -> bool:
    try:
        date.fromisoformat(period)
    except ValueError:
        return False
    return True
