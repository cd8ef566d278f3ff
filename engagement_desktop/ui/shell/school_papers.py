"""Papers about a class or the whole school: offered in the Reports menu wherever one is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.ui.context import UiContext


class SchoolPapers:
    """Binds the actions. `leave` writes what is typed on the page, or keeps the user there."""

    def __init__(self, context: UiContext, leave: Callable[[], bool], window: QWidget) -> None:
        self._context = context
        self._leave = leave
        self._window = window
        may, bind = context.work.may, context.actions.bind
        for action, do, act in (
            ("reports.class_batch", self.open_batch, Act.REPORT),
            ("reports.governors", self.open_governors, Act.GOVERN),
            ("reports.em_list", self.open_em_list, Act.REPORT),
        ):
            bind(action, do, enabled=partial(may, act), owner=window)

    # What a dialog needs is loaded when it is first asked for: the window stands sooner.

    def open_batch(self) -> None:
        """Offer the reports of a whole class in one go."""
        from engagement_desktop.ui.reports.batch_dialog import open_batch

        if self._leave():
            open_batch(self._context, self._window)

    def open_governors(self) -> None:
        """Open the report that is of the school as a whole."""
        from engagement_desktop.ui.reports.governors_dialog import GovernorsDialog

        GovernorsDialog(self._context, self._window).open()

    def open_em_list(self) -> None:
        """Offer the list for the school office."""
        from engagement_desktop.ui.reports.em_dialog import open_em_list

        open_em_list(self._context, self._window)
