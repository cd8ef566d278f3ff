"""A page of a pupil's record: it scrolls, and its forms are kept while they are typed.

What such a page reads comes through `gather`, what it shows through `show_read`; a write that is
over reads it afresh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.services import binned
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm, kept_forms
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

R = TypeVar("R")
T = TypeVar("T")


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


class RecordPage(Page, Generic[R]):
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
        self.forms = KeptForms(self, go_on, self.read_again)
        inside = QWidget()
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

    def leave(self) -> bool:
        self.forms.flush()
        return True

    def unsaved(self) -> object | None:
        return self.forms.keeper.unsaved() or None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, dict)
        self.forms.keeper.take_up(unsaved)

    def ask(
        self,
        dialog: FormDialog,
        place: FormPlace,
        save: Callable[[Any], Saved[T]],
        *,
        again: Callable[[Any], None],
        then: Callable[[T], object] | None = None,
    ) -> None:
        """Open a form and save what it gives; what is put aside can be taken up again."""
        pupil_id = self.pupil_id

        def saved(value: T) -> None:
            if self.pupil_id == pupil_id:
                self.read_again()
            if then is not None:
                then(value)

        self.forms.ask(dialog, place, save, saved, again)

    def write(
        self, work: Callable[[], Saved[T]], then: Callable[[T], object] | None = None
    ) -> None:
        """Write something short, and show the page afresh."""
        pupil_id = self.pupil_id

        def saved(value: T) -> None:
            if self.pupil_id == pupil_id:
                self.read_again()
            if then is not None:
                then(value)

        self.context.tasks.write(work, saved, owner=self)

    def remove(self, work: Callable[[], Saved[int]], words: str) -> None:
        """Delete something into the bin, say so, and offer to put it back."""

        def undo(entry: int) -> None:
            self.write(lambda: binned.put_back(self.context.work, entry))

        self.write(work, lambda entry: self.context.messages.undo(words, lambda: undo(entry)))

    def _show(self, found: tuple[R, tuple[KeptForm, ...]]) -> None:
        self.shown, kept = found
        self.forms.show(kept)
        self.show_read(self.shown)
