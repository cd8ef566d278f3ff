"""The observation editor: what was seen on the left, the clips beside it, on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from engagement_desktop.errors import FieldProblem
from engagement_desktop.models.areas import Area
from engagement_desktop.services.observation_views import (
    NextActionView,
    ObservationForm,
    ObservationView,
)
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S
from engagement_desktop.ui.observation.afterwards import NextAction, Outcomes, Provision
from engagement_desktop.ui.observation.area_card import AreaCard
from engagement_desktop.ui.observation.clip_marks import MarkedNow
from engagement_desktop.ui.observation.clips_beside import ClipsBeside
from engagement_desktop.ui.observation.evidence_card import EvidenceCard
from engagement_desktop.ui.observation.foot import EditorFoot
from engagement_desktop.ui.observation.given_files import GivenFile, files_in, holds_files
from engagement_desktop.ui.observation.head import EditorHead, LastTime, Together
from engagement_desktop.ui.observation.section import Offer, Section
from engagement_desktop.ui.observation.statements import Statements
from engagement_desktop.ui.observation.what_happened import WhatHappened
from engagement_desktop.ui.widgets.discard import take_out
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_TWO_COLUMNS_FROM = 820
"""The width below which the clips stand among the fields, in pixels at a text size of 100 %."""
_HEAD_STAYS_FROM = 260
"""The height below which the head scrolls away with the fields, in the same pixels."""
_NARROWEST, _LOWEST = 400, 160


class ObservationEditor(QWidget):
    """Shows one observation and gives back what is typed; it writes nothing itself.

    `edited` comes with each change by the user; `files_given` carries `GivenFile`s that were
    dropped; `time_chosen` a time of a text (“00:05.63”).
    """

    edited = Signal()
    files_given = Signal(object)
    time_chosen = Signal(str)

    def __init__(self, beside: ClipsBeside, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = EditorHead()
        self.together = Together()
        self.last_time = LastTime()
        self.what_happened = WhatHappened()
        self.evidence = EvidenceCard()
        self.areas = {area: AreaCard(area) for area in Area}
        self.provision = Provision()
        self.outcomes = Outcomes()
        self.statements = Statements()
        self.next_action = NextAction()
        self.foot = EditorFoot()
        self.beside = beside
        self._view: ObservationView | None = None
        self._sections: tuple[Section, ...] = (
            self.what_happened,
            *self.areas.values(),
            self.provision,
            self.outcomes,
            self.statements,
            self.next_action,
        )
        for section in self._sections:
            section.edited.connect(self.edited)
        for card in self.areas.values():
            card.time_chosen.connect(self.time_chosen)
        self._wide: bool | None = None
        self._head_scrolls = False
        self._lay_out()
        Look.of_app().changed.connect(self._fit)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptDrops(True)
        for kind in (QPlainTextEdit, QLineEdit, QAbstractSpinBox):
            for field in self.findChildren(kind):
                field.setAcceptDrops(False)  # so that a file dropped anywhere comes here

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self.hasFocus():
            return self.beside.player.event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # While no field has the keyboard, its keys are those of the clips.
        if not (self.hasFocus() and self.beside.player.take_key(event)):
            super().keyPressEvent(event)

    # For the page

    def load(self, view: ObservationView, offer: Offer) -> None:
        """Show an observation, from its top."""
        is_another = self._view is None or self._view.id != view.id
        self._view = view
        for section in self._sections:
            if is_another:
                section.start_afresh()
            section.load(view.form, offer)
            section.show_problems({})
        self.show_state(view)
        if is_another:
            self.evidence.show_problem("")

    def show_state(self, view: ObservationView) -> None:
        """Show everything of it but the form: status, evidence, where its date comes from."""
        self._view = view
        self.foot.setEnabled(True)
        is_open = view.is_open
        self.head.load(view)
        self.foot.load(view)
        for section in self._sections:
            section.set_open(is_open)
        self.evidence.set_open(is_open)
        self.evidence.show_evidence(view.evidence)
        self.what_happened.show_when_from(view.when_from)

    def hold(self) -> None:
        """Take no letter while a step is under way that would leave it out."""
        for section in self._sections:
            section.set_open(False)
        self.foot.setEnabled(False)

    def show_plan(self, plan: NextActionView | None) -> None:
        """Show what was planned last time."""
        self.last_time.show_plan(plan)

    def form(self) -> ObservationForm:
        """The form as it is typed now."""
        assert self._view is not None, "an observation is loaded before it is written"
        form = self._view.form
        for section in self._sections:
            form = section.fill(form)
        return form

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Show each sentence beside its field, and clear what no longer holds."""
        sentences = {problem.field: problem.sentence for problem in problems}
        for section in self._sections:
            section.show_problems(sentences)

    def go_to_problem(self, problems: Sequence[FieldProblem]) -> None:
        """Bring the first field that stands in the way into view, and put the cursor there."""
        names = {problem.field for problem in problems if problem.blocks}
        for section in self._sections:
            for name, field in section.fields.items():
                if name in names:
                    self.what_happened.open_details_for(name)
                    field.control.setFocus()
                    self.fields_scroll.ensureWidgetVisible(field)
                    return

    def begin_reading(self) -> None:
        """Show an observation from its top; the keys go to no field yet, so Space plays."""
        self.fields_scroll.verticalScrollBar().setValue(0)
        self.setFocus()

    def begin_writing(self) -> None:
        """Put the cursor where the first sentence goes."""
        self.fields_scroll.verticalScrollBar().setValue(0)
        self.what_happened.narrative.setFocus()

    def add_moment(self, marked: MarkedNow) -> None:
        """Let a marked moment drop into the text of each of its areas, with its time."""
        for area in marked.areas:
            body = self.areas[area].open()
            body.text.add_moment(marked.title, marked.time)
            body.add_subtle(marked.subtle_responses)
        if marked.areas:
            self.fields_scroll.ensureWidgetVisible(self.areas[marked.areas[0]])

    # Files dropped anywhere on the editor

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_open() and holds_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        files: tuple[GivenFile, ...] = files_in(event.mimeData())
        if self._is_open() and files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.files_given.emit(files)

    def _is_open(self) -> bool:
        return self._view is not None and self._view.is_open

    # Layout

    def minimumSizeHint(self) -> QSize:
        """That of one column, so that two never make a window wider than the screen."""
        look = Look.of_app()
        return QSize(look.px(_NARROWEST), look.px(_LOWEST))

    def hasHeightForWidth(self) -> bool:
        """It scrolls within itself: whatever is written, the page is as high as the window."""
        return False

    def heightForWidth(self, width: int) -> int:  # noqa: ARG002 - Qt's signature
        """The least; a stack of pages asks for it all the same, also while another is shown."""
        return self.minimumSizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look = Look.of_app()
        self._arrange(self.width() >= look.px(_TWO_COLUMNS_FROM))
        self._put_head(scrolls=self.height() < look.px(_HEAD_STAYS_FROM))

    def _lay_out(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, SPACE_S, SPACE_M)
        self._column.setSpacing(SPACE_S)
        for part in (self.together, self.last_time, self.what_happened, self.evidence):
            self._column.addWidget(part)
        for section in self._sections[1:]:
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.fields_scroll = VerticalScroll(inner)
        left = self._left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(self.head)
        left.addWidget(self.fields_scroll, 1)
        self._right = QFrame()
        self._right.setProperty("card", "true")
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        self._right_column.setSpacing(SPACE_M)
        self._across = QHBoxLayout()
        self._across.setSpacing(SPACE_M)
        self._across.addLayout(left, 48)
        self._across.addWidget(self._right, 52)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_M)
        self._outer.setSpacing(SPACE_S)
        self._outer.addLayout(self._across, 1)
        self._arrange(True)

    def _put_head(self, *, scrolls: bool) -> None:
        """Large text on a small screen leaves little height: the fields have it."""
        if scrolls is self._head_scrolls:
            return
        self._head_scrolls = scrolls
        take_out(self.head)
        (self._column if scrolls else self._left).insertWidget(0, self.head)

    def _arrange(self, wide: bool) -> None:
        """With little room the clips stand among the fields, and the steps at the very foot."""
        if wide is self._wide:
            return
        self._wide = wide
        self._right.setVisible(wide)
        self.beside.set_scrolling(wide)
        take_out(self.beside)
        take_out(self.foot)
        if wide:
            self._right_column.addWidget(self.beside, 1)
            self._right_column.addWidget(self.foot)
        else:
            place = self._column.indexOf(self.evidence) + 1
            self._column.insertWidget(place, self.beside)
            self._outer.addWidget(self.foot)
