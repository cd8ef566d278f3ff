"""The report out of the window: saved as a PDF where the user says, or printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from engagement_desktop.progress import Progress
from engagement_desktop.services import leaving
from engagement_desktop.services.report_files import file_stem
from engagement_desktop.services.report_views import Preview
from engagement_desktop.ui.ask_again import ask_again
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.printing import print_pdf


class ReportOutput:
    """Saves and prints what the preview shows.

    `latest` gives the preview, None while there is none; `name` what the file is called.
    """

    def __init__(
        self,
        context: UiContext,
        owner: QWidget,
        latest: Callable[[], Preview | None],
        name: Callable[[], str],
    ) -> None:
        self._context = context
        self._owner = owner
        self._latest = latest
        self._name = name

    def save_pdf(self) -> None:
        """Save the report as it is now, where the user says."""
        if self._latest() is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._owner, texts.SAVE_TITLE, f"{file_stem(self._name())}.pdf", texts.PDF_FILTER
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save what the preview shows; the system's dialog has asked before writing over a file."""
        latest = self._latest()
        if latest is not None:
            act = latest.leaving.act
            ask_again(self._context, self._owner, act, lambda: self._save(path, latest))

    def _save(self, path: Path, latest: Preview) -> None:
        work = self._context.work
        self._context.tasks.long(
            texts.SAVING,
            lambda _: leaving.save(work, latest.pdf, latest.leaving, path).name,
            lambda name: self._context.messages.say(texts.SAVED.format(name=name)),
            owner=self._owner,
        )

    def print_it(self) -> None:
        """Ask the system which printer, and print what the preview shows."""
        latest = self._latest()
        if latest is not None:
            ask_again(self._context, self._owner, latest.leaving.act, self._choose_printer)

    def _choose_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(file_stem(self._name()))
        dialog = QPrintDialog(printer, self._owner)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print what the preview shows, in the background."""
        latest = self._latest()
        if latest is None:
            return
        work = self._context.work

        def enter_and_print(progress: Progress) -> int:
            leaving.enter(work, latest.leaving)
            return print_pdf(latest.pdf, printer, progress)

        self._context.tasks.long(
            texts.PRINTING,
            enter_and_print,
            lambda _: self._context.messages.say(texts.PRINTED),
            owner=self._owner,
        )
