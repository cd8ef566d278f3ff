"""What every page is given: the open school, and the window's services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from engagement_desktop.models.templates import TemplateForm
from engagement_desktop.services.rekeying import KeyWish
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings
from engagement_desktop.ui.actions import ActionTable
from engagement_desktop.ui.changes_hub import ChangesHub
from engagement_desktop.ui.imports import Imports
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.tasks import TaskRunner


class Navigator(Protocol):
    """How a page sends the user to another place; every call may be refused by `Page.leave`."""

    def home(self) -> None:
        """Show what needs me today."""

    def pupil(self, pupil_id: int, page: PageId | None = None) -> None:
        """Show a pupil, on this page or the one shown now."""

    def observation(self, observation_id: int) -> None:
        """Open an observation of whichever pupil it belongs to."""

    def new_observation(self, pupil_id: int, plan_id: int | None = None) -> None:
        """Start an observation of this pupil; with `plan_id` against a plan of theirs."""

    def review(self, left_evidence_id: int | None, right_evidence_id: int | None) -> None:
        """Show these clips side by side."""

    def moment(self, evidence_id: int, pts: int) -> None:
        """Show a clip of the pupil at the frame with this pts."""

    def report(self, report_id: int) -> None:
        """Open a report."""

    def engagement_profile(self, pupil_id: int) -> None:
        """Show the one page for an adult who is new to this pupil."""

    def new_template(self, form: TemplateForm) -> None:
        """Open the form of a new template with this in it."""

    def change_key(self, wish: KeyWish) -> None:
        """Close the school, and open it again with a new key."""

    def draft_saved(self) -> None:
        """Tell at the foot of the window that what was typed is kept, and when."""


@dataclass
class UiContext:
    """Handed to every page when it is made."""

    work: Workspace
    tasks: TaskRunner
    hub: ChangesHub
    messages: Messages
    imports: Imports
    actions: ActionTable
    look: Look
    settings: Settings
    navigate: Navigator
