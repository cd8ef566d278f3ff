"""When nobody can sign in: the sheet opens the file, and an administrator gets a new password."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engagement_desktop.errors import AppError
from engagement_desktop.ui.sign_in.recover_form import NewWayIn, RecoverForm
from engagement_desktop.ui.sign_in.sheet_step import SheetStep
from engagement_desktop.ui.sign_in.stage import Stage

if TYPE_CHECKING:
    from engagement_desktop.services.recovery import Recovered, TakenBack
    from engagement_desktop.services.workspace import Workspace


class Recovering(QObject):
    """`made` carries the open school; `given_up` the file, whose password is asked for again."""

    made = Signal(object)
    given_up = Signal(object)

    def __init__(self, stage: Stage, sheet: SheetStep, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._sheet = sheet
        self._path = Path()
        self._found: Recovered | None = None
        self._work: Workspace | None = None
        self.form = RecoverForm()
        self.form.code_given.connect(self._open)
        self.form.way_chosen.connect(self._take_back)
        self.form.back_wanted.connect(self._give_up)

    def begin(self, path: Path) -> None:
        """Ask for the groups of this file's sheet."""
        self._path = path
        self.form.ask_for_code(path)
        self._stage.show_page(self.form)

    def forget(self) -> None:
        """Leave nothing that was typed, nor the key."""
        self._found = None
        self.form.forget()

    def close(self) -> None:
        """Close a school that was opened but never gone into."""
        work, self._work = self._work, None
        if work is not None:
            work.close()

    def _open(self, typed: str) -> None:
        path = self._path

        def work() -> Recovered:
            from engagement_desktop.services import recovery

            return recovery.open_with_sheet(path, typed)

        self.form.set_busy(True)
        self._stage.tasks.read(work, self._opened, owner=self, failed=self._refused)

    def _opened(self, found: Recovered) -> None:
        self._found = found
        self.form.set_busy(False)
        self.form.ask_for_password(found)

    def _take_back(self, way: NewWayIn) -> None:
        found = self._found
        if found is None:
            return

        def work() -> TakenBack:
            from engagement_desktop.services import recovery

            return recovery.take_back(found, way.staff_id, way.password)

        self.form.set_busy(True)
        self._stage.tasks.read(work, self._taken_back, owner=self, failed=self._refused)

    def _taken_back(self, taken: TakenBack) -> None:
        self.form.set_busy(False)
        self.forget()
        self._work = taken.work
        if taken.code_is_new:
            self._sheet.begin(taken.work, self._finish)
        else:
            self._finish()

    def _refused(self, refusal: AppError) -> None:
        self.form.set_busy(False)
        self.form.show_problem(refusal.sentence)

    def _finish(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            self.made.emit(work)

    def _give_up(self) -> None:
        self.forget()
        self.given_up.emit(self._path)
