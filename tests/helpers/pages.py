"""Everything a page is given, real but for where it sends the user, which is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engagement_desktop.models.templates import TemplateForm
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings
from engagement_desktop.ui.actions import ActionTable
from engagement_desktop.ui.changes_hub import ChangesHub
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.imports import Imports
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.messages import Message, Messages
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.tasks import TaskRunner


@dataclass
class Journey:
    """A navigator that goes nowhere and remembers where it was sent."""

    visits: list[tuple[object, ...]] = field(default_factory=list)

    def home(self) -> None:
        self.visits.append(("home",))

    def pupil(self, pupil_id: int, page: PageId | None = None) -> None:
        self.visits.append(("pupil", pupil_id, page))

    def observation(self, observation_id: int) -> None:
        self.visits.append(("observation", observation_id))

    def new_observation(self, pupil_id: int, plan_id: int | None = None) -> None:
        against = () if plan_id is None else (plan_id,)
        self.visits.append(("new observation", pupil_id, *against))

    def review(self, left_evidence_id: int | None, right_evidence_id: int | None) -> None:
        self.visits.append(("review", left_evidence_id, right_evidence_id))

    def moment(self, evidence_id: int, pts: int) -> None:
        self.visits.append(("moment", evidence_id, pts))

    def report(self, report_id: int) -> None:
        self.visits.append(("report", report_id))

    def engagement_profile(self, pupil_id: int) -> None:
        self.visits.append(("engagement profile", pupil_id))

    def new_template(self, form: TemplateForm) -> None:
        self.visits.append(("new template", form))

    def draft_saved(self) -> None:
        self.visits.append(("draft saved",))


@dataclass
class Desk:
    """The context, and what came of it."""

    context: UiContext
    journey: Journey
    said: list[Message]
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until nothing is being read or written, and what came of it is shown."""
        self.qtbot.waitUntil(self.context.tasks.idle)
        QApplication.processEvents()


@contextmanager
def desk(work: Workspace, qtbot: QtBot) -> Iterator[Desk]:
    """Lay out a context over `work`, and end its threads afterwards."""
    hub, messages = ChangesHub(), Messages()
    tasks = TaskRunner(hub, messages)
    journey = Journey()
    said: list[Message] = []
    messages.said.connect(said.append)
    context = UiContext(
        work=work,
        tasks=tasks,
        hub=hub,
        messages=messages,
        imports=Imports(work, tasks, messages),
        actions=ActionTable(),
        look=Look.of_app(),
        settings=Settings(),
        navigate=journey,
    )
    try:
        yield Desk(context, journey, said, qtbot)
    finally:
        assert tasks.close()


def put_on(desk: Desk, page: Page) -> None:
    """Show a page that is left, and its typing written, before the test ends."""

    def leave(_: object) -> None:
        page.leave()
        desk.settle()

    desk.qtbot.addWidget(page, before_close_func=leave)
    page.show()
