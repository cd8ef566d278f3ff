"""A page on which something is written in forms: they are kept while they are typed.

`record_page` makes the pages of a pupil of it, `forms_page` those of the school.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from engagement_desktop.services import binned
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.form_drafts import FormPlace
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.tasks import TaskRunner
from engagement_desktop.ui.widgets.form_dialog import FormDialog

T = TypeVar("T")


def submit_form(
    tasks: TaskRunner,
    dialog: FormDialog,
    save: Callable[[Any], Saved[T]],
    then: Callable[[T], object],
) -> None:
    """Open a form, and save what it gives: it is closed by that, or says what is wrong with it."""

    def saved(value: T) -> None:
        dialog.accept()
        then(value)

    def submitted(typed: object) -> None:
        task = tasks.write(lambda: save(typed), saved, owner=dialog, failed=dialog.refused)
        task.ended.connect(dialog.allow_saving)

    dialog.submitted.connect(submitted)
    dialog.start()


class WritingPage(Page):
    """A subclass makes `forms`; a write that is over reads the page afresh."""

    forms: KeptForms

    def read_again(self) -> None:
        """Read and show the page afresh."""
        raise NotImplementedError

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
        self.forms.ask(dialog, place, save, self._afterwards(then), again)

    def submit_to(
        self,
        dialog: FormDialog,
        save: Callable[[Any], Saved[T]],
        then: Callable[[T], object] | None = None,
    ) -> None:
        """Open a form of a word or two, which is not kept, and save what it gives."""
        submit_form(self.context.tasks, dialog, save, self._afterwards(then))

    def write(
        self, work: Callable[[], Saved[T]], then: Callable[[T], object] | None = None
    ) -> None:
        """Write something short, and show the page afresh."""
        self.context.tasks.write(work, self._afterwards(then), owner=self)

    def remove(self, work: Callable[[], Saved[int]], words: str) -> None:
        """Delete something into the bin, say so, and offer to put it back."""

        def undo(entry: int) -> None:
            self.write(lambda: binned.put_back(self.context.work, entry))

        self.write(work, lambda entry: self.context.messages.undo(words, lambda: undo(entry)))

    def _afterwards(self, then: Callable[[T], object] | None) -> Callable[[T], None]:
        """Show the page afresh, unless it shows another pupil by then; and what `then` does."""
        pupil_id = self.pupil_id

        def saved(value: T) -> None:
            if self.pupil_id == pupil_id:
                self.read_again()
            if then is not None:
                then(value)

        return saved
