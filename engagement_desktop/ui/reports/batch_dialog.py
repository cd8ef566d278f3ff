"""A class's end-of-year reports in one go: what is missing for whom, then the folder, then go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget

from engagement_desktop.models.editions import Edition
from engagement_desktop.models.pupil_list import ClassRow
from engagement_desktop.models.school_year import first_year, school_year
from engagement_desktop.models.states import ReportKind
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import report_batch
from engagement_desktop.services.pupils import list_classes
from engagement_desktop.services.report_batch import BatchResult
from engagement_desktop.services.report_views import PupilReport
from engagement_desktop.services.staff import signed_in
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.preview_panel import EDITIONS
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import Combo

_BOTH_SIDES = "both sides"


def open_batch(context: UiContext, parent: QWidget) -> BatchDialog:
    """Open the dialog over `parent`."""
    dialog = BatchDialog(context, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class BatchDialog(Dialog):
    """Choose class and school year, see what is missing, then choose where the PDFs go."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(texts.BATCH_TITLE, texts.BATCH_SENTENCE, parent)
        self._context = context
        self._page = parent
        self._lines: tuple[PupilReport, ...] = ()
        self.classes = Combo(texts.BATCH_CLASS)
        today = context.work.today()
        years = (school_year(today), f"{first_year(today) - 1}–{first_year(today) % 100:02d}")
        self.years = Combo(
            texts.PERIODS[ReportKind.YEAR_END], [Choice(year, year) for year in years]
        )
        self.pupils = QListWidget()
        self.pupils.setAccessibleName(texts.BATCH_TITLE)
        self.pupils.setMinimumHeight(170)
        self.pupils.setWordWrap(True)
        self.body.addWidget(Field(texts.BATCH_CLASS, self.classes))
        self.body.addWidget(Field(texts.PERIODS[ReportKind.YEAR_END], self.years))
        self.edition = Combo(texts.EDITION, EDITIONS[ReportKind.YEAR_END])
        self.also = ChipRow(
            [Choice(_BOTH_SIDES, texts.BATCH_BOTH_SIDES)], multiple=True, name=texts.EM_ALSO
        )
        self.body.addWidget(self.pupils)
        self.body.addWidget(Field(texts.EDITION, self.edition))
        self.body.addWidget(self.also)
        self.add_button(texts.CANCEL, self.reject)
        self.go = self.add_button(texts.BATCH_GO, self._choose_folder, primary=True)
        self.go.setEnabled(False)
        self.classes.activated.connect(lambda _: self._look())
        self.years.activated.connect(lambda _: self._look())
        work = context.work
        context.tasks.read(
            lambda: (list_classes(work), signed_in(work).class_id), self._offer, owner=self
        )

    def _offer(self, found: tuple[tuple[ClassRow, ...], int | None]) -> None:
        classes, own = found
        for row in classes:
            self.classes.addItem(row.name, row.id)
        self.classes.addItem(texts.BATCH_ALL, None)
        self.classes.setCurrentIndex(max(0, self.classes.findData(own) if own else 0))
        self._look()

    def _look(self) -> None:
        """See what there is and what is missing, in the background."""
        self.go.setEnabled(False)
        work, class_id, year = self._context.work, self._class_id(), str(self.years.key())
        kind = ReportKind.YEAR_END
        self._context.tasks.read(
            lambda: report_batch.class_reports(work, class_id, kind, year, SilentProgress()),
            lambda lines: self._show(class_id, year, lines),
            owner=self,
        )

    def _show(self, class_id: int | None, year: str, lines: tuple[PupilReport, ...]) -> None:
        if (class_id, year) != (self._class_id(), str(self.years.key())):
            return
        self._lines = lines
        self.pupils.clear()
        for line in lines:
            self.pupils.addItem(texts.batch_line(line))
        self.grow()
        self.go.setEnabled(any(line.report_id is not None for line in lines))

    def _class_id(self) -> int | None:
        key = self.classes.key()
        return key if isinstance(key, int) else None

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, texts.BATCH_FOLDER)
        if chosen:
            self.make(Path(chosen))

    def make(self, folder: Path) -> None:
        """Make the reports into `folder`, with progress in the window's status bar."""
        context, lines = self._context, self._lines
        edition, both_sides = Edition(str(self.edition.key())), bool(self.also.keys())
        title = f"{texts.SHORT_KINDS[ReportKind.YEAR_END]} {self.years.key()}"

        def done(result: BatchResult) -> None:
            words = texts.batch_done(
                len(result.written), folder.name, result.left_out, result.notes
            )
            context.messages.say(words)

        context.tasks.long(
            texts.BATCH_MAKING,
            lambda progress: report_batch.write_reports(
                context.work,
                lines,
                title,
                folder,
                progress,
                edition=edition,
                both_sides=both_sides,
            ),
            done,
            owner=self._page,
            cancelled=lambda: context.messages.say(texts.BATCH_STOPPED),
        )
        self.accept()
