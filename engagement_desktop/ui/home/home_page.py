"""What needs me today: the page without a pupil."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.services import home
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.dates import DateKind, DateLine, ToSpeakWith
from engagement_desktop.services.form_drafts import KeptForm
from engagement_desktop.services.home import (
    DraftLine,
    HomeView,
    OutcomeLine,
    ReviewLine,
    WaitingLine,
)
from engagement_desktop.services.moderation_views import ModerationLine
from engagement_desktop.services.seen_lately import NotSeen
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.dates.texts import ICONS
from engagement_desktop.ui.day_words import greeting
from engagement_desktop.ui.home import texts
from engagement_desktop.ui.home.clips_card import ClipsCard
from engagement_desktop.ui.kept_forms import PAGES, detail_of
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.moderation.texts import put_up_words
from engagement_desktop.ui.observation.given_files import files_in, holds_files
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import SCHOOL_PAGES, PageId
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.labels import label, rule
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.rows import InfoRow
from engagement_desktop.ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from engagement_desktop.ui.review.copying import ReviewCopies

_SHOWN_AT_FIRST = 6
_NARROW = 760
_SHOWN = (
    Kind.OBSERVATION,
    Kind.PUPIL,
    Kind.OUTCOME,
    Kind.PLAN,
    Kind.CONVERSATION,
    Kind.MODERATION,
    Kind.SCHOOL,
    Kind.SCHOOL_DATE,
    Kind.STAFF,
)
"""What, once written, may change what is left to do."""


class HomePage(Page):
    """To finish, not seen for a while, dates; each row leads to the page where it is done."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: HomeView | None = None
        self._all_shown: set[str] = set()
        self._greeting = label("", Role.TITLE, wrap=False)
        self._day = ElidedLine("", Role.MUTED)
        self._today = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside = SideBySide(_NARROW)
        self._columns = (self._beside.column(11), QVBoxLayout())
        self.clips = ClipsCard(context)
        self.clips.copied.connect(self._make_ready_for_review)
        self._copies: ReviewCopies | None = None
        self._new = button(
            "New observation",
            "add",
            primary=True,
            on_click=lambda: context.actions.trigger("observation.new"),
        )
        self._lay_out()

    def load(self) -> None:
        """Read what needs me today."""
        work = self.context.work
        self.read(lambda: home.home(work), self.show_home)
        self.clips.load()

    def changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002 - as Page
        """Anything written may change what is left to do."""
        if changes.touches(*_SHOWN):
            self.load()
        elif changes.touches(Kind.EVIDENCE):
            self.clips.load()

    def show_home(self, view: HomeView) -> None:
        """Show what was read."""
        self._view = view
        now = self.context.work.now()
        name = f", {view.first_name}" if view.first_name else ""
        self._greeting.setText(f"{greeting(now)}{name}")
        self._day.set_text(texts.day_line(view, self.context.work.today()))
        left, right = self._columns
        for column in self._columns:
            empty(column)
        self._new.setVisible(view.pupils > 0 and self.context.work.may(Act.OBSERVE))
        if view.pupils == 0:
            left.addWidget(self._nobody())
            if view.forms:  # the first pupil, begun and not saved yet
                left.addWidget(self._to_finish(view))
        else:
            left.addWidget(self._to_finish(view))
            if self.context.work.may(Act.READ):
                left.addWidget(self._not_seen(view))
            right.addWidget(self._dates(view))
        self.clips.setVisible(view.pupils > 0 and self.context.work.may(Act.OBSERVE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little room the day stands under the greeting."""
        super().resizeEvent(event)
        wide = self.width() >= self.context.look.px(_NARROW)
        direction = QBoxLayout.Direction
        self._today.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._today.setSpacing(SPACE_M if wide else 0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.clips.isVisible() and holds_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.clips.give(files_in(event.mimeData()))

    def _nobody(self) -> Card:
        card = Card()
        can_add = self.context.actions.action("pupil.add").isEnabled()
        card.body.addWidget(
            EmptyState(
                "people",
                texts.NO_PUPILS,
                "Add a pupil" if can_add else None,
                lambda: self.context.actions.trigger("pupil.add"),
            )
        )
        return card

    def _to_finish(self, view: HomeView) -> Card:
        card = Card("To finish")
        rows = [
            *(partial(self._form, kept) for kept in view.forms),
            *(partial(self._draft, draft) for draft in view.drafts),
            *(partial(self._waiting, waiting) for waiting in view.waiting),
            *(partial(self._to_view, line) for line in view.to_view),
        ]
        self._fill(card, "finish", rows, texts.NOTHING_TO_FINISH)
        return card

    def _not_seen(self, view: HomeView) -> Card:
        card = Card("Not seen for a while", subtitle=texts.own_aim(view.minimum))
        rows = [partial(self._unseen, line) for line in view.not_seen]
        self._fill(card, "seen", rows, texts.everybody_seen(view.minimum))
        return card

    def _dates(self, view: HomeView) -> Card:
        card = Card("Dates")
        trigger = self.context.actions.trigger
        card.header.addWidget(
            button(texts.ALL_DATES, quiet=True, on_click=lambda: trigger("go.dates"))
        )
        today = self.context.work.today()
        rows: list[tuple[date, Callable[[], InfoRow]]] = [
            *((_next_day(line, today), partial(self._review, line)) for line in view.reviews),
            *((line.on, partial(self._coming, line)) for line in view.coming),
            # a fresh look is due now, however far off the day is by which it was hoped for
            *(
                (min(line.expected_by, today), partial(self._outcome, line))
                for line in view.outcomes
            ),
        ]
        if view.to_speak_with:
            rows.append((today, partial(self._to_speak, view.to_speak_with)))
        rows.sort(key=itemgetter(0))
        self._fill(card, "dates", [make for _, make in rows], texts.NO_DATES)
        return card

    def _form(self, kept: KeptForm) -> InfoRow:
        title = texts.form_title(kept)
        go_on = button("Go on", name=f"Go on: {title}", on_click=partial(self._go_on, kept))
        return InfoRow("edit", title, detail_of(kept, self.context.work.now()), go_on)

    def _draft(self, draft: DraftLine) -> InfoRow:
        title = texts.draft_title(draft)
        go_on = button(
            "Go on",
            name=f"Go on: {title}",
            on_click=partial(self.context.navigate.observation, draft.observation_id),
        )
        return InfoRow("edit", title, texts.draft_detail(draft, self.context.work.now()), go_on)

    def _waiting(self, waiting: WaitingLine) -> InfoRow:
        title = texts.waiting_title(waiting)
        look = button(
            "Look and approve",
            name=f"Look and approve: {title}",
            on_click=partial(self.context.navigate.observation, waiting.observation_ids[0]),
        )
        detail = texts.waiting_detail(waiting, self.context.work.now())
        return InfoRow("person_clock", title, detail, look)

    def _to_view(self, line: ModerationLine) -> InfoRow:
        title = texts.view_title(line)
        look = button(
            "Write your view",
            name=f"Write your view: {title}",
            on_click=partial(self._open, line.pupil_id, PageId.MODERATION),
        )
        return InfoRow("eye", title, put_up_words(line), look)

    def _unseen(self, line: NotSeen) -> InfoRow:
        observe = button(
            "Observe",
            name=f"Observe {line.pupil_name}",
            on_click=partial(self.context.navigate.new_observation, line.pupil_id),
        )
        detail = texts.not_seen_detail(line, self.context.work.today())
        return InfoRow("eye", line.pupil_name, detail, observe)

    def _review(self, review: ReviewLine) -> InfoRow:
        title = texts.review_title(review, self.context.work.today())
        prepare = button(
            "Prepare",
            name=f"Prepare: {title}",
            on_click=partial(self._open, review.pupil_id, PageId.REPORTS),
        )
        detail = texts.review_detail(review, self.context.work.today())
        return InfoRow("calendar_ltr", title, detail, prepare)

    def _coming(self, line: DateLine) -> InfoRow:
        """A plan, a conversation, or a day of the school, which needs no button."""
        detail = texts.coming_detail(line, self.context.work.today())
        if line.pupil_id is None:
            return InfoRow(ICONS[line.kind], line.what, detail)
        page = PageId.CONVERSATIONS if line.kind is DateKind.CONVERSATION else PageId.PLAN
        go = button(
            "Open", name=f"Open: {line.what}", on_click=partial(self._open, line.pupil_id, page)
        )
        return InfoRow(ICONS[line.kind], line.what, detail, go)

    def _to_speak(self, lines: Sequence[ToSpeakWith]) -> InfoRow:
        title = texts.speak_title(lines)
        one = lines[0].pupil_id if len(lines) == 1 else None

        def go() -> None:
            if one is None:
                self.context.actions.trigger("go.dates")
            else:
                self._open(one, PageId.CONVERSATIONS)

        return InfoRow(
            "people", title, texts.SPEAK_DETAIL, button("Open", name=f"Open: {title}", on_click=go)
        )

    def _outcome(self, outcome: OutcomeLine) -> InfoRow:
        title = texts.outcome_title(outcome, self.context.work.today())
        plan = button(
            "Plan",
            name=f"Plan: {title}",
            on_click=partial(self._open, outcome.pupil_id, PageId.PLAN),
        )
        return InfoRow("target_arrow", title, texts.OUTCOME_DETAIL, plan)

    def _open(self, pupil_id: int, page: PageId) -> None:
        self.context.navigate.pupil(pupil_id, page)

    def _go_on(self, kept: KeptForm) -> None:
        """Show the page that offers what was begun."""
        page = PAGES[kept.place.kind]
        if page in SCHOOL_PAGES:
            self.context.actions.trigger(f"go.{page.value}")
        elif kept.place.pupil_id is None:
            self.context.actions.trigger("pupil.add")
        else:
            self._open(kept.place.pupil_id, page)

    def _make_ready_for_review(self, evidence_ids: Sequence[int]) -> None:
        if self._copies is None:
            # a start has no need of what decodes clips (docs/decisions/007)
            from engagement_desktop.ui.review.copying import ReviewCopies

            self._copies = ReviewCopies(self.context, self)
        for number in evidence_ids:
            self._copies.consider(number)

    def _fill(
        self, card: Card, name: str, rows: Sequence[Callable[[], InfoRow]], nothing: str
    ) -> None:
        """Rows with lines between them; a long list shows its first and a button for the rest.

        Only the rows shown are made: a school that begins has seen nobody yet.
        """
        if not rows:
            card.body.addWidget(label(nothing, Role.MUTED))
            return
        shown = rows if name in self._all_shown else rows[:_SHOWN_AT_FIRST]
        for make in shown:
            card.body.addWidget(rule())
            card.body.addWidget(make())
        rest = len(rows) - len(shown)
        if rest:
            card.body.addWidget(rule())
            card.body.addWidget(
                button(f"Show {rest} more", quiet=True, on_click=partial(self._show_all, name))
            )

    def _show_all(self, name: str) -> None:
        self._all_shown.add(name)
        if self._view is not None:
            self.show_home(self._view)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_M)
        self._today.addWidget(self._greeting)
        self._today.addWidget(self._day, 1)
        top.addLayout(self._today, 1)
        top.addWidget(self._new)
        if not self.context.work.may(Act.OBSERVE):
            self._new.hide()
        _, right = self._columns
        right.setSpacing(SPACE_M)
        second = self._beside.column(10)
        second.addLayout(right)
        second.addWidget(self.clips)
        self.setAcceptDrops(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_L + 4, SPACE_L + 4, SPACE_L + 4, SPACE_L)
        column.setSpacing(SPACE_S + 4)
        column.addLayout(top)
        column.addWidget(self._beside)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inner))


def _next_day(review: ReviewLine, today: date) -> date:
    """The nearest day of a review: its meeting, or a deadline before or after it."""
    days = (review.meeting, *(each.by for each in review.deadlines))
    return min((day for day in days if day >= today), default=review.meeting)
