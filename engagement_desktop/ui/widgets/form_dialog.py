"""A form in a dialog: a sentence beside each field, and nothing typed is lost when it is closed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_WIDTH = 620
_MARGIN = 80
_LOOK_EVERY_MS = 500
"""How often the form is compared with what it was: so no control of it can be forgotten."""


class FormDialog(Dialog):
    """A form whose subclass adds fields and says in `form` what they hold.

    `submitted` carries the form when the main button is pressed; the dialog stays open with what
    was typed until `accept` is called, and takes no second press before `allow_saving` is.
    `put_aside` carries the form when it is closed otherwise with something typed in it, so that it
    can be offered again. `edited` comes soon after something was typed or chosen.
    """

    submitted = Signal(object)
    put_aside = Signal(object)
    edited = Signal()

    def __init__(self, title: str, sentence: str, save_text: str, parent: QWidget) -> None:
        super().__init__(title, sentence, parent)
        look = Look.of_app()
        self.fields: dict[str, Field] = {}
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, SPACE_S, 0)
        self.column.setSpacing(SPACE_M)
        self._scroll = VerticalScroll(self._inside)
        self.body.addWidget(self._scroll, 1)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.setStretchFactor(self.body, 100)  # the form takes the room, not the space below it
        self._whole = label("", Role.ERROR)
        self._whole.hide()
        self.body.addWidget(self._whole)
        self.add_button("Cancel", self.reject)
        self._save = self.add_button(save_text, self.submit, primary=True)
        self.finished.connect(self.deleteLater)
        room = self.screen().availableGeometry()
        self.setMinimumWidth(min(look.px(_WIDTH), room.width() - _MARGIN))
        self._before: object = None
        self._seen: object = None
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY_MS)
        self._looking.timeout.connect(self.look)
        self.finished.connect(self._looking.stop)

    def form(self) -> object:
        """What is typed now."""
        raise NotImplementedError

    def start(self) -> None:
        """Remember how the form was, and open it."""
        self._before = self._seen = self.form()
        self._looking.start()
        self.column.addStretch(1)
        self.fit()
        self.open()
        for field in self.fields.values():
            if field.control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                field.control.setFocus()
                self._scroll.ensureWidgetVisible(field)  # there may be much to read above it
                break

    def look(self) -> None:
        """See whether something was typed since the last look."""
        form = self.form()
        if form != self._seen:
            self._seen = form
            self.edited.emit()

    def fit(self) -> None:
        """As high as nothing needs to be scrolled, where the screen has room for that."""
        self.resize(self.minimumWidth(), self._whole_height())

    def _whole_height(self) -> int:
        room = self.screen().availableGeometry()
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        return min(self._inside_height() + around, room.height() - _MARGIN)

    def _inside_height(self) -> int:
        """The height at which nothing needs to be scrolled, at the dialog's width."""
        if not self.column.hasHeightForWidth():  # nothing in it wraps
            return self.column.sizeHint().height()
        width = self.minimumWidth() - 2 * SPACE_L
        return self.column.totalHeightForWidth(width) + 2 * self.column.spacing()

    def add_field(self, name: str, title: str, control: QWidget, hint: str = "") -> Field:
        """Add a control with its label; problems of `name` appear beside it."""
        self.fields[name] = Field(title, control, hint)
        self.column.addWidget(self.fields[name])
        return self.fields[name]

    def submit(self) -> None:
        """Hand the form over, unless a date in it cannot be read."""
        unread = [
            FieldProblem(name, field.control.problem)
            for name, field in self.fields.items()
            if isinstance(field.control, DayField) and field.control.problem
        ]
        self._show(unread)
        if not unread and self._save.isEnabled():
            self._save.setEnabled(False)  # a second press must not save it twice
            self.submitted.emit(self.form())

    def refused(self, error: AppError) -> None:
        """Show why it could not be saved, beside the fields where it says which."""
        if isinstance(error, InvalidInput):
            self._show(error.problems)
        else:
            self._whole.setText(error.sentence)
            self._whole.show()

    def allow_saving(self) -> None:
        """The saving that was asked for has ended, one way or another."""
        self._save.setEnabled(True)

    def stop_saving(self) -> None:
        """There is nothing that could be saved."""
        self._save.setEnabled(False)

    def reject(self) -> None:
        """Close without saving; what was typed is offered again."""
        self.look()
        typed = self.form()
        super().reject()
        if typed != self._before:
            self.put_aside.emit(typed)

    def _show(self, problems: Iterable[FieldProblem]) -> None:
        sentences = {problem.field: problem.sentence for problem in problems}
        self._whole.hide()
        for name, field in self.fields.items():
            field.show_problem(sentences.get(name, ""))
        self.column.activate()
        self.resize(self.width(), max(self.height(), self._whole_height()))
        first = True
        for name, field in self.fields.items():
            if name in sentences and first:
                first = False
                field.control.setFocus()
                self._scroll.ensureWidgetVisible(field)
