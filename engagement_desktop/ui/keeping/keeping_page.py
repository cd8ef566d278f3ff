"""Keeping and removing: what waits, whose time is over, what is on hold, and the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.pupil_list import PupilRow
from engagement_desktop.models.retention import Held, Rule
from engagement_desktop.models.roles import Act
from engagement_desktop.progress import Progress
from engagement_desktop.services import erasing, keeping, pupils
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.erasing import Asked
from engagement_desktop.services.keeping import DueLine, HoldLine
from engagement_desktop.services.report_files import save_over
from engagement_desktop.ui.ask_again import ask_again
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.keeping import texts
from engagement_desktop.ui.keeping.forms import (
    ErasureDialog,
    ErasureForm,
    HoldDialog,
    HoldForm,
    RuleDialog,
)
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, Role
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.dialog import ask
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.labels import label, rule
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.rows import InfoRow

T = TypeVar("T")


@dataclass(frozen=True)
class _Read:
    asked: tuple[Asked, ...]
    due: tuple[DueLine, ...]
    holds: tuple[HoldLine, ...]
    rules: dict[Held, Rule]
    pupils: tuple[PupilRow, ...]


class _ListCard(Card):
    """Rows under a title, or a sentence where there are none."""

    def __init__(self, title: str, nothing: str, about: str = "") -> None:
        super().__init__(title, subtitle=about)
        self._nothing = nothing
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE_M)
        self.body.addLayout(self._rows)

    def show_rows(self, rows: Iterable[QWidget]) -> None:
        """Show these in place of what was shown."""
        empty(self._rows)
        shown = list(rows)
        for number, row in enumerate(shown):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(row)
        if not shown:
            self._rows.addWidget(label(self._nothing, Role.MUTED))


class KeepingPage(SchoolPage):
    """Four cards; every removal goes through a second person and the password."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._pupils: tuple[PupilRow, ...] = ()
        self._certificate = b""
        self.waiting = _ListCard(texts.WAITING, texts.NOTHING_WAITS)
        self.due = _ListCard(texts.DUE, texts.NOTHING_DUE)
        self.on_hold = _ListCard(texts.HOLDS, texts.NOTHING_HELD, texts.HOLDS_ABOUT)
        self.rules = _ListCard(texts.RULES, "")
        self.ask_button = button(texts.ASK, on_click=lambda: self.ask_for(None))
        self.hold_button = button(texts.PLACE_HOLD, on_click=self.place_hold)
        self.waiting.header.addWidget(self.ask_button)
        self.on_hold.header.addWidget(self.hold_button)
        self._lay_out()

    def load(self) -> None:
        """Read all four."""
        work = self.context.work
        if not work.may(Act.KEEP):
            return

        def gather() -> _Read:
            return _Read(
                erasing.asked(work),
                keeping.due(work),
                keeping.holds(work),
                keeping.rules(work),
                pupils.list_pupils(work, left=True),
            )

        self.read(gather, self._show)

    def ask_for(self, pupil_id: int | None) -> ErasureDialog:
        """Open the form that asks for an erasure, with this pupil chosen."""
        work = self.context.work
        dialog = ErasureDialog(self._pupils, pupil_id, self)

        def save(form: ErasureForm) -> Saved[int]:
            return erasing.ask(work, _chosen(form.pupil_id), form.reason)

        self._submit(dialog, save, lambda _: self.context.messages.say(texts.ASKED))
        return dialog

    def place_hold(self) -> HoldDialog:
        """Open the form that places a hold."""
        work = self.context.work
        dialog = HoldDialog(self._pupils, self)

        def save(form: HoldForm) -> Saved[int]:
            return keeping.place_hold(work, _chosen(form.pupil_id), form.reason)

        self._submit(dialog, save)
        return dialog

    def change_rule(self, held: Held, now: Rule) -> RuleDialog:
        """Open the form of a rule."""
        work = self.context.work
        dialog = RuleDialog(held, now, self)

        def save(form: Rule) -> Saved[None]:
            return keeping.set_rule(work, held, form)

        self._submit(dialog, save)
        return dialog

    def erase(self, line: Asked) -> None:
        """Ask for the password, then once more, then where the certificate goes; then erase."""

        def sure() -> None:
            ask(
                self,
                texts.QUESTION.format(name=line.name),
                texts.WOULD_GO.format(removed=line.would_remove),
                texts.YES_ERASE,
                lambda: self._ask_where(lambda to: self.erase_to(line, to)),
            )

        ask_again(self.context, self, Act.ERASE, sure)

    def erase_to(self, line: Asked, to: Path) -> None:
        """Erase, and save the certificate; it can be saved elsewhere if that fails."""
        work = self.context.work

        def saved(pdf: bytes) -> None:
            self._certificate = pdf
            self._save_certificate(to)

        def erased(progress: Progress) -> Any:
            return erasing.erase(work, line.id, progress)

        self.context.tasks.long(
            texts.ERASING,
            erased,
            saved,
            owner=self,
            writes=True,
        )

    def _save_certificate(self, to: Path) -> None:
        pdf = self._certificate

        def failed(error: AppError) -> None:
            self.context.messages.problem(
                error, texts.SAVE_AGAIN, lambda: self._ask_where(self._save_certificate)
            )

        def done(name: str) -> None:
            self._certificate = b""
            self.context.messages.say(texts.ERASED.format(name=name))

        self.context.tasks.read(lambda: save_over(to, pdf).name, done, owner=self, failed=failed)

    def _ask_where(self, then: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self, texts.SAVE_CERTIFICATE, filter=texts.PDF_FILES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(texts.CERTIFICATE)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _submit(
        self,
        dialog: FormDialog,
        save: Callable[[T], Saved[Any]],
        then: Callable[[object], object] | None = None,
    ) -> None:
        def done(value: object) -> None:
            dialog.accept()
            if then is not None:
                then(value)

        def refused(error: AppError) -> None:
            dialog.allow_saving()
            dialog.refused(error)

        def submitted(form: T) -> None:
            self.context.tasks.write(lambda: save(form), done, owner=dialog, failed=refused)

        dialog.submitted.connect(submitted)
        dialog.start()

    def _show(self, read: _Read) -> None:
        self._pupils = read.pupils
        self.waiting.show_rows(self._asked_row(line) for line in read.asked)
        asked = {line.pupil_id for line in read.asked}
        self.due.show_rows(self._due_row(line) for line in read.due if line.pupil_id not in asked)
        self.on_hold.show_rows(self._hold_row(line) for line in read.holds)
        self.rules.show_rows(self._rule_row(held, now) for held, now in read.rules.items())

    def _asked_row(self, line: Asked) -> InfoRow:
        work = self.context.work
        if line.may_do:
            made = button(texts.ERASE, on_click=lambda: self.erase(line))
        else:
            made = self._writing(texts.TAKE_BACK, lambda: erasing.take_back(work, line.id))
        return InfoRow("person_clock", texts.asked_title(line), texts.asked_detail(line), made)

    def _due_row(self, line: DueLine) -> InfoRow:
        made = button(
            texts.ASK, name=f"{texts.ASK} {line.name}", on_click=lambda: self.ask_for(line.pupil_id)
        )
        return InfoRow("history", texts.due_title(line), texts.due_detail(line), made)

    def _hold_row(self, line: HoldLine) -> InfoRow:
        work = self.context.work
        made = self._writing(texts.LIFT, lambda: keeping.lift_hold(work, line.id))
        return InfoRow("lock_closed", texts.hold_title(line), texts.hold_detail(line), made)

    def _rule_row(self, held: Held, now: Rule) -> InfoRow:
        made = button(
            texts.CHANGE,
            name=f"{texts.CHANGE} {texts.rule_title(held)}",
            on_click=lambda: self.change_rule(held, now),
        )
        return InfoRow("calendar_ltr", texts.rule_title(held), texts.rule_detail(now), made)

    def _writing(self, text: str, write: Callable[[], Saved[Any]]) -> QPushButton:
        return button(text, on_click=lambda: self.context.tasks.write(write, owner=self))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(label(texts.TITLE, Role.TITLE))
        column.addWidget(label(texts.ABOUT))
        if self.context.work.may(Act.KEEP):
            for card in (self.waiting, self.due, self.on_hold, self.rules):
                column.addWidget(card)
        else:
            column.addWidget(EmptyState("lock_closed", texts.NOT_ALLOWED))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inside))


def _chosen(pupil_id: int | None) -> int:
    if pupil_id is None:
        raise InvalidInput((FieldProblem("pupil_id", "Please choose a pupil."),))
    return pupil_id
