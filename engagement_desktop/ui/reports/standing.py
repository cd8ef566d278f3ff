"""How a report stands: approved, opened again, given; and the day that its meeting moves to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject

from engagement_desktop.errors import AppError
from engagement_desktop.models.editions import Edition
from engagement_desktop.services import report_standing, reporting
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.report_views import ReportView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.keeper import ReportKeeper

T = TypeVar("T")


class ReportSteps:
    """Takes the report shown a step further, with all that is typed.

    `owner` is whose writing it is; `view` gives the report shown; `show` shows a report anew.
    """

    def __init__(
        self,
        context: UiContext,
        owner: QObject,
        keeper: ReportKeeper,
        view: Callable[[], ReportView | None],
        show: Callable[[int], None],
    ) -> None:
        self._context = context
        self._owner = owner
        self._keeper = keeper
        self._view = view
        self._show = show

    def approve(self) -> None:
        """Approve the draft shown."""
        work = self._context.work
        self._step(lambda report_id: report_standing.approve(work, report_id))

    def back_to_draft(self) -> None:
        """Open the approved report again."""
        work = self._context.work
        self._step(lambda report_id: report_standing.back_to_draft(work, report_id))

    def give(self, edition: Edition) -> None:
        """Note that the report was given, and keep it as it is printed now."""
        work = self._context.work
        self._step(
            lambda report_id: report_standing.give(work, report_id, edition=edition),
            texts.GIVEN_SAID,
        )

    def move_meeting(self, day: date) -> None:
        """Move the review's meeting to another day."""
        view, work = self._view(), self._context.work
        if view is None:
            return
        self._keeper.flush()

        def refused(error: AppError) -> None:
            self._context.messages.problem(error)
            self._show(view.id)

        self._context.tasks.write(
            lambda: reporting.set_meeting_day(work, view.id, day),
            lambda _: self._show(view.id),
            owner=self._owner,
            failed=refused,
        )

    def _step(self, step: Callable[[int], Saved[T]], said: str = "") -> None:
        """Where what is typed cannot be saved, the report stays as it stands."""
        view, work = self._view(), self._context.work
        if view is None:
            return
        self._keeper.flush()
        unsaved = self._keeper.unsaved

        def saved_first() -> Saved[T]:
            if unsaved:
                reporting.save_texts(work, view.id, unsaved)
            return step(view.id)

        def done(_: object) -> None:
            if said:
                self._context.messages.say(said)
            self._show(view.id)

        self._context.tasks.write(saved_first, done, owner=self._owner)
