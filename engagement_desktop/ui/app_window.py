"""The one window: what stands before a school is open, or the school that is open.

Locking closes the school's file and forgets its pages; only which page was shown is kept, to come
back to.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QWidget

from engagement_desktop import settings as settings_file
from engagement_desktop.progress import Progress
from engagement_desktop.services import school_file
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings
from engagement_desktop.ui.idle import IdleWatch
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.sign_in.sign_in_view import Opened, SignInView

NAME = "Engagement Desktop"


@dataclass(frozen=True)
class LockedPlace:
    """What is kept over a lock: the file, and where in it somebody was. No name and no key."""

    path: Path
    staff_id: int
    pupil_id: int | None
    page_id: PageId | None
    geometry: bytes

    def to_text(self) -> str:
        """For a fresh process of this program."""
        return json.dumps(
            [str(self.path), self.staff_id, self.pupil_id, self.page_id, self.geometry.hex()]
        )

    @classmethod
    def from_text(cls, text: str) -> LockedPlace:
        """What `to_text` wrote."""
        path, staff_id, pupil_id, page_id, geometry = json.loads(text)
        return cls(
            Path(path),
            staff_id,
            pupil_id,
            PageId(page_id) if page_id else None,
            bytes.fromhex(geometry),
        )


class AppWindow(QWidget):
    """Shows the sign-in, or a `MainWindow` for the school that is open.

    `school_shown` carries the `MainWindow` once its pupils are on screen. `replace` puts a fresh
    process in the place of this one, which has held keys, and says whether it could.
    """

    school_shown = Signal(object)

    def __init__(
        self,
        settings: Settings,
        messages: Messages,
        open_demo: Callable[[Progress], Opened],
        replace: Callable[[LockedPlace], bool] | None = None,
    ) -> None:
        super().__init__()
        self._replace = replace
        self._settings = settings
        self._messages = messages
        self._path: Path | None = None
        self._place: LockedPlace | None = None
        self.main: MainWindow | None = None
        self.sign_in = SignInView(messages, open_demo)
        self.sign_in.opened.connect(self._opened)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.sign_in)
        self._idle = IdleWatch(settings.idle_lock_minutes, self)
        self._idle.idle.connect(self._nobody_here)
        self.setWindowTitle(NAME)

    def show_school(self, work: Workspace, path: Path) -> MainWindow:
        """Show an open school; this window closes its file in the end."""
        self._path = path
        if not work.is_demo and self._settings.last_file != path:
            self._settings.last_file = path
            settings_file.save(self._settings)
        main = MainWindow(work, self._settings, self._messages)
        main.lock_wanted.connect(self.lock)
        main.close_wanted.connect(self.close)
        main.other_wanted.connect(self._other_school)
        main.loaded.connect(lambda: self.school_shown.emit(main))
        self.main = main
        self._stack.addWidget(main)
        self._stack.setCurrentWidget(main)
        self.setWindowTitle(f"{work.school_name} – {NAME}")
        place, self._place = self._place, None
        if place is not None and place.staff_id == work.staff_id and place.pupil_id is not None:
            main.show_pupil(place.pupil_id, place.page_id)
        return main

    def lock(self) -> None:
        """Keep what was written, close the file, and ask for the password again."""
        main = self.main
        if main is None or self._path is None:
            return
        main.leave()
        place = LockedPlace(
            self._path,
            main.context.work.staff_id,
            main.pupil_id,
            main.area.page_id,
            bytes(self.saveGeometry().data()),
        )
        self._close_school(main)
        if self._replace is None or not self._replace(place):
            self.come_back(place)

    def come_back(self, place: LockedPlace) -> None:
        """Stand locked in front of this place, and return there after the password."""
        self._path, self._place = place.path, place
        self.restoreGeometry(place.geometry)
        self.sign_in.show_file(place.path, locked=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        main = self.main
        if main is not None:
            if not main.leave():
                event.ignore()
                return
            self._close_school(main)
        self.sign_in.close_tasks()
        event.accept()

    def _opened(self, opened: Opened) -> None:
        self.show_school(opened.work, opened.path)

    def _other_school(self) -> None:
        main = self.main
        if main is None or not main.leave():
            return
        self._close_school(main)
        self.sign_in.show_welcome()

    def _nobody_here(self) -> None:
        self._idle.minutes = self._settings.idle_lock_minutes
        self.lock()

    def _close_school(self, main: MainWindow) -> None:
        """Finish the writing, close the file, and let nothing of it stay on screen."""
        main.close_school()
        work = main.context.work
        self.main = None
        self._stack.setCurrentWidget(self.sign_in)
        self._stack.removeWidget(main)
        for dialog in QGuiApplication.topLevelWindows():
            if dialog is not self.windowHandle():
                dialog.close()
        main.hide()
        main.deleteLater()
        QGuiApplication.clipboard().clear()
        school_file.close(work)
        self.setWindowTitle(NAME)
