"""The bin: each deleted record with a way back; emptied by a lead alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.progress import Progress
from engagement_desktop.services import binned
from engagement_desktop.services.binned import BinLine, Emptied
from engagement_desktop.ui.ask_again import ask_again
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.deleted import texts
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.dialog import ask
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.rows import InfoRow

_AT_ONCE = 40
"""Rows made at first, and with each press for more."""


class BinPage(SchoolPage):
    """What was deleted, the latest first."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lines: tuple[BinLine, ...] = ()
        self._shown = _AT_ONCE
        self.rows = ListCard()
        self.more = button(texts.MORE, quiet=True, on_click=self._show_more)
        self.empty_button = button(texts.EMPTY, "delete", on_click=self.ask_to_empty)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(label(PageId.BIN.words, Role.TITLE), 1)
        head.addWidget(self.empty_button)
        column.addLayout(head)
        self.empty_button.setVisible(context.work.may(Act.EMPTY))  # not before: a window
        column.addWidget(label(texts.SENTENCE, Role.MUTED))
        column.addWidget(self.rows)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inside))

    def load(self) -> None:
        """Read what lies in the bin."""
        work = self.context.work
        self.read(lambda: binned.list_bin(work), self._show)

    def ask_to_empty(self) -> None:
        """Ask for the password, then once more, with the count; then delete for good."""
        going = sum(not line.on_hold for line in self._lines)

        def sure() -> None:
            ask(self, texts.QUESTION, texts.no_way_back(going), texts.YES_EMPTY, self.empty)

        ask_again(self.context, self, Act.EMPTY, sure)

    def empty(self) -> None:
        """Delete for good what is not on hold."""
        work = self.context.work

        def empty(progress: Progress) -> Any:
            return binned.empty(work, progress)

        def done(emptied: Emptied) -> None:
            self.load()
            self.context.messages.say(texts.emptied(emptied))

        self.context.tasks.long(texts.EMPTYING, empty, done, owner=self, writes=True)

    def _show(self, lines: tuple[BinLine, ...]) -> None:
        self._lines = lines
        self.rows.refill([self._row(line) for line in lines[: self._shown]], nothing=texts.NOTHING)
        self.more.setVisible(len(lines) > self._shown)
        self.empty_button.setEnabled(any(not line.on_hold for line in lines))

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        self._show(self._lines)

    def _row(self, line: BinLine) -> InfoRow:
        title = texts.line_title(line)
        back = button(
            texts.PUT_BACK,
            name=f"{texts.PUT_BACK}: {title}",
            on_click=lambda: self._put_back(line),
        )
        detail = texts.line_detail(line, self.context.work.today())
        return InfoRow(texts.ICONS[line.record], title, detail, back)

    def _put_back(self, line: BinLine) -> None:
        work = self.context.work

        def done(_: int) -> None:
            self.load()
            self.context.messages.say(texts.IS_BACK)

        self.context.tasks.write(lambda: binned.put_back(work, line.id), done, owner=self)
