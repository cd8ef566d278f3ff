"""What stands above the fields: the way back, how the observation stands, and “last time”."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services.observation_views import NextActionView, ObservationView
from engagement_desktop.services.shared_activity import Companion
from engagement_desktop.ui.look.icons import Ink, icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import CONTROL_HEIGHT, SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label


class EditorHead(QWidget):
    """Back to the list, how the observation stands, and what is seldom done with it."""

    back = Signal()
    delete = Signal()
    put_back = Signal()
    earlier = Signal()
    others = Signal()
    template = Signal()
    to_draft = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self.back_button = button(texts.BACK, "arrow_left", quiet=True, on_click=self.back.emit)
        self.status = ElidedLine(role=Role.MUTED)
        row.addWidget(self.back_button)
        row.addWidget(self.status, 1)
        self.earlier_button = button(
            texts.EARLIER, "history", quiet=True, on_click=self.earlier.emit
        )
        row.addWidget(self.earlier_button)
        self._menu = QMenu(self)
        self.others_action = self._menu.addAction(icon("people"), texts.OTHERS)
        self.others_action.triggered.connect(self.others)
        self.template_action = self._menu.addAction(icon("document_add"), texts.MAKE_TEMPLATE)
        self.template_action.triggered.connect(self.template)
        self.to_draft_action = self._menu.addAction(icon("edit"), texts.TO_DRAFT)
        self.to_draft_action.triggered.connect(self.to_draft)
        self.put_back_action = self._menu.addAction(icon("history"), texts.PUT_BACK_APPROVED)
        self.put_back_action.triggered.connect(self.put_back)
        self.delete_action = self._menu.addAction(icon("delete"), texts.DELETE)
        self.delete_action.triggered.connect(self.delete)
        self.more = tool_button("more_horizontal", texts.MORE)
        self.more.setMenu(self._menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self.more)

    def load(self, view: ObservationView) -> None:
        """Say how this observation stands, and offer what can be done with it."""
        self.status.set_text(texts.status_line(view))
        approved = view.status is ObservationStatus.APPROVED
        correcting = not approved and view.corrections > 0
        self.earlier_button.setVisible(view.corrections > 0)
        self.others_action.setVisible(view.may_write)
        self.to_draft_action.setVisible(
            view.is_open and view.status is ObservationStatus.FOR_APPROVAL
        )
        self.put_back_action.setVisible(correcting and view.may_approve)
        self.delete_action.setVisible(view.is_open and not correcting)
        self.more.setVisible(any(action.isVisible() for action in self._menu.actions()))


class Together(QWidget):
    """The other pupils of the same activity, by their initials; `opened` carries a number."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._shown: tuple[Companion, ...] = ()
        self._words = label(texts.TOGETHER, Role.MUTED, wrap=False)
        self._flow.addWidget(self._words)
        Look.of_app().changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_companions(self, companions: tuple[Companion, ...]) -> None:
        """Show these; nothing where the pupil was alone in it."""
        self.setVisible(bool(companions))
        if companions == self._shown:
            return
        self._shown = companions
        empty(self._flow, 1)
        for each in companions:
            self._flow.addWidget(self._button(each))

    def _dress(self) -> None:
        """The words stand on one line with those of the buttons."""
        self._words.setFixedHeight(Look.of_app().px(CONTROL_HEIGHT))

    def _button(self, companion: Companion) -> QPushButton:
        initials = companion.initials
        made = button(initials, quiet=True, name=texts.TOGETHER_TIP.format(initials=initials))
        made.clicked.connect(lambda _=False: self.opened.emit(companion.observation_id))
        return made


class LastTime(Card):
    """What was planned last time, in its own words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone=Tone.ACCENT, parent=parent)
        self._heading = label(role=Role.STRONG, wrap=False)
        self._words = label(selectable=True)
        self._source = ElidedLine(role=Role.MUTED)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(IconMark("arrow_repeat_all", Ink.TEXT))
        column = QVBoxLayout()
        column.setSpacing(SPACE_XS)
        first = QHBoxLayout()
        first.setSpacing(SPACE_S)
        first.addWidget(self._heading)
        first.addWidget(self._source, 1)
        column.addLayout(first)
        column.addWidget(self._words)
        row.addLayout(column, 1)
        self.body.addLayout(row)
        self.hide()

    def show_plan(self, plan: NextActionView | None) -> None:
        """Show it; hide the card when nothing was planned."""
        self.setVisible(plan is not None)
        if plan is not None:
            heading, words, source = texts.planned(plan)
            self._heading.setText(heading)
            self._words.setText(words)
            self._words.setVisible(bool(words))
            self._source.set_text(source)
            self.setAccessibleName(" ".join((heading, words, source)))

    @property
    def sentence(self) -> str:
        """What it says."""
        return f"{self._heading.text()} {self._words.text()}".strip()
