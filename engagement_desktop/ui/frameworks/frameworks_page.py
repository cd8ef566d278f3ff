"""Other frameworks: each list with its age; a lead brings lists in, looks through and retires."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.services import frameworks
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.chosen_file import read_file
from engagement_desktop.services.csv_tables import LARGEST
from engagement_desktop.services.frameworks import FrameworkView, StatementList
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.forms_page import SchoolFormsPage
from engagement_desktop.ui.frameworks import texts
from engagement_desktop.ui.frameworks.bring_in_dialog import BringInDialog
from engagement_desktop.ui.frameworks.look_dialog import LookDialog
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.name_dialog import NameDialog
from engagement_desktop.ui.widgets.row_buttons import with_buttons
from engagement_desktop.ui.widgets.rows import InfoRow


class FrameworksPage(SchoolFormsPage[tuple[FrameworkView, ...]]):
    """Everybody looks; who may change the school's words brings lists in and retires them."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, texts.TITLE, texts.SENTENCE, {}, parent)
        self._may = context.work.may(Act.SCHOOL)
        self.list = ListCard()
        self.column.addWidget(self.list)
        if self._may:
            self.buttons.addWidget(button(texts.BRING_IN, "add", on_click=self._ask_which))

    def gather(self) -> tuple[FrameworkView, ...]:
        return frameworks.list_frameworks(self.context.work)

    def show_read(self, read: tuple[FrameworkView, ...]) -> None:
        self.list.refill([self._row(view) for view in read], nothing=texts.NOTHING)

    def changed(self, changes: Changes, initiator: object) -> None:
        """Load again when a framework changed."""
        if changes.touches(Kind.FRAMEWORK) and initiator is not self:
            self.load()

    def bring_in(self, path: Path) -> None:
        """Read a list, and show what would come in."""
        work = self.context.work

        def read() -> tuple[StatementList, tuple[FrameworkView, ...]]:
            return frameworks.read_list(read_file(path, LARGEST)), frameworks.list_frameworks(work)

        def show(found: tuple[StatementList, tuple[FrameworkView, ...]]) -> None:
            listed, there = found
            dialog = BringInDialog(path.stem, listed, there, self)

            def save(name: str) -> Saved[int]:
                return frameworks.bring_in(work, name, listed.statements)

            def saved(_: int) -> None:
                said = texts.BROUGHT.format(name=" ".join(dialog.name.text().split()))
                self.context.messages.say(said)

            self.submit_to(dialog, save, saved)

        self.read(read, show, what="list")

    def _row(self, view: FrameworkView) -> QWidget:
        title = f"{view.name} ({texts.RETIRED})" if view.retired else view.name
        info = InfoRow("list", title, texts.detail(view))
        buttons: list[tuple[str, Callable[[], object]]] = [(texts.LOOK, lambda: self._look(view))]
        if self._may:
            turn = texts.OFFER if view.retired else texts.RETIRE
            buttons += [
                (texts.RENAME, lambda: self._rename(view)),
                (turn, lambda: self._turn(view)),
            ]
        return with_buttons(info, view.name, buttons)

    def _look(self, view: FrameworkView) -> None:
        LookDialog(self.context, view, self._may, self).open()

    def _rename(self, view: FrameworkView) -> None:
        work = self.context.work
        dialog = NameDialog(texts.RENAME, view.name, self, called=texts.NAME)

        def said(before: str) -> None:
            after = " ".join(dialog.form().split())
            self.context.messages.undo(
                texts.RENAMED.format(before=before, after=after),
                lambda: self.write(lambda: frameworks.rename(work, view.id, before)),
            )

        self.submit_to(dialog, lambda name: frameworks.rename(work, view.id, name), said)

    def _turn(self, view: FrameworkView) -> None:
        work = self.context.work

        def undo() -> None:
            self.write(lambda: frameworks.retire(work, view.id, retired=False))

        if view.retired:
            undo()
            return
        self.write(
            lambda: frameworks.retire(work, view.id),
            lambda _: self.context.messages.undo(texts.IS_RETIRED.format(name=view.name), undo),
        )

    def _ask_which(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, texts.BRING_IN.rstrip("…"), "", texts.FILES)
        if chosen:
            self.bring_in(Path(chosen))
