"""What is seldom done with an observation: the menu and the buttons in the editor's head."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services import binned, shared_activity, templates
from engagement_desktop.services import observation_corrections as corrections
from engagement_desktop.services import observation_removal as removal
from engagement_desktop.services.observation_views import (
    Corrections,
    GivenUpCorrection,
    ObservationForm,
    ObservationView,
)
from engagement_desktop.services.shared_activity import Classmate
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.keeper import Keeper
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.earlier_text import EarlierText
from engagement_desktop.ui.observation.others_dialog import OthersDialog, OthersForm
from engagement_desktop.ui.page import Page


class SeldomSteps(QObject):
    """Deletes a draft, gives a correction up, shows the earlier text, begins others' observations.

    `stands_otherwise` and `deleted` carry the observation's id.
    """

    stands_otherwise = Signal(int)
    deleted = Signal(int)
    restored = Signal()
    others_begun = Signal()

    def __init__(
        self, context: UiContext, page: Page, keeper: Keeper[int, ObservationForm]
    ) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._keeper = keeper
        self._view: ObservationView | None = None

    def show_observation(self, view: ObservationView) -> None:
        """From now on it is about this one."""
        self._view = view

    def delete(self) -> None:
        """Delete a draft; it can be put back."""
        if self._view is None:
            return
        self._keeper.flush()
        work, observation_id = self._context.work, self._view.id
        self._context.tasks.write(
            lambda: removal.delete_draft(work, observation_id),
            partial(self._deleted, observation_id),
            owner=self._page,
        )

    def give_up_correction(self) -> None:
        """Put back what was approved; Undo takes the correction up again with all its words."""
        if self._view is None:
            return
        self._keeper.flush()
        work, tasks, observation_id = self._context.work, self._context.tasks, self._view.id

        def show_again(_: object = None) -> None:
            self.stands_otherwise.emit(observation_id)

        def done(given_up: GivenUpCorrection) -> None:
            self._keeper.forget(observation_id)
            show_again()
            self._context.messages.undo(
                texts.CORRECTION_GIVEN_UP,
                lambda: tasks.write(
                    lambda: corrections.resume(work, given_up), show_again, owner=self._page
                ),
            )

        tasks.write(
            lambda: corrections.put_back_approved(work, observation_id), done, owner=self._page
        )

    def show_earlier(self) -> None:
        """What an approved observation said before it was corrected."""
        if self._view is None:
            return
        self._keeper.flush()
        work, observation_id = self._context.work, self._view.id

        def read() -> tuple[Corrections, Words]:
            return corrections.history(work, observation_id), work.words()

        def show() -> None:
            self._page.read(
                read, lambda found: EarlierText(*found, self._page).open(), what="earlier text"
            )

        self._keeper.after_saving(observation_id, show)

    def ask_who_else(self) -> None:
        """Begin the observations of others who took part in the same activity."""
        view = self._view
        if view is None:
            return
        work = self._context.work

        def ask(mates: tuple[Classmate, ...]) -> None:
            dialog = OthersDialog(view.pupil_name, mates, bool(view.evidence), self._page)
            dialog.submitted.connect(lambda form: self._begin_others(dialog, view.id, form))
            dialog.start()

        self._keeper.flush()
        self._page.read(lambda: shared_activity.classmates(work, view.id), ask, what="classmates")

    def make_template(self) -> None:
        """Open the form of a new template with what of this observation can be one."""
        view = self._view
        if view is None:
            return
        work, navigate = self._context.work, self._context.navigate

        def read() -> None:
            self._page.read(
                lambda: templates.from_observation(work, view.id),
                navigate.new_template,
                what="template",
            )

        self._keeper.flush()
        self._keeper.after_saving(view.id, read)

    def _begin_others(self, dialog: OthersDialog, observation_id: int, form: OthersForm) -> None:
        work = self._context.work

        def begun(ids: tuple[int, ...]) -> None:
            dialog.accept()
            self.others_begun.emit()
            self._context.messages.say(texts.begun_for(len(ids)))

        task = self._context.tasks.write(
            lambda: shared_activity.observe_also(
                work, observation_id, form.chosen(), with_evidence=form.with_evidence
            ),
            begun,
            owner=dialog,
            failed=dialog.refused,
        )
        task.ended.connect(dialog.allow_saving)

    def _deleted(self, observation_id: int, entry: int) -> None:
        work, tasks = self._context.work, self._context.tasks

        def undo() -> None:
            tasks.write(
                lambda: binned.put_back(work, entry),
                lambda _: self.restored.emit(),
                owner=self._page,
            )

        self._keeper.forget(observation_id)
        self.deleted.emit(observation_id)
        self._context.messages.undo(texts.DELETED, undo)
