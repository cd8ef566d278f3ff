"""The step with the recovery sheet, after a school was made or its key has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.sign_in.sheet_page import SheetPage
from engagement_desktop.ui.sign_in.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from engagement_desktop.reports.recovery_sheet import RecoverySheet
    from engagement_desktop.services.workspace import Workspace


class SheetStep(QObject):
    """Goes on only when three groups were read back from the paper."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._work: Workspace | None = None
        self._sheet: RecoverySheet | None = None
        self._then: Callable[[], object] | None = None
        self.page = SheetPage()
        self.page.print_wanted.connect(self._choose_printer)
        self.page.read_back.connect(self._read_back)

    def begin(self, work: Workspace, then: Callable[[], object]) -> None:
        """Show the step for an open school; `then` comes when it is done."""
        from engagement_desktop.services import recovery

        self._work, self._then = work, then
        self._sheet = recovery.sheet(work)
        self.page.show_sheet(self._sheet, recovery.groups_to_ask())
        self._stage.show_page(self.page)

    def forget(self) -> None:
        """Leave nothing of the sheet."""
        self._work = self._sheet = self._then = None
        self.page.forget()

    def print_on(self, printer: QPrinter) -> None:
        """Print the sheet, from memory."""
        from engagement_desktop.services import recovery
        from engagement_desktop.ui.reports.printing import print_pdf

        sheet = self._sheet
        if sheet is None:
            return
        self._stage.tasks.long(
            texts.PRINTING_SHEET,
            lambda progress: print_pdf(recovery.pdf(sheet), printer, progress),
            lambda _: self.page.say(texts.SHEET_PRINTED),
            owner=self,
            failed=lambda _: self.page.say(texts.SHEET_NOT_PRINTED),
        )

    def _choose_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(texts.SHEET)
        if QPrintDialog(printer, self.page).exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def _read_back(self, typed: Mapping[int, str]) -> None:
        from engagement_desktop.services import recovery

        work, sheet = self._work, self._sheet
        if work is None or sheet is None:
            return
        try:
            recovery.read_back(sheet, typed)
        except InvalidInput as problems:
            self.page.show_problems(problems)
            return
        self._stage.tasks.write(
            lambda: recovery.sheet_printed(work),
            lambda _: self._finish(),
            owner=self,
            failed=self._not_kept,
        )

    def _not_kept(self, refusal: AppError) -> None:
        self.page.say(refusal.sentence)

    def _finish(self) -> None:
        then = self._then
        self.forget()
        if then is not None:
            then()
