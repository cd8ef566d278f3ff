"""The conversations page: those with parents on the left, what others tell on the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.services import contributions, conversations
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.contributions import ContributionForm, ContributionView
from engagement_desktop.services.conversations import (
    ConversationForm,
    Conversations,
    ConversationView,
)
from engagement_desktop.services.form_drafts import FormKind, KeptForm
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.conversations import texts
from engagement_desktop.ui.conversations.forms import ContributionDialog, ConversationDialog
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.record_page import RecordPage, number_of, place_of, record_of
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.block import Block
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.named import named
from engagement_desktop.ui.widgets.prose import prose
from engagement_desktop.ui.widgets.side_by_side import SideBySide

_TWO_COLUMNS = 820
_AT_FIRST = 4
"""Conversations, and what was told: a year of each, or so."""


@dataclass(frozen=True)
class _Read:
    conversations: Conversations
    contributions: tuple[ContributionView, ...]


class ConversationsPage(RecordPage[_Read]):
    """What parents, therapists, colleagues and the pupil tell, and what is agreed with parents."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            {
                FormKind.CONVERSATION: self._go_on_with_conversation,
                FormKind.CONTRIBUTION: self._go_on_with_contribution,
            },
            parent,
        )
        self.conversations = ListCard(texts.CONVERSATIONS)
        self.contributions = ListCard(texts.CONTRIBUTIONS, subtitle=texts.CONTRIBUTIONS_SENTENCE)
        self.standing = label("", Role.MUTED)
        self.speak_soon = label(texts.SPEAK_SOON, Role.ATTENTION)
        self.conversations.body.addWidget(self.standing)
        self.conversations.body.addWidget(self.speak_soon)
        self.may_write = context.work.may(Act.RECORD)
        if self.may_write:
            for card, words, edit in (
                (self.conversations, texts.NEW_CONVERSATION, self._new_conversation),
                (self.contributions, texts.NEW_CONTRIBUTION, self._new_contribution),
            ):
                card.header.addWidget(button(words, "add", on_click=edit))
        columns = SideBySide(_TWO_COLUMNS)
        for card in (self.conversations, self.contributions):
            columns.column().addWidget(card)
        self.column.addWidget(columns)

    def gather(self, pupil_id: int) -> _Read:
        work = self.context.work
        return _Read(
            conversations.conversations(work, pupil_id),
            contributions.list_contributions(work, pupil_id),
        )

    def show_read(self, read: _Read) -> None:
        self.standing.setText(texts.standing_words(read.conversations))
        self.standing.setVisible(bool(read.conversations.all))
        self.speak_soon.setVisible(read.conversations.speak_soon)
        self.conversations.refill_first(
            read.conversations.all, self._conversation, _AT_FIRST, nothing=texts.NO_CONVERSATIONS
        )
        self.contributions.refill_first(
            read.contributions, self._contribution, _AT_FIRST, nothing=texts.NO_CONTRIBUTIONS
        )

    def part_of(self, kind: Kind, record_id: int) -> QWidget | None:
        if self.shown is None:
            return None
        views, card = (
            (self.shown.conversations.all, self.conversations)
            if kind is Kind.CONVERSATION
            else (self.shown.contributions, self.contributions)
        )
        number = number_of(record_id, views)
        return None if number is None else card.row(number)

    def edit_conversation(
        self, view: ConversationView | None, form: ConversationForm | None = None
    ) -> None:
        """Open the form of a conversation, or of a new one; with `form`, as it was left."""
        pupil_id, work = self.pupil_id, self.context.work
        if pupil_id is None:
            return
        number = view.id if view else None
        place = place_of(FormKind.CONVERSATION, pupil_id, view)
        before = view.form if view else ConversationForm(held_on=work.today())
        begun = form or self.forms.begun(place, ConversationForm) or before
        title = texts.EDIT_CONVERSATION if view else texts.NEW_CONVERSATION
        self.ask(
            ConversationDialog(title, begun, self),
            place,
            lambda typed: conversations.save_conversation(work, pupil_id, number, typed),
            again=lambda typed: self.edit_conversation(view, typed),
        )

    def edit_contribution(
        self, view: ContributionView | None, form: ContributionForm | None = None
    ) -> None:
        """Open the form of a contribution, or of a new one; with `form`, as it was left."""
        pupil_id, work = self.pupil_id, self.context.work
        if pupil_id is None:
            return
        number = view.id if view else None
        place = place_of(FormKind.CONTRIBUTION, pupil_id, view)
        before = view.form if view else ContributionForm(told_on=work.today())
        begun = form or self.forms.begun(place, ContributionForm) or before
        title = texts.EDIT_CONTRIBUTION if view else texts.NEW_CONTRIBUTION
        self.ask(
            ContributionDialog(title, begun, self),
            place,
            lambda typed: contributions.save_contribution(work, pupil_id, number, typed),
            again=lambda typed: self.edit_contribution(view, typed),
        )

    def _new_conversation(self) -> None:
        self.edit_conversation(None)

    def _new_contribution(self) -> None:
        self.edit_contribution(None)

    def _conversation(self, view: ConversationView) -> QWidget:
        form = view.form
        block, column, head = _block()
        day = day_words(form.held_on) if form.held_on else ""
        head.addWidget(label(day, Role.STRONG), 1)
        if self.may_write:
            head.addWidget(
                tool_button(
                    "edit",
                    f"Edit the conversation of {day}",
                    on_click=lambda: self.edit_conversation(view),
                )
            )
            head.addWidget(
                tool_button(
                    "delete",
                    f"Remove the conversation of {day}",
                    on_click=lambda: self._remove_conversation(view),
                )
            )
        column.addWidget(prose(form.with_whom))
        how = ". ".join(part for part in (form.how, form.led_by) if part)
        column.addWidget(prose(how, Role.MUTED))
        column.addLayout(
            named(
                (texts.HOME_SEES, form.home_sees),
                (texts.ASPIRATIONS, form.aspirations),
                (texts.CONCERNS, form.concerns),
                (texts.SCHOOL_TOLD, form.school_told),
            )
        )
        for target in form.targets:
            column.addSpacing(SPACE_XS)
            column.addWidget(label(texts.TARGET, Role.MUTED))
            column.addWidget(prose(target.wording, Role.STRONG))
            column.addWidget(prose(texts.target_words(target)))
        return block

    def _contribution(self, view: ContributionView) -> QWidget:
        block, column, head = _block()
        head.addWidget(label(texts.contribution_head(view), Role.MUTED), 1)
        if self.may_write:
            head.addWidget(
                tool_button(
                    "edit",
                    f"Edit what {view.form.told_by} told",
                    on_click=lambda: self.edit_contribution(view),
                )
            )
            head.addWidget(
                tool_button(
                    "delete",
                    f"Remove what {view.form.told_by} told",
                    on_click=lambda: self._remove_contribution(view),
                )
            )
        column.addWidget(prose(view.form.words))
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_XS)
        for area in view.form.areas:
            foot.addWidget(AreaMark(area), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(prose(texts.contribution_foot(view), Role.MUTED), 1)
        column.addLayout(foot)
        return block

    def _remove_conversation(self, view: ConversationView) -> None:
        work = self.context.work
        self.remove(
            lambda: conversations.remove_conversation(work, view.id), texts.REMOVED_CONVERSATION
        )

    def _remove_contribution(self, view: ContributionView) -> None:
        work = self.context.work
        self.remove(
            lambda: contributions.remove_contribution(work, view.id), texts.REMOVED_CONTRIBUTION
        )

    def _go_on_with_conversation(self, kept: KeptForm) -> None:
        views = self.shown.conversations.all if self.shown else ()
        self.edit_conversation(record_of(kept, views), kept.form(ConversationForm))

    def _go_on_with_contribution(self, kept: KeptForm) -> None:
        views = self.shown.contributions if self.shown else ()
        self.edit_contribution(record_of(kept, views), kept.form(ContributionForm))


def _block() -> tuple[QWidget, QVBoxLayout, QHBoxLayout]:
    """A record in a list: its column, and the row of its head."""
    block = Block()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_XS)
    head = QHBoxLayout()
    head.setSpacing(SPACE_S)
    column.addLayout(head)
    return block, column, head
