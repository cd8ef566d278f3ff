"""One's own password, the recovery sheet, the set-up code and a new key: dialogs and services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engagement_desktop.services import own_passwords, recovery
from engagement_desktop.services.rekeying import KeyWish
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.sign_in.sheet_step import SheetStep
from engagement_desktop.ui.staff import texts
from engagement_desktop.ui.staff.change_key_dialog import ChangeKeyDialog
from engagement_desktop.ui.staff.password_dialogs import (
    AskPasswordDialog,
    OwnPasswordDialog,
    PasswordChange,
    show_secret,
)
from engagement_desktop.ui.tasks import TaskRunner
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

T = TypeVar("T")
_SHEET_HEIGHT = 440
_MOST_HEIGHT = 540


class KeyDoings(QObject):
    """Opens dialogs over `page`; the password is asked for just before each secret is shown."""

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page

    def change_password(self) -> None:
        """One's own password."""
        work, messages = self._context.work, self._context.messages
        dialog = OwnPasswordDialog((work.school_name,), self._page)

        def change(typed: PasswordChange) -> None:
            self._try(
                dialog,
                lambda: own_passwords.change(work, typed.present, typed.new),
                lambda _: messages.say(texts.OWN_CHANGED),
            )

        dialog.submitted.connect(change)
        dialog.start()

    def show_code(self) -> None:
        """The set-up code, for another PC."""
        work = self._context.work
        self._ask_then(
            texts.CODE,
            texts.ASK_FOR_CODE,
            lambda password: recovery.reveal(work, password).set_up_code,
            lambda code: show_secret(texts.CODE, texts.CODE_SENTENCE, code, self._page),
        )

    def print_sheet(self) -> None:
        """The recovery sheet once more."""
        work = self._context.work
        self._ask_then(
            texts.SHEET,
            texts.ASK_FOR_SHEET,
            lambda password: recovery.reveal(work, password),
            lambda _: SheetDialog(work, self._context.tasks, self._page).open(),
        )

    def change_key(self) -> None:
        """A new key for the file; the school is closed for it and opened again."""
        work = self._context.work
        dialog = ChangeKeyDialog(self._page)

        def change(wish: KeyWish) -> None:
            self._try(
                dialog,
                lambda: work.confirm(wish.password),
                lambda _: self._context.navigate.change_key(wish),
            )

        dialog.submitted.connect(change)
        dialog.start()

    def _ask_then(
        self,
        title: str,
        sentence: str,
        work: Callable[[str], T],
        then: Callable[[T], object],
    ) -> None:
        dialog = AskPasswordDialog(title, sentence, "Go on", self._page)
        dialog.submitted.connect(lambda password: self._try(dialog, lambda: work(password), then))
        dialog.start()

    def _try(self, dialog: FormDialog, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Do it behind the dialog, which closes only when it went well."""

        def done(result: T) -> None:
            dialog.accept()
            then(result)

        task = self._context.tasks.read(work, done, owner=dialog, failed=dialog.refused)
        task.ended.connect(dialog.allow_saving)


class SheetDialog(Dialog):
    """The step with the recovery sheet, over an open school."""

    def __init__(self, work: Workspace, tasks: TaskRunner, parent: QWidget) -> None:
        super().__init__(texts.SHEET, "", parent)
        self._tasks = tasks
        self.add_button("Close", self.reject)
        self.step = SheetStep(self, self)
        self.step.page.title.hide()  # the dialog has it
        scroll = VerticalScroll(self.step.page)
        scroll.setMinimumHeight(min(Look.of_app().px(_SHEET_HEIGHT), _MOST_HEIGHT))
        self.body.addWidget(scroll, 1)
        self.step.begin(work, self.accept)
        self.finished.connect(lambda _: self.step.forget())
        self.finished.connect(self.deleteLater)

    @property
    def tasks(self) -> TaskRunner:
        """What is done behind the dialog."""
        return self._tasks

    def show_page(self, page: QWidget) -> None:
        """The one page of the step."""
        page.show()

    def show_welcome(self) -> None:
        """There is no first choice in here."""
