"""A page about the school on which something is written: its forms are kept while they are typed.

What such a page reads comes through `gather`, what it shows through `show_read`; a write that is
over reads it afresh. `record_page` is the same for a pupil.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.services.form_drafts import FormKind, KeptForm, kept_forms
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.writing_page import WritingPage

R = TypeVar("R")


class SchoolFormsPage(WritingPage, SchoolPage, Generic[R]):
    """A subclass puts its buttons into `buttons` and its cards into `column`.

    Args:
        go_on: opens each of the page's forms again with what was typed.
    """

    def __init__(
        self,
        context: UiContext,
        title: str,
        sentence: str,
        go_on: Mapping[FormKind, Callable[[KeptForm], object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.shown: R | None = None
        """What was read last; None before anything was."""
        self.forms = KeptForms(self, go_on, self.load)
        inside = QWidget()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(label(title, Role.TITLE))
        outer.addWidget(label(sentence, Role.MUTED))
        self.buttons = FlowLayout()
        outer.addLayout(self.buttons)
        outer.addWidget(self.forms.card)
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACE_S)
        outer.addLayout(self.column)
        outer.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(VerticalScroll(inside))

    def gather(self) -> R:
        """Read what is shown; called on a worker."""
        raise NotImplementedError

    def show_read(self, read: R) -> None:
        """Show what was read."""
        raise NotImplementedError

    def load(self) -> None:
        """Read what the page shows, and the forms that wait."""
        work = self.context.work
        self.read(lambda: (self.gather(), kept_forms(work)), self._show)

    def read_again(self) -> None:
        self.load()

    def _show(self, found: tuple[R, tuple[KeptForm, ...]]) -> None:
        self.shown, kept = found
        self.forms.show([each for each in kept if each.place.pupil_id is None])
        self.show_read(self.shown)
