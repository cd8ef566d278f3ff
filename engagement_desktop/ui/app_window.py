"""The one window: what stands before a school is open, the first sight of it, or all of it.

A start shows the pupils as soon as the file is unlocked (`ArrivalView`); what an open school needs
besides is loaded after that, in a worker, and takes the place of the first sight (`MainWindow`).
Nothing that this module imports at its top may need SQLAlchemy (docs/decisions/007).

Locking closes the school's file and forgets its pages; only which page was shown is kept, to come
back to.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from engagement_desktop import settings as settings_file
from engagement_desktop.errors import AppError
from engagement_desktop.progress import Progress
from engagement_desktop.services import arrival
from engagement_desktop.services.arrival import Arrival
from engagement_desktop.settings import Settings
from engagement_desktop.ui.after_paint import after_paint
from engagement_desktop.ui.arrival_view import ArrivalView
from engagement_desktop.ui.idle import IdleWatch
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.discard import discard

if TYPE_CHECKING:
    from engagement_desktop.services.rekeying import KeyWish
    from engagement_desktop.services.workspace import Workspace
    from engagement_desktop.ui.cover import Cover
    from engagement_desktop.ui.main_window import MainWindow
    from engagement_desktop.ui.sign_in.sign_in_view import SignInView
    from engagement_desktop.ui.system_watch import SystemWatch
    from engagement_desktop.ui.tasks import TaskRunner

NAME = "Engagement Desktop"
_NOT_SAVED = "What you wrote last could not be saved in the school’s file."


@dataclass(frozen=True)
class LockedPlace:
    """What is kept over a lock: the file, and where in it somebody was. No name and no key."""

    path: Path
    staff_id: int
    pupil_id: int | None
    page_id: PageId | None
    geometry: bytes
    left_out: int = 0
    """How many files that were coming in were not added."""
    for_another: bool = False
    """Whether somebody else is to sign in."""
    stopped: int = 0
    """How many long tasks, such as an export, were stopped by the lock."""
    within: str = ""
    """Where on its page somebody was; the page itself knows what it says."""

    def to_text(self) -> str:
        """For a fresh process of this program."""
        place = [str(self.path), self.staff_id, self.pupil_id, self.page_id, self.geometry.hex()]
        return json.dumps([*place, self.left_out, self.for_another, self.stopped, self.within])

    @classmethod
    def from_text(cls, text: str) -> LockedPlace:
        """What `to_text` wrote."""
        path, staff_id, pupil_id, page_id, geometry, *rest = json.loads(text)
        return cls(
            Path(path),
            staff_id,
            pupil_id,
            PageId(page_id) if page_id else None,
            bytes.fromhex(geometry),
            *rest,
        )


class AppWindow(QWidget):
    """Shows the sign-in, a school's pupils, or a `MainWindow` for the school that is open.

    `list_shown` carries the list once the pupils are on screen and can be searched; `school_shown`
    the `MainWindow` once everything can be done. `replace` puts a fresh
    process in the place of this one, which has held keys, and says whether it could.
    """

    list_shown = Signal(object)
    school_shown = Signal(object)

    def __init__(
        self,
        settings: Settings,
        messages: Messages,
        open_demo: Callable[[Progress], Arrival],
        replace: Callable[[LockedPlace], bool] | None = None,
    ) -> None:
        super().__init__()
        self._replace = replace
        self._settings = settings
        self._messages = messages
        self._path: Path | None = None
        self._place: LockedPlace | None = None
        self._unsaved: dict[tuple[Path, int], dict[PageId, object]] = {}
        """What the file did not take before a lock, by the file and the person who wrote it."""
        self._closing_without = False
        self._cover: Cover | None = None
        self._open_demo = open_demo
        self._sign_in: SignInView | None = None
        self._arrival: Arrival | None = None
        self._first_sight: ArrivalView | None = None
        self.main: MainWindow | None = None
        self._tasks: TaskRunner | None = None
        self._stack = QStackedLayout(self)
        self._idle = IdleWatch(settings.idle_lock_minutes, self)
        self._idle.idle.connect(self._nobody_here)
        self._system: SystemWatch | None = None
        self.setWindowTitle(NAME)

    @property
    def tasks(self) -> TaskRunner:
        """What is done behind this window; made when the first has to be."""
        if self._tasks is None:
            from engagement_desktop.ui.changes_hub import ChangesHub
            from engagement_desktop.ui.tasks import TaskRunner

            self._tasks = TaskRunner(ChangesHub(self), self._messages, self)
        return self._tasks

    @property
    def sign_in(self) -> SignInView:
        """What stands before a school is open; made when it is first needed."""
        if self._sign_in is None:
            from engagement_desktop.ui.sign_in.sign_in_view import SignInView

            self._sign_in = SignInView(self.tasks, self._open_demo)
            self._sign_in.arrived.connect(self.arrive)
            self._sign_in.made.connect(self._made)
            self._stack.addWidget(self._sign_in)
        return self._sign_in

    def open_file(self, path: Path) -> None:
        """Open a school's file: at once where nobody is asked for a password, else the sign-in."""
        if not arrival.is_demo(path):
            is_last = path == self._settings.last_file
            self.sign_in.show_file(path, staff_id=self._settings.last_person if is_last else None)
            return
        try:
            self.arrive(arrival.arrive_at_demo(path))
        except AppError as refusal:
            self.sign_in.show_refusal(refusal)

    def arrive(self, arrived: Arrival) -> None:
        """Show the pupils of a school that is unlocked, and open the rest of it behind them."""
        self._arrival = arrived
        sight = self._first_sight = ArrivalView(arrived)
        self._stack.addWidget(sight)
        self._stack.setCurrentWidget(sight)
        after_paint(sight, self._seen)

    def show_school(self, work: Workspace, kind: type[MainWindow]) -> MainWindow:
        """Show an open school; this window closes its file in the end."""
        self._path = path = work.database.path
        signed_in = path, work.staff_id
        if not work.is_demo and signed_in != (self._settings.last_file, self._settings.last_person):
            self._settings.last_file, self._settings.last_person = signed_in
            settings_file.save(self._settings)
        sight, self._first_sight = self._first_sight, None
        in_use = sight.pupil_list.focusWidget() if sight is not None else None
        main = kind(work, self._settings, self._messages, sight.give_list() if sight else None)
        main.lock_wanted.connect(self.lock)
        main.switch_wanted.connect(self._lock_for_another)
        main.key_change_wanted.connect(self._change_key)
        main.close_wanted.connect(self.close)
        main.other_wanted.connect(self._other_school)
        # Methods, no lambdas: one that held this window would end it in the midst of main’s end.
        if sight is None or not sight.complete:
            main.loaded.connect(self._tell_list)
        main.loaded.connect(self._loaded)
        self.main = main
        self._stack.addWidget(main)
        self._stack.setCurrentWidget(main)
        self.setWindowTitle(f"{work.school_name} – {NAME}")
        place, self._place = self._place, None
        if sight is not None and sight.wanted is not None:
            main.show_pupil(sight.wanted)
        elif place is not None and place.staff_id == work.staff_id and place.pupil_id is not None:
            page = main.show_pupil(place.pupil_id, place.page_id)
            if page is not None and place.within:
                page.go_back(place.within)
        main.take_up(self._unsaved.pop((path, work.staff_id), {}))
        if place is not None and place.staff_id == work.staff_id and place.left_out:
            self._tell_left_out(place.left_out)
        if place is not None and place.staff_id == work.staff_id and place.stopped:
            self._messages.problem(_stopped_by_the_lock())
        if sight is not None:
            discard(sight)
        if in_use is not None:
            in_use.setFocus()  # whoever is typing in the search goes on typing
        return main

    def lock(self, *, for_another: bool = False) -> None:
        """Keep what was written, close the file, and ask for the password again.

        Files that are still coming in come in first, behind a cover.
        """
        main = self.main
        if main is None or self._path is None or self._cover is not None:
            return
        main.leave()
        if not main.context.imports.coming:
            self._lock_now(main, 0, for_another)
            return
        from engagement_desktop.ui.cover import Cover

        cover = self._cover = Cover(main.context.imports, for_another=for_another)
        self._stack.addWidget(cover)
        self._stack.setCurrentWidget(cover)
        main.setEnabled(False)
        self._close_dialogs()
        cover.done.connect(self._covered)

    def _lock_for_another(self) -> None:
        self.lock(for_another=True)

    def _covered(self) -> None:
        """What was coming in is in, or left out."""
        cover, self._cover = self._cover, None
        if cover is None:
            return
        discard(cover)
        if self.main is not None:
            self._lock_now(self.main, cover.left_out, cover.for_another)

    def _lock_now(self, main: MainWindow, left_out: int, for_another: bool) -> None:
        work = main.context.work
        unsaved = main.unsaved()
        if unsaved:
            self._unsaved[work.database.path, work.staff_id] = unsaved
        place = LockedPlace(
            work.database.path,
            work.staff_id,
            main.pupil_id,
            main.area.page_id,
            bytes(self.saveGeometry().data()),
            left_out,
            for_another,
            main.tasks.would_be_stopped,
            main.area.page.place() if main.area.page is not None else "",
        )
        self._close_school(main)
        # what could not be saved stays in this process, and is saved after the password
        if self._unsaved or self._replace is None or not self._replace(place):
            self.come_back(place)

    def come_back(self, place: LockedPlace) -> None:
        """Stand locked in front of this place, and return there after the password."""
        self._path, self._place = place.path, place
        self.restoreGeometry(place.geometry)
        likely = None if place.for_another else place.staff_id
        self.sign_in.show_file(place.path, locked=True, staff_id=likely)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end_arrival()
        main = self.main
        if main is not None:
            if self._still_coming(main, "Close", self.close) or not self._may_leave(
                main, "Close without it", self._close_without
            ):
                event.ignore()
                return
            self._close_school(main)
        elif self._unsaved and not self._closing_without:
            event.ignore()
            self._ask_unsaved()
            return
        self.tasks.close()
        if self._sign_in is not None:
            self._sign_in.forget_made()
        event.accept()

    def _still_coming(self, main: MainWindow, verb: str, then: Callable[[], object]) -> bool:
        """Whether files are coming in; if so, ask whether to do `then` without them."""
        from engagement_desktop.ui.cover import coming_words
        from engagement_desktop.ui.widgets.dialog import ask

        imports = main.context.imports
        if not imports.coming:
            return False

        def without_them() -> None:
            imports.leave_out()
            then()

        ask(
            self,
            coming_words(len(imports.coming)),
            f"{verb} now, and they are left out: nothing half of them stays, and you can add them"
            " again.",
            f"{verb} without them",
            without_them,
            no="Wait for them",
        )
        return True

    def _may_leave(
        self, main: MainWindow, offer: str = "", anyway: Callable[[], object] | None = None
    ) -> bool:
        """Write everything; False where the page keeps the user, or where the file took it not."""
        if not main.leave():
            return False
        if self._closing_without or not (main.unsaved() or self._unsaved):
            return True
        problem = AppError(
            _NOT_SAVED,
            safe="It is still here, and so is all that was saved before.",
            to_do="Check that the disk is there and has room, then close again.",
        )
        self._messages.problem(problem, offer, anyway)
        return False

    def _ask_unsaved(self) -> None:
        """Closing in front of a locked school would lose what only this process still holds."""
        from engagement_desktop.ui.widgets.dialog import ask

        ask(
            self,
            _NOT_SAVED,
            "It did not go into the file before the window was locked. Whoever wrote it can sign in"
            " again: then it is saved.",
            "Close without it",
            self._close_without,
        )

    def _tell_left_out(self, number: int) -> None:
        from engagement_desktop.ui.cover import left_out_words

        told = AppError(
            left_out_words(number),
            safe="Nothing half of what was coming in is kept.",
            to_do="Please add what is missing again.",
        )
        self._messages.problem(told)

    def _close_without(self) -> None:
        self._closing_without = True
        self.close()

    def _seen(self) -> None:
        """The pupils are on the screen: now for the rest."""
        sight, arrived = self._first_sight, self._arrival
        if sight is None or arrived is None:
            return
        if sight.complete:
            self.list_shown.emit(sight.pupil_list)

        def move_in() -> tuple[Workspace, type[MainWindow]]:
            from engagement_desktop.ui import moving_in

            return moving_in.move_in(arrived)

        self.tasks.read(move_in, self._moved_in, owner=self, failed=self._not_moved_in)

    def _moved_in(self, opened: tuple[Workspace, type[MainWindow]]) -> None:
        self._arrival = None
        self.show_school(*opened)

    def _not_moved_in(self, refusal: AppError) -> None:
        """The file was let go already; say why."""
        sight, self._first_sight, self._arrival = self._first_sight, None, None
        self.sign_in.show_refusal(refusal)
        self._stack.setCurrentWidget(self.sign_in)
        if sight is not None:
            discard(sight)

    def _end_arrival(self) -> None:
        """Let an opening that is under way come to its end; one that never began lets go."""
        self.tasks.finish()
        if self._arrival is not None:
            self._arrival.leave()
            self._arrival = None

    def _made(self, work: Workspace) -> None:
        from engagement_desktop.ui.main_window import MainWindow

        self.show_school(work, MainWindow)

    def _change_key(self, wish: KeyWish) -> None:
        """Close the school, give its file the new key, and open it again."""
        main = self.main
        if main is None or main.context.work.keys is None:
            return
        if self._still_coming(main, "Go on", lambda: self._change_key(wish)) or not self._may_leave(
            main
        ):
            return
        path, keys = main.context.work.database.path, main.context.work.keys
        self._close_school(main)
        self.sign_in.change_key(path, keys, wish)

    def _other_school(self) -> None:
        main = self.main
        if main is None or self._still_coming(main, "Change the school", self._other_school):
            return
        if not self._may_leave(main):
            return
        self._close_school(main)
        self.sign_in.show_welcome()

    def _nobody_here(self) -> None:
        self._idle.minutes = self._settings.idle_lock_minutes
        self.lock()

    def _tell_list(self) -> None:
        if self.main is not None:
            self.list_shown.emit(self.main.pupil_list)

    def _loaded(self) -> None:
        """All is there; from now on, lock when the PC sleeps or locks its screen."""
        if self.main is not None:
            self.school_shown.emit(self.main)
        if self._system is None:
            from engagement_desktop.ui.system_watch import SystemWatch

            self._system = SystemWatch(self)
            self._system.leaving.connect(self.lock)

    def _close_school(self, main: MainWindow) -> None:
        """Finish the writing, close the file, and let nothing of it stay on screen."""
        main.close_school()
        work = main.context.work
        self.main = None
        self._stack.setCurrentWidget(self.sign_in)
        self._close_dialogs()
        discard(main)
        work.close()
        self.setWindowTitle(NAME)

    def _close_dialogs(self) -> None:
        """What stands in windows of its own goes from the screen, and what was copied or only
        selected (the middle mouse button pastes it) from the clipboards."""
        for window in QApplication.topLevelWidgets():
            if window is not self and window.isVisible():
                window.close()
        clipboard = QGuiApplication.clipboard()
        clipboard.clear()
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)


def _stopped_by_the_lock() -> AppError:
    return AppError(
        "What was still being made, such as an export, was stopped when the school was locked.",
        safe="What you wrote is in the school’s file.",
        to_do="Please start it again.",
    )
