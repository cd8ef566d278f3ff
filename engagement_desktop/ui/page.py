"""What every page of a pupil is: shown a pupil, told of changes, asked before it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtWidgets import QWidget

from engagement_desktop.errors import AppError
from engagement_desktop.models.templates import TemplateForm
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.tasks import Task

T = TypeVar("T")


class Page(QWidget):
    """One page; made the first time it is shown, then kept.

    A page overrides `show_pupil` (always calling it first) to load through `read`; the results of
    an earlier `read` that have not come yet are dropped, so a late answer about one pupil never
    lands on another's page.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.pupil_id: int | None = None
        self._reading: dict[str, Task] = {}

    def show_pupil(self, pupil_id: int) -> None:
        """Show this pupil."""
        self.pupil_id = pupil_id

    def changed(self, changes: Changes, initiator: object) -> None:
        """Something was written: load again if it concerns the pupil shown and was not ours."""
        pupil_id = self.pupil_id
        if pupil_id is not None and changes.touches_pupil(pupil_id) and initiator is not self:
            self.show_pupil(pupil_id)

    def take_keyboard(self) -> None:
        """Have the keys, when somebody has chosen this page by other means than the keyboard."""
        self.setFocus()

    def leave(self) -> bool:
        """Write what is not yet written; False keeps the user here."""
        return True

    def unsaved(self) -> object | None:
        """What was typed and could not be saved, None if all is in the file; asked when the writing
        that `leave` began has ended."""
        return None

    def take_up(self, unsaved: object) -> None:
        """Go on with what `unsaved` gave before the school was locked."""

    def place(self) -> str:
        """Where on this page somebody is, in ids and numbers alone, for after a lock."""
        return ""

    def go_back(self, place: str) -> None:
        """Show what `place` told before the lock; the page already shows its pupil."""

    def read(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        what: str = "page",
        failed: Callable[[AppError], None] | None = None,
    ) -> None:
        """Read in the background; a newer `read` of the same `what` drops this one's answer."""
        earlier = self._reading.get(what)
        if earlier is not None:
            earlier.cancel()
        task = self.context.tasks.read(work, then, owner=self, failed=failed)
        self._reading[what] = task
        task.ended.connect(lambda: self._forget(what, task))

    def _forget(self, what: str, task: Task) -> None:
        if self._reading.get(what) is task:
            del self._reading[what]


class SchoolPage(Page):
    """A page about the school as a whole; it loads each time it is shown."""

    def load(self) -> None:
        """Read what the page shows."""
        raise NotImplementedError

    def changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002 - as Page
        """Something was written: load again; a page with much to read overrides this."""
        self.load()


@runtime_checkable
class OpensObservations(Protocol):
    """The observations page: where an observation can be opened or started."""

    def open_observation(self, observation_id: int) -> None:
        """Show this observation in the editor; the page already shows its pupil."""

    def new_observation(self, plan_id: int | None = None) -> None:
        """Start an observation of the pupil shown; with `plan_id` against a plan of theirs."""


@runtime_checkable
class OpensRecords(Protocol):
    """A page of a pupil's record: where one of the records on it can be looked for."""

    def open_record(self, kind: Kind, record_id: int) -> None:
        """Bring this record into sight; the page already shows its pupil."""


@runtime_checkable
class OpensClips(Protocol):
    """The review page: where two clips can be shown side by side."""

    def open_clips(self, left_evidence_id: int | None, right_evidence_id: int | None) -> None:
        """Show these clips; None leaves a side as it is."""

    def open_moment(self, evidence_id: int, pts: int) -> None:
        """Show a clip at the frame with this pts."""


@runtime_checkable
class OpensReports(Protocol):
    """The reports page: where a report can be opened."""

    def open_report(self, report_id: int) -> None:
        """Show this report."""

    def open_profile(self) -> None:
        """Show the one page for an adult who is new to the pupil."""


@runtime_checkable
class MakesTemplates(Protocol):
    """The templates page: where an observation can become a template."""

    def new_template(self, form: TemplateForm) -> None:
        """Open the form of a new template with this in it."""


@runtime_checkable
class AddsPupils(Protocol):
    """The profile page: where a new pupil can be written down."""

    def new_pupil(self) -> None:
        """Start with an empty form; the pupil comes into being when it is saved."""
