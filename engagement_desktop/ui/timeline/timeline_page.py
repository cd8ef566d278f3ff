"""The timeline page: choices, lanes, legend, and below them what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services.changes import Changes
from engagement_desktop.services.comparisons import ComparisonView, comparison_between
from engagement_desktop.services.context_coverage import Cell, ContextRow, behind, coverage
from engagement_desktop.services.kept_comparisons import KeptComparison
from engagement_desktop.services.response_card import ResponseCard, response_card
from engagement_desktop.services.then_and_now import Then, earlier
from engagement_desktop.services.timeline import Landmark, LandmarkKind, TimelineView, timeline
from engagement_desktop.services.timeline_filter import Filter, filter_words, shown
from engagement_desktop.services.timeline_marks import Mark
from engagement_desktop.ui.after_paint import after_paint
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.coverage_card import CoverageCard
from engagement_desktop.ui.timeline.filter_bar import FilterBar
from engagement_desktop.ui.timeline.going import Going
from engagement_desktop.ui.timeline.keeping import Keeping
from engagement_desktop.ui.timeline.lanes_view import Choosing, LanesView
from engagement_desktop.ui.timeline.legend import Legend
from engagement_desktop.ui.timeline.response_panel import ResponsePanel
from engagement_desktop.ui.timeline.scale import Span, day_of
from engagement_desktop.ui.timeline.sheet_dialog import Printing
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_MOST_COMPARED = 4


class TimelinePage(Page):
    """Ten years of one pupil at a glance, and a few responses side by side."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: TimelineView | None = None
        self._chosen: tuple[Mark, ...] = ()
        self._which: Then | None = None
        self._cards: tuple[ResponseCard, ...] = ()
        self._compared: ComparisonView | None = None
        self._below: tuple[TimelineView, Sequence[Mark]] | None = None
        self.filters = FilterBar()
        self.lanes = LanesView()
        self.legend = Legend()
        self.panel = ResponsePanel()
        self.coverage = CoverageCard()
        self.keeping = Keeping(self)
        self.going = Going(self, self.lanes)
        self.printing = Printing(self, self.lanes)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._lay_out())
        self._empty = EmptyState(
            "timeline", texts.EMPTY, "New observation", on_click=self._new_observation
        )
        self._stack.addWidget(self._empty)
        self._connect()

    # The page contract

    def show_pupil(self, pupil_id: int) -> None:
        if pupil_id != self.pupil_id:
            self._choose(())
            self._scroll.verticalScrollBar().setValue(0)
        super().show_pupil(pupil_id)
        work = self.context.work
        self.read(lambda: timeline(work, pupil_id), self.show_view)

    def changed(self, changes: Changes, initiator: object) -> None:
        super().changed(changes, initiator)
        if initiator is self and self.pupil_id is not None:
            self.keeping.read()

    def leave(self) -> bool:
        self.keeping.forms.flush()
        return True

    def unsaved(self) -> object | None:
        return self.keeping.forms.keeper.unsaved() or None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, dict)
        self.keeping.forms.keeper.take_up(unsaved)

    def show_view(self, view: TimelineView) -> None:
        """Show a timeline that was read; what was chosen stays chosen where it is still there."""
        if self._view is not None and self._view.pupil_id != view.pupil_id:
            self.coverage.clear()  # nothing of another pupil stays below
            self.keeping.card.show_kept(())
        self._view = view
        if not view.observation_days:
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentIndex(0)
        words = Words((*view.established_words, *view.shows_words))
        self.filters.set_view(view)
        marks, count = shown(view, self.filters.filter)
        self.lanes.set_view(view, marks, words.text, day_of(self.context.work.today()))
        self.filters.set_span(self.lanes.span)
        self._show_counted(view, marks, count)
        after_paint(self.lanes, self.keeping.read)
        there = {mark.response_id: mark for mark in view.marks}
        still = tuple(there[m.response_id] for m in self._chosen if m.response_id in there)
        now_gone = bool(self._chosen) and self._chosen[-1].response_id not in there
        self._choose(() if now_gone else still, self._which)

    @property
    def view(self) -> TimelineView | None:
        """The timeline shown now."""
        return self._view

    @property
    def chosen(self) -> tuple[Mark, ...]:
        """The responses shown, the earliest first."""
        return self._chosen

    # What is shown

    def watch_together(self) -> None:
        """Show the first and the last clip side by side in the reviewer, lined up on their cues."""
        clips = _clips(self._cards)
        if len(clips) > 1:
            self.context.navigate.review(clips[0], clips[-1])

    def print_sheet(self) -> None:
        """Open the timeline on paper, with what is shown now."""
        if self._view is not None and self._view.observation_days:
            chosen = self.filters.filter
            self.printing.ask(chosen, filter_words(self._view, chosen), self._view.name)

    def show_side_by_side(self, marks: Sequence[Mark]) -> None:
        """Show these responses, as if each had been chosen."""
        self._choose(marks)

    @property
    def can_watch(self) -> bool:
        """Whether there are two clips to be watched together."""
        return len(_clips(self._cards)) > 1

    def show_kept(self, kept: KeptComparison) -> None:
        """Show the responses of a kept comparison again."""
        there = {mark.response_id: mark for mark in self._view.marks} if self._view else {}
        self.show_side_by_side([there[n] for n in kept.response_ids if n in there])
        self._scroll.ensureWidgetVisible(self.panel)

    def _narrow(self, wanted: Filter) -> None:
        if self._view is None:
            return
        marks, count = shown(self._view, wanted)
        self.lanes.set_marks(marks)
        self._show_counted(self._view, marks, count)

    def _show_counted(self, view: TimelineView, marks: Sequence[Mark], count: int) -> None:
        """The count at once; the legend and the coverage as soon as the lanes stand there."""
        self.filters.set_count(count)
        self._below = (view, marks)
        after_paint(self.lanes, self._show_below)

    def _show_below(self) -> None:
        if self._below is None:
            return
        (view, marks), self._below = self._below, None
        wanted = self.filters.filter
        about = "" if wanted.any else filter_words(view, wanted)
        self.legend.show_view(view)

        def show(rows: tuple[ContextRow, ...]) -> None:
            if view is self._view:
                self.coverage.show_coverage(rows, about)

        self.read(lambda: coverage(view, marks), show, what="coverage")

    def _show_behind(self, row: ContextRow, cell: Cell) -> None:
        """Show on the lanes, over all the years, what stands behind a mark of the coverage."""
        self.filters.set_filter(behind(row, cell, self.filters.filter))
        self.filters.set_span(Span.ALL)
        self.lanes.show_span(Span.ALL)
        self._scroll.ensureWidgetVisible(self.filters)
        self.lanes.setFocus(Qt.FocusReason.OtherFocusReason)

    # Choosing responses

    def _mark_chosen(self, mark: Mark, choosing: Choosing) -> None:
        """A second mark of the same lane is laid beside the first; a third begins afresh, unless
        it is added."""
        before = self._chosen
        alike = all(m.area is mark.area and m.response_id != mark.response_id for m in before)
        room = _MOST_COMPARED if choosing is Choosing.ADD else 2
        if choosing is Choosing.ALONE or not alike or len(before) >= room:
            self._choose((mark,))
        else:
            self._choose((*before, mark))

    def _compare_with(self, which: Then) -> None:
        if self._view is None or not self._chosen:
            return
        then = earlier(self._view.marks, self._chosen[-1], which)
        if then is not None:
            self._choose((then, self._chosen[-1]), which)

    def _choose(self, marks: Sequence[Mark], which: Then | None = None) -> None:
        """Show one response, several side by side, or none."""
        if not marks and not self._chosen:
            return
        before = self._ids()
        self._chosen = tuple(sorted(marks, key=lambda mark: (mark.at, mark.response_id)))
        self._which = which if len(marks) > 1 else None
        self.lanes.set_picked([mark.response_id for mark in self._chosen])
        if not self._chosen:
            self._cards = ()
            self.panel.hide()
            self.context.actions.refresh()
            return
        self.lanes.reveal(day_of(self._chosen[0].at), day_of(self._chosen[-1].at))
        anew = self._ids() != before

        def show(read: tuple[tuple[ResponseCard, ...], ComparisonView | None]) -> None:
            self._show_cards(*read)
            if anew:
                QTimer.singleShot(0, self, self._bring_near)

        self.read(self._reading_cards(), show, what="cards")

    def _reading_cards(
        self,
    ) -> Callable[[], tuple[tuple[ResponseCard, ...], ComparisonView | None]]:
        """The cards, and what was written of the outer clips where they were compared."""
        work = self.context.work
        ids = [mark.response_id for mark in self._chosen]

        def read() -> tuple[tuple[ResponseCard, ...], ComparisonView | None]:
            cards = tuple(response_card(work, response_id) for response_id in ids)
            clips = _clips(cards)
            return cards, comparison_between(work, clips[0], clips[-1]) if len(clips) > 1 else None

        return read

    def _show_cards(self, cards: tuple[ResponseCard, ...], compared: ComparisonView | None) -> None:
        view = self._view
        ids = tuple(card.response_id for card in cards)
        if view is None or ids != tuple(mark.response_id for mark in self._chosen):
            return
        self._cards, self._compared = cards, compared
        now = self._chosen[-1]
        offered = [which for which in Then if earlier(view.marks, now, which) is not None]
        if len(cards) == 1:
            self.panel.show_one(cards[0], view.name, offered)
        else:
            self.panel.show_several(cards, view.name, offered, self._which)
            self._add_notes(ids, compared)
        self.panel.show()
        self.context.actions.refresh()

    def _bring_near(self) -> None:
        """Scroll the card into sight, as far as the mark that was chosen stays there with it."""
        inside = self._scroll.widget()
        mark = self.lanes.rect_of(self._chosen[-1].response_id) if self._chosen else None
        if inside is None or mark is None:
            return
        card = self.panel.geometry()
        whole = card.bottom() + SPACE_M - self._scroll.viewport().height()
        with_mark = self.lanes.mapTo(inside, mark.topLeft().toPoint()).y() - SPACE_L
        bar = self._scroll.verticalScrollBar()
        bar.setValue(max(bar.value(), min(whole, card.top() - SPACE_M, with_mark)))

    def _add_notes(self, ids: Sequence[int], compared: ComparisonView | None) -> None:
        """Below the responses: what was seen when they, or their clips, were compared."""
        kept = self.keeping.of(ids)
        if kept is not None:
            day = day_words(kept.kept_at.astimezone().date())
            self.panel.add_note(texts.KEPT_ON.format(day=day, who=kept.kept_by), kept.words)
        if compared is not None and compared.form.words:
            day = day_words(compared.updated_at.astimezone().date())
            self.panel.add_note(texts.CLIPS_COMPARED.format(day=day), compared.form.words)

    def _dress(self) -> None:
        """The card is laid out for the text size, and tells what is kept by now."""
        if self._cards:
            self._show_cards(self._cards, self._compared)

    def _ids(self) -> list[int]:
        return [mark.response_id for mark in self._chosen]

    def _open_landmark(self, landmark: Landmark) -> None:
        if self.pupil_id is not None:
            judged = landmark.kind is LandmarkKind.JUDGEMENT
            page = PageId.JUDGEMENTS if judged else PageId.MODERATION
            self.context.navigate.pupil(self.pupil_id, page)

    def _new_observation(self) -> None:
        if self.pupil_id is not None:
            self.context.navigate.new_observation(self.pupil_id)

    # Wiring

    def _lay_out(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(self.keeping.forms.card)
        card = Card()
        card.body.addWidget(self.filters)
        card.body.addWidget(self.lanes)
        card.body.addWidget(self.legend)
        column.addWidget(card)
        for below in (self.panel, self.keeping.card, self.coverage):
            column.addWidget(below)
        column.addStretch(1)
        self.panel.hide()
        self._scroll = VerticalScroll(inside)
        return self._scroll

    def _connect(self) -> None:
        context, keeping = self.context, self.keeping
        self.filters.changed.connect(self._narrow)
        self.filters.span_wanted.connect(self._show_span)
        self.filters.zoomed.connect(self.lanes.zoom)
        self.filters.keep_wanted.connect(lambda: keeping.ask_name(self.filters.filter))
        self.filters.forget_wanted.connect(keeping.forget)
        self.filters.print_wanted.connect(self.print_sheet)
        self.filters.places += self.going.places()
        self.lanes.span_left.connect(lambda: self.filters.set_span(None))
        self.lanes.chosen.connect(self._mark_chosen)
        self.lanes.opened.connect(lambda mark: context.navigate.observation(mark.observation_id))
        self.lanes.landmark_wanted.connect(self._open_landmark)
        self.lanes.cleared.connect(lambda: self._choose(()))
        self.panel.closed.connect(lambda: self._choose(()))
        self.panel.then_wanted.connect(self._compare_with)
        self.panel.observation_wanted.connect(context.navigate.observation)
        self.panel.play_wanted.connect(lambda clip: context.navigate.review(None, clip))
        self.panel.moment_wanted.connect(context.navigate.moment)
        self.panel.together_wanted.connect(self.watch_together)
        self.panel.keep_wanted.connect(lambda: keeping.ask(self._ids()))
        self.panel.report_wanted.connect(
            lambda: keeping.put_in_report(self._ids(), self.panel.report_button)
        )
        self.coverage.observation_wanted.connect(context.navigate.observation)
        self.coverage.lanes_wanted.connect(self._show_behind)
        keeping.card.opened.connect(self.show_kept)
        keeping.kept_changed.connect(lambda _: self._dress())
        keeping.saved_changed.connect(self.filters.set_saved)
        context.look.changed.connect(self._dress)
        context.actions.bind("page.print", self.print_sheet, page=PageId.TIMELINE, owner=self)
        context.actions.bind(
            "timeline.watch",
            self.watch_together,
            enabled=lambda: self.can_watch,
            widget=self,
        )

    def _show_span(self, span: Span) -> None:
        self.lanes.show_span(span)


def _clips(cards: Sequence[ResponseCard]) -> list[int]:
    """The clips of the responses shown, the earliest first."""
    return [card.clip_id for card in cards if card.clip_id is not None]
