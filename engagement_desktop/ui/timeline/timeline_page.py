"""The timeline page: choices, lanes, legend, and below them what was chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services.context_coverage import coverage
from engagement_desktop.services.response_card import ResponseCard, response_card
from engagement_desktop.services.review import ComparisonView, comparison_between
from engagement_desktop.services.then_and_now import Then, earlier
from engagement_desktop.services.timeline import Filter, Mark, TimelineView, shown, timeline
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.coverage_card import CoverageCard
from engagement_desktop.ui.timeline.filter_bar import FilterBar
from engagement_desktop.ui.timeline.lanes_view import LanesView
from engagement_desktop.ui.timeline.legend import Legend
from engagement_desktop.ui.timeline.response_panel import ResponsePanel
from engagement_desktop.ui.timeline.scale import Span, day_of
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll


class TimelinePage(Page):
    """Ten years of one pupil at a glance, and any two responses side by side."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: TimelineView | None = None
        self._now: Mark | None = None
        self._then: Mark | None = None
        self._which: Then | None = None
        self._cards: tuple[ResponseCard, ...] = ()
        self._compared: ComparisonView | None = None
        self.filters = FilterBar()
        self.lanes = LanesView()
        self.legend = Legend()
        self.panel = ResponsePanel()
        self.coverage = CoverageCard()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._lay_out())
        self._empty = EmptyState(
            "timeline", texts.EMPTY, "New observation", on_click=self._new_observation
        )
        self._stack.addWidget(self._empty)
        self._connect()

    def show_pupil(self, pupil_id: int) -> None:
        if pupil_id != self.pupil_id:
            self._choose(None)
            self._scroll.verticalScrollBar().setValue(0)
        super().show_pupil(pupil_id)
        work = self.context.work
        self.read(lambda: timeline(work, pupil_id), self.show_view)

    def show_view(self, view: TimelineView) -> None:
        """Show a timeline that was read; what was chosen stays chosen where it is still there."""
        self._view = view
        if not view.observation_days:
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentIndex(0)
        words = Words(view.established_words)
        self.filters.set_view(view)
        marks, count = shown(view, self.filters.filter)
        self.lanes.set_view(view, marks, words.text, day_of(self.context.work.today()))
        self.filters.set_span(self.lanes.span)
        self.legend.set_words(
            view.established_words,
            not_said=any(mark.established is None for mark in view.marks),
        )
        self.filters.set_count(count)
        self.coverage.show_coverage(coverage(view, marks))
        there = {mark.response_id: mark for mark in view.marks}
        now = there.get(self._now.response_id) if self._now else None
        then = there.get(self._then.response_id) if self._then else None
        self._choose(now, then if now else None, self._which)

    @property
    def view(self) -> TimelineView | None:
        """The timeline shown now."""
        return self._view

    @property
    def chosen(self) -> tuple[Mark | None, Mark | None]:
        """The earlier and the later response shown; the earlier is None for one on its own."""
        return self._then, self._now

    def watch_together(self) -> None:
        """Show both clips side by side in the reviewer."""
        if self._can_watch():
            then, now = self._cards
            self.context.navigate.review(then.clip_id, now.clip_id)

    def _lay_out(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        card = Card()
        card.body.addWidget(self.filters)
        card.body.addWidget(self.lanes)
        card.body.addWidget(self.legend)
        column.addWidget(card)
        column.addWidget(self.panel)
        column.addWidget(self.coverage)
        column.addStretch(1)
        self.panel.hide()
        self._scroll = VerticalScroll(inside)
        return self._scroll

    def _connect(self) -> None:
        self.filters.changed.connect(self._narrow)
        self.filters.span_wanted.connect(self._show_span)
        self.filters.zoomed.connect(self.lanes.zoom)
        self.lanes.span_left.connect(lambda: self.filters.set_span(None))
        self.lanes.chosen.connect(self._mark_chosen)
        self.lanes.opened.connect(
            lambda mark: self.context.navigate.observation(mark.observation_id)
        )
        self.lanes.cleared.connect(lambda: self._choose(None))
        self.context.look.changed.connect(self._dress)
        self.panel.closed.connect(lambda: self._choose(None))
        self.panel.then_wanted.connect(self._compare_with)
        self.panel.observation_wanted.connect(self.context.navigate.observation)
        self.panel.play_wanted.connect(lambda clip: self.context.navigate.review(None, clip))
        self.panel.together_wanted.connect(self.watch_together)
        self.context.actions.bind(
            "timeline.watch", self.watch_together, enabled=self._can_watch, widget=self
        )

    def _new_observation(self) -> None:
        if self.pupil_id is not None:
            self.context.navigate.new_observation(self.pupil_id)

    def _show_span(self, span: Span) -> None:
        self.lanes.show_span(span)

    def _narrow(self, wanted: Filter) -> None:
        if self._view is None:
            return
        marks, count = shown(self._view, wanted)
        self.lanes.set_marks(marks)
        self.filters.set_count(count)
        self.coverage.show_coverage(coverage(self._view, marks))

    def _mark_chosen(self, mark: Mark, compare: bool) -> None:
        """A second mark of the same lane is laid beside the first; a third begins afresh."""
        first = self._now
        if (
            not compare
            or first is None
            or self._then is not None
            or first.area is not mark.area
            or first.response_id == mark.response_id
        ):
            self._choose(mark)
            return
        then, now = sorted((first, mark), key=lambda each: each.at)
        self._choose(now, then)

    def _compare_with(self, which: Then) -> None:
        if self._view is None or self._now is None:
            return
        then = earlier(self._view.marks, self._now, which)
        if then is not None:
            self._choose(self._now, then, which)

    def _choose(
        self, now: Mark | None, then: Mark | None = None, which: Then | None = None
    ) -> None:
        """Show one response, two, or none."""
        self._now, self._then, self._which = now, then, which if then else None
        self.lanes.set_picked([mark.response_id for mark in (then, now) if mark])
        if now is None:
            self._cards = ()
            self.panel.hide()
            self.coverage.show()
            self.context.actions.refresh()
            return
        marks = [mark for mark in (then, now) if mark]
        self.lanes.reveal(day_of(marks[0].at), day_of(marks[-1].at))
        self.read(self._reading_cards(marks), lambda read: self._show_cards(*read), what="cards")

    def _reading_cards(
        self, marks: list[Mark]
    ) -> Callable[[], tuple[tuple[ResponseCard, ...], ComparisonView | None]]:
        """The cards, and what was written of their clips where they were compared."""
        work = self.context.work
        ids = [mark.response_id for mark in marks]

        def read() -> tuple[tuple[ResponseCard, ...], ComparisonView | None]:
            cards = tuple(response_card(work, response_id) for response_id in ids)
            clips = [card.clip_id for card in cards if card.clip_id is not None]
            return cards, comparison_between(work, *clips) if len(clips) > 1 else None

        return read

    def _show_cards(self, cards: tuple[ResponseCard, ...], compared: ComparisonView | None) -> None:
        view, now = self._view, self._now
        if view is None or now is None or now.response_id != cards[-1].response_id:
            return
        self._cards, self._compared = cards, compared
        offered = [which for which in Then if earlier(view.marks, now, which) is not None]
        if len(cards) == 1:
            self.panel.show_one(cards[0], view.name, offered)
        else:
            self.panel.show_two(cards[0], cards[1], view.name, offered, self._which)
            if compared is not None and compared.form.words:
                day = day_words(compared.updated_at.astimezone().date())
                self.panel.show_compared(day, compared.form.words)
        self.coverage.hide()
        self.panel.show()
        self.context.actions.refresh()

    def _dress(self) -> None:
        """The card is laid out for the text size."""
        if self._cards:
            self._show_cards(self._cards, self._compared)

    def _can_watch(self) -> bool:
        return len(self._cards) == 2 and all(card.clip_id is not None for card in self._cards)
