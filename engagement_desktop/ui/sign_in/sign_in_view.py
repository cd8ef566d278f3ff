"""Everything before a school is open, and in front of a locked one.

Opening derives a key for most of a second, so it runs in the background; refusals come back as
sentences beside the field that can put them right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.progress import Progress
from engagement_desktop.security.device_secret import NoCredentialStore
from engagement_desktop.services import arrival, school_file
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.changes_hub import ChangesHub
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_XL
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.sign_in.code_page import CodePage
from engagement_desktop.ui.sign_in.create_form import CreateForm, NewSchool
from engagement_desktop.ui.sign_in.open_form import Credentials, OpenForm
from engagement_desktop.ui.sign_in.welcome import Welcome
from engagement_desktop.ui.tasks import Task, TaskRunner
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_WIDTH = 520


@dataclass(frozen=True)
class Opened:
    """A school that is open now, and its file."""

    work: Workspace
    path: Path


class SignInView(QWidget):
    """`opened` carries an `Opened`. `open_demo` opens or makes the demo school, in a worker."""

    opened = Signal(object)

    def __init__(
        self,
        messages: Messages,
        open_demo: Callable[[Progress], Opened],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_demo = open_demo
        self.tasks = TaskRunner(ChangesHub(self), messages, self)
        self._made: Opened | None = None
        self._wanted: NewSchool | None = None
        self._code = ""
        self._demo_task: Task | None = None
        self._demo_path = Path()
        self.welcome = Welcome(
            self.start_demo, self._start_creating, self._choose_file, self._cancel_demo
        )
        self.open_form = OpenForm()
        self.create_form = CreateForm()
        self.code_page = CodePage()
        self.locked_demo = EmptyState(
            "lock_closed", texts.DEMO_LOCKED_SENTENCE, "Go on", self._go_on_with_demo
        )
        self._pages: tuple[QWidget, ...] = (
            self.welcome,
            self.open_form,
            self.create_form,
            self.code_page,
            self.locked_demo,
        )
        self.open_form.submitted.connect(self._open)
        self.open_form.other_wanted.connect(self.show_welcome)
        self.create_form.submitted.connect(self._create)
        self.create_form.back_wanted.connect(self.show_welcome)
        self.code_page.done.connect(self._code_written_down)
        self._card = Card()
        self._card.body.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        for page in self._pages:
            self._card.body.addWidget(page)
        self._show(self.welcome)
        self._lay_out()

    def show_welcome(self) -> None:
        """The first choice."""
        self.open_form.forget()
        self.create_form.forget()
        self.welcome.show_problem("")
        self._show(self.welcome)

    def show_file(self, path: Path, *, locked: bool = False) -> None:
        """Ask for the password of a school's file, or for nothing if it is a demo."""
        if arrival.is_demo(path):
            self._demo_path = path
            if locked:
                self._show(self.locked_demo)
            else:
                self._go_on_with_demo()
            return
        try:
            names = arrival.sign_in_names(path)
        except AppError as refusal:
            self.show_welcome()
            self.welcome.show_problem(refusal.sentence)
            return
        self._show(self.open_form)
        self.open_form.show_file(path, names, locked=locked)

    def start_demo(self) -> None:
        """Open the demo school; it is made the first time."""
        if self._demo_task is not None:
            return
        self.welcome.show_problem("")
        self.welcome.set_busy(True)
        task = self.tasks.long(
            texts.DEMO,
            self._open_demo,
            self._opened,
            owner=self,
            failed=self._demo_failed,
            cancelled=lambda: self._demo_failed(None),
        )
        task.progressed.connect(self.welcome.show_progress)
        self._demo_task = task

    def close_tasks(self) -> None:
        """End the background work, before this view goes away."""
        self.tasks.close()
        if self._made is not None:
            school_file.close(self._made.work)
            self._made = None

    def _open_in_background(
        self, work: Callable[[], Opened], failed: Callable[[AppError], None]
    ) -> None:
        self.tasks.read(work, self._opened, owner=self, failed=failed)

    def _opened(self, opened: Opened) -> None:
        self._demo_task = None
        self.welcome.set_busy(False)
        self.open_form.set_busy(False)
        self.open_form.forget()
        self.create_form.forget()
        self.code_page.forget()
        self.opened.emit(opened)

    def _demo_failed(self, refusal: AppError | None) -> None:
        self._demo_task = None
        self.welcome.set_busy(False)
        self.show_welcome()
        if refusal is not None:
            self.welcome.show_problem(refusal.sentence)

    def _go_on_with_demo(self) -> None:
        path = self._demo_path
        self._open_in_background(
            lambda: Opened(school_file.open_demo(path), path), self._demo_failed
        )

    def _cancel_demo(self) -> None:
        if self._demo_task is not None:
            self._demo_task.cancel()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, texts.OPEN, "", f"Schools (*{arrival.SUFFIX})"
        )
        if chosen:
            self.show_file(Path(chosen))

    def _open(self, typed: Credentials) -> None:
        self.open_form.set_busy(True)

        def work() -> Opened:
            opened = school_file.open_school(
                typed.path,
                typed.password,
                sign_in_name=typed.sign_in_name,
                set_up_code=typed.set_up_code,
            )
            return Opened(opened, typed.path)

        self._open_in_background(work, self._refused)

    def _refused(self, refusal: AppError) -> None:
        self.open_form.set_busy(False)
        if isinstance(refusal, school_file.NotEnrolled):
            self.open_form.ask_for_code(refusal.sentence)
        else:
            self.open_form.show_problem(refusal.sentence)

    def _start_creating(self) -> None:
        self._show(self.create_form)
        self.create_form.school_name.setFocus()

    def _create(self, new: NewSchool, code: str = "") -> None:
        self._wanted, self._code = new, code
        self.create_form.set_busy(True)

        def work() -> tuple[Opened, str]:
            made = school_file.create_school(
                new.path, new.school_name, new.admin_name, new.password, set_up_code=code
            )
            return Opened(made, new.path), code or school_file.set_up_code_of(made)

        self.tasks.read(work, self._created, owner=self, failed=self._not_created)

    def _created(self, result: tuple[Opened, str]) -> None:
        self.create_form.set_busy(False)
        self._made, code = result
        if self._code:
            self._finish_creating()
        else:
            self.code_page.show_code(code, kept_by_pc=True)
            self._show(self.code_page)

    def _not_created(self, refusal: AppError) -> None:
        self.create_form.set_busy(False)
        self._show(self.create_form)
        if isinstance(refusal, InvalidInput):
            self.create_form.show_problems(refusal)
        elif isinstance(refusal, NoCredentialStore):
            # Nothing was made yet: the code comes first, and the school is made with it.
            self._code = school_file.new_set_up_code()
            self.code_page.show_code(self._code, kept_by_pc=False)
            self._show(self.code_page)
        else:
            self.create_form.show_place_problem(refusal.sentence)

    def _code_written_down(self) -> None:
        if self._made is not None:
            self._finish_creating()
        elif self._wanted is not None:
            self._create(self._wanted, self._code)

    def _finish_creating(self) -> None:
        made, self._made, self._wanted, self._code = self._made, None, None, ""
        if made is not None:
            self._opened(made)

    def _show(self, page: QWidget) -> None:
        for each in self._pages:
            each.setVisible(each is page)

    def _lay_out(self) -> None:
        inner = QWidget()
        middle = QHBoxLayout(inner)
        middle.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        middle.addStretch(1)
        middle.addWidget(self._card, 0, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(VerticalScroll(inner))
        Look.of_app().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._card.setFixedWidth(min(Look.of_app().px(_WIDTH), 920))
