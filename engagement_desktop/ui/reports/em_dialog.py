"""The EM list for the school office: whom it names, what is to be checked, and where it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget

from engagement_desktop.services import em_list
from engagement_desktop.services.em_list import EmList
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.labels import label

_KEY_STAGE_1 = "key stage 1"


def open_em_list(context: UiContext, parent: QWidget) -> EmListDialog:
    """Open the dialog over `parent`."""
    dialog = EmListDialog(context, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class EmListDialog(Dialog):
    """The list as it would leave, on paper or for a spreadsheet."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(texts.EM_TITLE, texts.EM_SENTENCE, parent)
        self._context = context
        self._page = parent
        self._found: EmList | None = None
        self.also = ChipRow(
            [Choice(_KEY_STAGE_1, texts.EM_KEY_STAGE_1)], multiple=True, name=texts.EM_ALSO
        )
        self.pupils = QListWidget()
        self.pupils.setAccessibleName(texts.EM_TITLE)
        self.pupils.setMinimumHeight(140)
        self.pupils.setWordWrap(True)
        self.notes = label("", Role.MUTED)
        self.body.addWidget(self.also)
        self.body.addWidget(self.pupils)
        self.body.addWidget(self.notes)
        self.add_button(texts.CANCEL, self.reject)
        self.table = self.add_button(texts.EM_TABLE, self._save_table)
        self.paper = self.add_button(texts.EM_PAPER, self._save_paper, primary=True)
        self.also.chosen.connect(lambda _: self._look())
        self._look()

    def _look(self) -> None:
        """See who is on the list, in the background."""
        self._show(None)
        work, key_stage_1 = self._context.work, bool(self.also.keys())
        self._context.tasks.read(
            lambda: em_list.em_list(work, key_stage_1=key_stage_1), self._show, owner=self
        )

    def _show(self, found: EmList | None) -> None:
        self._found = found
        self.table.setEnabled(found is not None)
        self.paper.setEnabled(found is not None)
        self.pupils.clear()
        if found is None:
            return
        self.pupils.addItems([texts.em_line(line) for line in found.lines] or [texts.EM_NOBODY])
        self.notes.setText("\n".join(found.notes))
        self.grow()

    def _save_paper(self) -> None:
        self._save(texts.PDF_FILTER, "pdf", paper=True)

    def _save_table(self) -> None:
        self._save(texts.EM_TABLE_FILTER, "csv", paper=False)

    def _save(self, kind: str, ending: str, *, paper: bool) -> None:
        found = self._found
        if found is None:
            return
        name = f"{texts.EM_FILE.format(year=found.school_year)}.{ending}"
        chosen, _ = QFileDialog.getSaveFileName(self, texts.EM_TITLE, name, kind)
        if chosen:
            self.save_to(Path(chosen), found, paper=paper)

    def save_to(self, path: Path, found: EmList, *, paper: bool) -> None:
        """Save the list; the system's dialog has asked before writing over a file."""
        context = self._context
        context.tasks.long(
            texts.SAVING,
            lambda _: em_list.save(context.work, found, path, paper=paper).name,
            lambda name: context.messages.say(texts.SAVED.format(name=name)),
            owner=self._page,
        )
        self.accept()
