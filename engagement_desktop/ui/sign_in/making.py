"""From an empty form to a school that can be used: the first run, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.ui.sign_in.class_page import ClassPage
from engagement_desktop.ui.sign_in.code_page import CodePage
from engagement_desktop.ui.sign_in.create_form import CreateForm, NewSchool
from engagement_desktop.ui.sign_in.sheet_step import SheetStep
from engagement_desktop.ui.sign_in.stage import Stage

if TYPE_CHECKING:
    from engagement_desktop.services.workspace import Workspace


class Making(QObject):
    """`made` carries the open school; `demo_wanted` comes where the demo is looked at first.

    The form; the set-up code, where this PC keeps none; the recovery sheet; the first class.
    """

    made = Signal(object)
    demo_wanted = Signal()

    def __init__(self, stage: Stage, sheet: SheetStep, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._sheet = sheet
        self._work: Workspace | None = None
        self._wanted: NewSchool | None = None
        self._code = ""
        self.form = CreateForm()
        self.code_page = CodePage()
        self.class_page = ClassPage()
        self.form.submitted.connect(self._create)
        self.form.back_wanted.connect(stage.show_welcome)
        self.code_page.done.connect(self._code_written_down)
        self.class_page.submitted.connect(self._add_class)
        self.class_page.later.connect(self._finish)
        self.class_page.demo_wanted.connect(self._look_at_demo)

    @property
    def pages(self) -> tuple[QWidget, ...]:
        """The pages of the steps."""
        return self.form, self.code_page, self.class_page

    def begin(self) -> None:
        """Show the empty form."""
        self._stage.show_page(self.form)
        self.form.school_name.setFocus()

    def forget(self) -> None:
        """Leave nothing that was typed."""
        self._wanted, self._code = None, ""
        self.form.forget()
        self.code_page.forget()

    def close(self) -> None:
        """Close a school that was made but never gone into; it opens with its password."""
        work, self._work = self._work, None
        if work is not None:
            work.close()

    def _create(self, new: NewSchool, code: str = "") -> None:
        self._wanted, self._code = new, code
        self.form.set_busy(True)

        def work() -> Workspace:
            from engagement_desktop.services import school_file

            return school_file.create_school(
                new.path, new.school_name, new.admin_name, new.password, set_up_code=code
            )

        self._stage.tasks.read(work, self._created, owner=self, failed=self._not_created)

    def _created(self, work: Workspace) -> None:
        self._work = work
        self.form.set_busy(False)
        self.forget()
        self._sheet.begin(work, self._ask_for_class)

    def _not_created(self, refusal: AppError) -> None:
        from engagement_desktop.security.device_secret import (
            CredentialStoreFailed,
            NoCredentialStore,
        )
        from engagement_desktop.services import this_pc

        self.form.set_busy(False)
        self._stage.show_page(self.form)
        if isinstance(refusal, InvalidInput):
            self.form.show_problems(refusal)
        elif isinstance(refusal, NoCredentialStore | CredentialStoreFailed):
            # Nothing was made yet: the code comes first, and the school is made with it.
            self._code = this_pc.new_set_up_code()
            self.code_page.show_code(self._code)
            self._stage.show_page(self.code_page)
        else:
            self.form.show_place_problem(refusal.sentence)

    def _code_written_down(self) -> None:
        if self._wanted is not None:
            self._create(self._wanted, self._code)

    def _ask_for_class(self) -> None:
        self.class_page.begin()
        self._stage.show_page(self.class_page)

    def _add_class(self, name: str) -> None:
        from engagement_desktop.services import classes

        work = self._work
        if work is None:
            return

        def refused(refusal: AppError) -> None:
            self.class_page.show_problem(refusal.sentence)

        self._stage.tasks.write(
            lambda: classes.save_class(work, None, name),
            lambda _: self._finish(),
            owner=self,
            failed=refused,
        )

    def _finish(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            self.made.emit(work)

    def _look_at_demo(self) -> None:
        self.close()
        self.demo_wanted.emit()
