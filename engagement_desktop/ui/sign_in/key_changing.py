"""A closed school gets a new key: progress, start passwords, the new sheet, and open again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engagement_desktop.errors import AppError
from engagement_desktop.progress import Progress
from engagement_desktop.ui.sign_in.key_pages import KeyProgressPage, StartPasswordsPage
from engagement_desktop.ui.sign_in.sheet_step import SheetStep
from engagement_desktop.ui.sign_in.stage import Stage
from engagement_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from engagement_desktop.security.school_keys import SchoolKeys
    from engagement_desktop.services.rekeying import KeyWish, StartPassword
    from engagement_desktop.services.workspace import Workspace


class KeyChanging(QObject):
    """`made` carries the school opened with its new key; `given_up` the file and a sentence."""

    made = Signal(object)
    given_up = Signal(object, str)

    def __init__(self, stage: Stage, sheet: SheetStep, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._sheet = sheet
        self._path = Path()
        self._task: Task | None = None
        self._work: Workspace | None = None
        self.progress_page = KeyProgressPage(self._cancel)
        self.passwords_page = StartPasswordsPage()
        self.passwords_page.done.connect(self._print_sheet)

    @property
    def pages(self) -> tuple[QWidget, ...]:
        """The pages of the steps."""
        return self.progress_page, self.passwords_page

    def begin(self, path: Path, keys: SchoolKeys, wish: KeyWish) -> None:
        """Change the key of this closed file."""
        self._path = path

        def work(progress: Progress) -> tuple[Workspace, tuple[StartPassword, ...]]:
            from engagement_desktop.services import recovery, rekeying, school_file

            done = rekeying.change_key(path, keys, wish, progress)
            opened = school_file.move_in(done.arrival)
            recovery.key_is_new(opened)
            return opened, done.start_passwords

        self._stage.show_page(self.progress_page)
        self._task = self._stage.tasks.long(
            "Changing the key",
            work,
            self._changed,
            owner=self,
            failed=self._end,
            cancelled=lambda: self._end(None),
        )
        self._task.progressed.connect(self.progress_page.show_progress)

    def close(self) -> None:
        """Close a school that has its new key but was not gone into; it opens with the password."""
        self.passwords_page.forget()
        work, self._work = self._work, None
        if work is not None:
            work.close()

    def _changed(self, result: tuple[Workspace, tuple[StartPassword, ...]]) -> None:
        self._task = None
        self._work, given = result
        if given:
            self.passwords_page.show_passwords(given)
            self._stage.show_page(self.passwords_page)
        else:
            self._print_sheet()

    def _print_sheet(self) -> None:
        self.passwords_page.forget()
        if self._work is not None:
            self._sheet.begin(self._work, self._finish)

    def _finish(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            self.made.emit(work)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _end(self, refusal: AppError | None) -> None:
        self._task = None
        self.given_up.emit(self._path, refusal.sentence if refusal is not None else "")
