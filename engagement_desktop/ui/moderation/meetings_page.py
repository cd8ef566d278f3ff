"""Moderation as the school does it: what waits for my view, and the meetings over several pupils.

What was said of a pupil stands on that pupil's own page (4.8).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.services import moderation
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm, kept_forms
from engagement_desktop.services.moderation_views import MeetingForm, MeetingView, ModerationLine
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.moderation import texts
from engagement_desktop.ui.moderation.forms import MeetingDialog
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.record_page import record_of
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.named import named
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.rows import InfoRow


@dataclass(frozen=True)
class _Read:
    waiting: tuple[ModerationLine, ...]
    meetings: tuple[MeetingView, ...]
    kept: tuple[KeptForm, ...]


class MeetingsPage(SchoolPage):
    """Each line leads to the pupil's own page."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._meetings: tuple[MeetingView, ...] = ()
        self.forms = KeptForms(self, {FormKind.MEETING: self._go_on}, self.load)
        self.waiting = ListCard(texts.WAITING_FOR_YOU)
        self.meetings = ListCard(texts.MEETINGS)
        if context.work.may(Act.MODERATE):
            self.meetings.header.addWidget(
                button(texts.NEW_MEETING, "add", on_click=lambda: self.edit_meeting(None))
            )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(label(PageId.MEETINGS.words, Role.TITLE))
        column.addWidget(label(texts.SENTENCE, Role.MUTED))
        for card in (self.forms.card, self.waiting, self.meetings):
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inside))

    def load(self) -> None:
        """Read what waits, and the meetings."""
        work = self.context.work

        def gather() -> _Read:
            return _Read(
                moderation.waiting_for_view(work),
                moderation.list_meetings(work),
                kept_forms(work),
            )

        self.read(gather, self._show)

    def leave(self) -> bool:
        self.forms.flush()
        return True

    def unsaved(self) -> object | None:
        return self.forms.keeper.unsaved() or None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, dict)
        self.forms.keeper.take_up(unsaved)

    def edit_meeting(self, meeting: MeetingView | None, form: MeetingForm | None = None) -> None:
        """Open the record of a meeting, or of a new one; with `form`, as it was left."""
        work = self.context.work
        number = meeting.id if meeting else None
        place = FormPlace(FormKind.MEETING, None, "" if meeting is None else str(meeting.id))
        before = meeting.form if meeting else MeetingForm(held_on=work.today())
        begun = form or self.forms.begun(place, MeetingForm) or before
        title = texts.EDIT_MEETING if meeting else texts.NEW_MEETING
        self.forms.ask(
            MeetingDialog(title, begun, self),
            place,
            lambda typed: moderation.save_meeting(work, number, typed),
            lambda _: self.load(),
            lambda typed: self.edit_meeting(meeting, typed),
        )

    def _show(self, read: _Read) -> None:
        self._meetings = read.meetings
        self.forms.show(read.kept)
        self.waiting.refill(
            [self._line(line) for line in read.waiting], nothing=texts.NOTHING_WAITS
        )
        self.meetings.refill(
            [self._meeting(meeting) for meeting in read.meetings], nothing=texts.NO_MEETINGS
        )

    def _line(self, line: ModerationLine) -> InfoRow:
        title = texts.line_title(line)
        go = button(
            texts.OPEN,
            name=f"{texts.OPEN}: {title}",
            on_click=lambda: self.context.navigate.pupil(line.pupil_id, PageId.MODERATION),
        )
        return InfoRow("person", title, texts.line_detail(line), go)

    def _meeting(self, meeting: MeetingView) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        across = QHBoxLayout()
        across.setSpacing(SPACE_S)
        words = named(
            (texts.meeting_words(meeting), meeting.form.who_took_part),
            (texts.LEARNT, meeting.form.learnt),
        )
        across.addLayout(words, 1)
        if self.context.work.may(Act.MODERATE):
            name = f"Edit the meeting of {texts.meeting_words(meeting)}"
            edit = tool_button("edit", name, on_click=lambda: self.edit_meeting(meeting))
            across.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(across)
        for line in meeting.lines:
            column.addWidget(self._line(line))
        return block

    def _go_on(self, kept: KeptForm) -> None:
        self.edit_meeting(record_of(kept, self._meetings), kept.form(MeetingForm))
