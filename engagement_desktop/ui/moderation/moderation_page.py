"""The moderation page of one pupil, with who else waits for a view, and the meetings."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.vocabularies import Vocabulary, Word
from engagement_desktop.services import moderation
from engagement_desktop.services.form_drafts import FormKind, KeptForm
from engagement_desktop.services.moderation_views import (
    AgreementForm,
    MeetingForm,
    MeetingView,
    ModerationLine,
    ViewForm,
)
from engagement_desktop.services.moderation_views import (
    ModerationPage as OneModeration,
)
from engagement_desktop.services.pupils import pupil_header
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.moderation import texts
from engagement_desktop.ui.moderation.forms import (
    AgreementDialog,
    MeetingDialog,
    SecondViewDialog,
)
from engagement_desktop.ui.moderation.moderation_card import ModerationCard
from engagement_desktop.ui.moderation.pack_dialog import PackDialog
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.record_page import RecordPage, place_of, record_of
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.named import named
from engagement_desktop.ui.widgets.rows import InfoRow


@dataclass(frozen=True)
class _Read:
    name: str
    pages: tuple[OneModeration, ...]
    elsewhere: tuple[ModerationLine, ...]
    """Those of other pupils that wait for the view of who is signed in."""
    meetings: tuple[MeetingView, ...]
    """All meetings; of each only what was learnt, and this pupil's part."""
    established: tuple[Word, ...]


class ModerationPage(RecordPage[_Read]):
    """One pupil's moderations, those under way first."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            {
                FormKind.SECOND_VIEW: self._go_on_with_view,
                FormKind.AGREEMENT: self._go_on_with_agreement,
                FormKind.MEETING: self._go_on_with_meeting,
            },
            parent,
        )
        self.column.addWidget(label(texts.SENTENCE, Role.MUTED))
        self.elsewhere = ListCard(texts.ELSEWHERE)
        self.column.addWidget(self.elsewhere)
        self._nothing = label("", Role.MUTED)
        self.column.addWidget(self._nothing)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SPACE_M)
        self.column.addLayout(self._cards)
        self.cards: list[ModerationCard] = []
        self.meetings = ListCard(texts.MEETINGS)
        if context.work.may(Act.MODERATE):
            self.meetings.header.addWidget(
                button(texts.NEW_MEETING, "add", on_click=lambda: self.edit_meeting(None))
            )
        self.column.addWidget(self.meetings)

    def gather(self, pupil_id: int) -> _Read:
        work = self.context.work
        lines = moderation.list_moderations(work)
        return _Read(
            name=pupil_header(work, pupil_id).preferred_name,
            pages=tuple(
                moderation.moderation_page(work, line.id)
                for line in lines
                if line.pupil_id == pupil_id
            ),
            elsewhere=tuple(
                line for line in lines if line.pupil_id != pupil_id and line.mine_to_view
            ),
            meetings=moderation.list_meetings(work),
            established=work.words().offered(Vocabulary.HOW_ESTABLISHED),
        )

    def show_read(self, read: _Read) -> None:
        self._nothing.setText(texts.NOTHING.format(name=read.name))
        self._nothing.setVisible(not read.pages)
        self.elsewhere.setVisible(bool(read.elsewhere))
        self.elsewhere.refill(self._elsewhere(line) for line in read.elsewhere)
        for card in self.cards:
            card.hide()
            card.deleteLater()
        may_take_down = self.context.work.may(Act.RECORD)
        may_print = self.context.work.may(Act.EXPORT)
        self.cards = [
            ModerationCard(page, may_take_down=may_take_down, may_print=may_print)
            for page in read.pages
        ]
        for card in self.cards:
            card.view_wanted.connect(self.write_view)
            card.agree_wanted.connect(self.agree)
            card.take_down_wanted.connect(self._take_down)
            card.paper_wanted.connect(self.put_on_paper)
            card.watch_wanted.connect(lambda ids: self.context.navigate.review(None, ids[0]))
            self._cards.addWidget(card)
        rows = [self._meeting(meeting) for meeting in read.meetings]
        self.meetings.refill(rows, nothing=texts.NO_MEETINGS)

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

    def edit_meeting(self, meeting: MeetingView | None, form: MeetingForm | None = None) -> None:
        """Open the record of a meeting, or of a new one; with `form`, as it was left."""
        work = self.context.work
        if self.pupil_id is None:
            return
        number = meeting.id if meeting else None
        place = place_of(FormKind.MEETING, self.pupil_id, meeting)
        before = meeting.form if meeting else MeetingForm(held_on=work.today())
        begun = form or self.forms.begun(place, MeetingForm) or before
        title = texts.EDIT_MEETING if meeting else texts.NEW_MEETING
        self.ask(
            MeetingDialog(title, begun, self),
            place,
            lambda typed: moderation.save_meeting(work, number, typed),
            again=lambda typed: self.edit_meeting(meeting, typed),
        )

    def _take_down(self, page: OneModeration) -> None:
        work = self.context.work
        self.remove(lambda: moderation.take_down(work, page.line.id), texts.TAKEN_DOWN)

    def _elsewhere(self, line: ModerationLine) -> QWidget:
        go = button(
            texts.OPEN,
            name=f"{texts.OPEN}: {line.pupil_name}, {line.area.title}",
            on_click=lambda: self.context.navigate.pupil(line.pupil_id, PageId.MODERATION),
        )
        title = f"{line.pupil_name}, {line.area.title.lower()}"
        return InfoRow("person", title, texts.put_up_words(line), go)

    def _meeting(self, meeting: MeetingView) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        mine = ", ".join(
            line.area.title for line in meeting.lines if line.pupil_id == self.pupil_id
        )
        words = named(
            (texts.meeting_words(meeting), meeting.form.who_took_part),
            (texts.LEARNT, meeting.form.learnt),
            (texts.MINE, mine),
        )
        across.addLayout(words, 1)
        if self.context.work.may(Act.MODERATE):
            name = f"Edit the meeting of {texts.meeting_words(meeting)}"
            edit = tool_button("edit", name, on_click=lambda: self.edit_meeting(meeting))
            across.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        return row

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

    def _go_on_with_meeting(self, kept: KeptForm) -> None:
        meetings = self.shown.meetings if self.shown else ()
        self.edit_meeting(record_of(kept, meetings), kept.form(MeetingForm))
