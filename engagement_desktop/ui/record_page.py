"""A page of a pupil's record: it scrolls, and its forms are kept while they are typed.

What such a page reads comes through `gather`, what it shows through `show_read`; a write that is
over reads it afresh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from engagement_desktop.services.changes import Kind
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm, kept_forms
from engagement_desktop.ui.after_paint import after_paint
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.widgets.block import Block
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.writing_page import WritingPage

R = TypeVar("R")


class HasId(Protocol):
    """What is shown of a record."""

    @property
    def id(self) -> int:
        """Its number."""


V = TypeVar("V", bound=HasId)


def place_of(kind: FormKind, pupil_id: int, view: HasId | None) -> FormPlace:
    """Where the form of a record is kept, or that of a new one."""
    return FormPlace(kind, pupil_id, "" if view is None else str(view.id))


def record_of(kept: KeptForm, views: Iterable[V]) -> V | None:
    """The record that a kept form edits, if it is still shown."""
    return next((view for view in views if view.id == kept.place.record_id), None)


def number_of(record_id: int, views: Sequence[HasId]) -> int | None:
    """Which of these is the record, counted from nought; None if none is."""
    return next((n for n, view in enumerate(views) if view.id == record_id), None)


class RecordPage(WritingPage, Generic[R]):
    """A subclass lays its cards into `column` and says how each of its forms is gone on with.

    Args:
        go_on: opens each of the page's forms again with what was typed.
    """

    def __init__(
        self,
        context: UiContext,
        go_on: Mapping[FormKind, Callable[[KeptForm], object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.shown: R | None = None
        """What was read last; None before anything was."""
        self._wanted: tuple[Kind, int] | None = None
        """The record that is to be in sight as soon as the page was read."""
        self.forms = KeptForms(self, go_on, self.read_again)
        inside = Block()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(self.forms.card)
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACE_M)
        outer.addLayout(self.column)
        outer.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self.scrolled = VerticalScroll(inside)
        page.addWidget(self.scrolled)

    def gather(self, pupil_id: int) -> R:
        """Read what is shown of a pupil; called on a worker."""
        raise NotImplementedError

    def show_read(self, read: R) -> None:
        """Show what was read."""
        raise NotImplementedError

    def part_of(self, kind: Kind, record_id: int) -> QWidget | None:  # noqa: ARG002 - to override
        """Where this record stands on the page as it is shown; None if it does not."""
        return None

    def open_record(self, kind: Kind, record_id: int) -> None:
        """Bring a record into sight, with the keyboard on it, as soon as the page was read."""
        self._wanted = kind, record_id
        self.read_again()

    def show_pupil(self, pupil_id: int) -> None:
        """Another pupil's page begins at its top."""
        if pupil_id != self.pupil_id:
            self.scrolled.verticalScrollBar().setValue(0)
            self.shown = None
        super().show_pupil(pupil_id)
        work = self.context.work
        self.read(lambda: (self.gather(pupil_id), kept_forms(work, pupil_id)), self._show)

    def read_again(self) -> None:
        """Show the same pupil afresh."""
        if self.pupil_id is not None:
            self.show_pupil(self.pupil_id)

    def _show(self, found: tuple[R, tuple[KeptForm, ...]]) -> None:
        self.shown, kept = found
        self.forms.show(kept)
        self.show_read(self.shown)
        wanted, self._wanted = self._wanted, None
        part = self.part_of(*wanted) if wanted else None
        if part is not None:
            # its place is known once the page was laid out
            after_paint(self.scrolled.viewport(), partial(self._bring_into_sight, part))
            self.scrolled.viewport().update()

    def _bring_into_sight(self, part: QWidget, before: tuple[int, int] | None = None) -> None:
        inside = self.scrolled.widget()
        if not isValid(part) or inside is None or not inside.isAncestorOf(part):
            return  # read afresh meanwhile
        bar = self.scrolled.verticalScrollBar()
        place = part.mapTo(inside, QPoint()).y() - SPACE_M, bar.maximum()
        bar.setValue(place[0])
        if place != before:  # a long page may be laid out once more; until it is not
            again = partial(self._bring_into_sight, part, place)
            after_paint(self.scrolled.viewport(), again)
            self.scrolled.viewport().update()
        for each in part.findChildren(QAbstractButton):
            if each.isVisible() and each.isEnabled():
                each.setFocus(Qt.FocusReason.OtherFocusReason)
                break
