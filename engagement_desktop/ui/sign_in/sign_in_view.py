"""Everything before a school is open, and in front of a locked one.

Opening derives a key for most of a second, so it runs in the background; refusals come back as
sentences beside the field that can put them right. What opening a school needs is loaded in the
background, too, while somebody reads and types.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.progress import Progress
from engagement_desktop.services import arrival
from engagement_desktop.services.arrival import Arrival
from engagement_desktop.ui.after_paint import after_paint
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_XL
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.sign_in.demo import DemoOfEarlierRelease
from engagement_desktop.ui.sign_in.key_changing import KeyChanging
from engagement_desktop.ui.sign_in.making import Making
from engagement_desktop.ui.sign_in.open_form import Credentials, OpenForm
from engagement_desktop.ui.sign_in.recovering import Recovering
from engagement_desktop.ui.sign_in.sheet_step import SheetStep
from engagement_desktop.ui.sign_in.welcome import Welcome
from engagement_desktop.ui.tasks import Task, TaskRunner
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.dialog import ask
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

if TYPE_CHECKING:
    from engagement_desktop.security.school_keys import KeyHolder, SchoolKeys
    from engagement_desktop.services.rekeying import KeyWish
    from engagement_desktop.services.workspace import Workspace

_WIDTH = 520


class SignInView(QWidget):
    """`arrived` carries the `Arrival` at a school, `made` the `Workspace` of a new one.

    `open_demo` unlocks or makes the demo school, in a worker of `tasks`.
    """

    arrived = Signal(object)
    made = Signal(object)

    def __init__(
        self,
        tasks: TaskRunner,
        open_demo: Callable[[Progress], Arrival],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_demo = open_demo
        self.tasks = tasks
        self._demo_task: Task | None = None
        self._demo_path = Path()
        self.welcome = Welcome(
            self.start_demo, self._start_creating, self._choose_file, self._cancel_demo
        )
        self.open_form = OpenForm()
        self.sheet = SheetStep(self, self)
        self.making = Making(self, self.sheet, self)
        self.recovering = Recovering(self, self.sheet, self)
        self.key_changing = KeyChanging(self, self.sheet, self)
        self.locked_demo = EmptyState(
            "lock_closed", texts.DEMO_LOCKED_SENTENCE, "Go on", self._go_on_with_demo
        )
        self._pages: tuple[QWidget, ...] = (
            self.welcome,
            self.open_form,
            self.locked_demo,
            self.sheet.page,
            *self.making.pages,
            self.recovering.form,
            *self.key_changing.pages,
        )
        self.open_form.submitted.connect(self._open)
        self.open_form.other_wanted.connect(self.show_welcome)
        self.open_form.sheet_wanted.connect(self.recovering.begin)
        self.recovering.given_up.connect(self.show_file)
        self.key_changing.given_up.connect(self._key_not_changed)
        self.making.demo_wanted.connect(self.start_demo)
        for way in (self.making, self.recovering, self.key_changing):
            way.made.connect(self._finished)
        self._card = Card()
        self._card.body.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        for page in self._pages:
            self._card.body.addWidget(page)
        self.show_page(self.welcome)
        self._lay_out()

    def show_welcome(self) -> None:
        """The first choice."""
        self._forget()
        self.welcome.show_problem("")
        self.show_page(self.welcome)

    def show_file(self, path: Path, *, locked: bool = False, staff_id: int | None = None) -> None:
        """Ask for the password of a school's file, or for nothing if it is a demo.

        `staff_id` is whoever is most likely to sign in; nobody where another is expected.
        """
        if arrival.is_demo(path):
            self._demo_path = path
            if locked:
                self.show_page(self.locked_demo)
            else:
                self._go_on_with_demo()
            return
        try:
            people = arrival.people(path)
        except AppError as refusal:
            self.show_refusal(refusal)
            return
        self.show_page(self.open_form)
        self.open_form.show_file(path, people, locked=locked)
        after_paint(self, lambda: self._prepare_for(path, staff_id))

    def show_refusal(self, refusal: AppError) -> None:
        """The first choice, with why a school was not opened."""
        self.show_welcome()
        self.welcome.show_problem(refusal.sentence)

    def start_demo(self) -> None:
        """Open the demo school; it is made the first time."""
        if self._demo_task is None:
            self._run_demo(self._open_demo)

    def _run_demo(self, work: Callable[[Progress], Arrival]) -> None:
        self.welcome.show_problem("")
        self.welcome.set_busy(True)
        task = self.tasks.long(
            texts.DEMO,
            work,
            self._arrived,
            owner=self,
            failed=self._demo_failed,
            cancelled=lambda: self._demo_failed(None),
        )
        task.progressed.connect(self.welcome.show_progress)
        self._demo_task = task

    def change_key(self, path: Path, keys: SchoolKeys, wish: KeyWish) -> None:
        """Give a school that was just closed a new key, and open it again."""
        self.key_changing.begin(path, keys, wish)

    def forget_made(self) -> None:
        """Close a school that was made or opened here but never gone into."""
        for way in (self.making, self.recovering, self.key_changing):
            way.close()

    def _open_in_background(
        self, work: Callable[[], Arrival], failed: Callable[[AppError], None]
    ) -> None:
        self.tasks.read(work, self._arrived, owner=self, failed=failed)

    def _arrived(self, arrived: Arrival) -> None:
        self._be_ready_again()
        self.arrived.emit(arrived)

    def _be_ready_again(self) -> None:
        """Leave nothing that was typed."""
        self._demo_task = None
        self.welcome.set_busy(False)
        self.open_form.set_busy(False)
        self._forget()

    def _forget(self) -> None:
        self.open_form.forget()
        self.making.forget()
        self.recovering.forget()
        self.sheet.forget()

    def _demo_failed(self, refusal: AppError | None) -> None:
        self._demo_task = None
        self.welcome.set_busy(False)
        self.show_welcome()
        if isinstance(refusal, DemoOfEarlierRelease):
            make_anew = refusal.make_anew
            ask(
                self,
                refusal.happened,
                refusal.safe,
                texts.DEMO_ANEW,
                lambda: self._run_demo(make_anew),
                no=texts.DEMO_LEAVE,
            )
        elif refusal is not None:
            self.welcome.show_problem(refusal.sentence)

    def _go_on_with_demo(self) -> None:
        path = self._demo_path
        self._open_in_background(lambda: arrival.arrive_at_demo(path), self._demo_failed)

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

        def work() -> Arrival:
            from engagement_desktop.services import school_file

            return school_file.unlock(
                typed.path,
                typed.password,
                sign_in_name=typed.sign_in_name,
                set_up_code=typed.set_up_code,
                own_password=typed.own_password,
            )

        self._open_in_background(work, self._refused)

    def _refused(self, refusal: AppError) -> None:
        from engagement_desktop.security.key_file import NoSuchPerson, WrongPassword
        from engagement_desktop.security.throttle import TooSoon
        from engagement_desktop.services import this_pc
        from engagement_desktop.services.own_passwords import OwnPasswordNeeded

        form = self.open_form
        form.set_busy(False)
        if this_pc.code_helps(refusal):
            form.ask_for_code(refusal.sentence)
        elif isinstance(refusal, OwnPasswordNeeded):
            form.ask_for_own_password(refusal.sentence)
        elif isinstance(refusal, InvalidInput):
            form.show_own_problem(refusal.problems[0].sentence)
        elif isinstance(refusal, NoSuchPerson):
            form.show_name_problem(refusal.sentence)
        else:
            form.show_problem(refusal.sentence)
        if isinstance(refusal, WrongPassword | TooSoon):
            form.wait(refusal.seconds)

    def _prepare_for(self, path: Path, staff_id: int | None) -> None:
        """Load what an opening needs, and list who signs in, where this PC can tell."""

        def work() -> tuple[KeyHolder, ...]:
            from engagement_desktop.services import this_pc

            found = this_pc.names_here(path)
            _prepare()
            return found

        def show(people: tuple[KeyHolder, ...]) -> None:
            if self.open_form.path == path:
                self.open_form.show_names(people, staff_id)

        self.tasks.read(work, show, owner=self)

    def _prepare(self) -> None:
        self.tasks.read(_prepare, lambda _: None, owner=self)

    def _start_creating(self) -> None:
        self._prepare()
        self.making.begin()

    def _finished(self, work: Workspace) -> None:
        """A school that was made, got a new key or was opened with its sheet can be gone into."""
        self._be_ready_again()
        self.made.emit(work)

    def _key_not_changed(self, path: Path, sentence: str) -> None:
        self.show_file(path, locked=True)
        self.open_form.show_problem(sentence or texts.KEY_AS_BEFORE)

    def show_page(self, page: QWidget) -> None:
        """Show this page alone."""
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


def _prepare() -> None:
    from engagement_desktop.ui import moving_in

    moving_in.prepare()
