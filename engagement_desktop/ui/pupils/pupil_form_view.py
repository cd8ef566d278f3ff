"""The form of a pupil: every field with its sentence beside it, and nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.errors import FieldProblem
from engagement_desktop.models import upn
from engagement_desktop.models.pupil_list import ClassRow
from engagement_desktop.models.school_year import year_name
from engagement_desktop.models.vocabularies import Word
from engagement_desktop.services.pupils import PupilForm, check
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.pupils import texts
from engagement_desktop.ui.pupils.needs_field import NeedsField
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.text_area import TextArea
from engagement_desktop.ui.widgets.tick_line import TickLine

_UPN_LENGTH = 13
_LAST_YEAR = 14


class PupilFormView(QWidget):
    """Shows a `PupilForm` and gives back what was typed. `edited` comes with every change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._essentials())
        column.addWidget(self._communication())
        column.addWidget(self._needs())

    def show_form(
        self,
        form: PupilForm,
        classes: Sequence[ClassRow],
        plan_kinds: Sequence[Word],
        today: date,
    ) -> None:
        """Show this form; emits nothing."""
        self._today = today
        self._class.clear()
        self._class.addItem("No class", None)
        for row in classes:
            self._class.addItem(row.name, row.id)
        self._plan_kind.clear()
        self._plan_kind.addItem("Not said", None)
        for word in plan_kinds:
            self._plan_kind.addItem(word.text, word.key)
        for name, line in self._lines.items():
            line.setText(getattr(form, name))
        for name, area in self._areas.items():
            area.set_text(getattr(form, name))
        for name, day in self._days.items():
            day.set_day(getattr(form, name))
        self._year.set_key(form.actual_year)
        self._class.set_key(form.class_id)
        self._plan_kind.set_key(form.plan_kind)
        self._observe.set_key(form.observe_every_days)
        self._regressive.setChecked(form.regressive_condition)
        self._needs_field.set_needs(form.needs)
        self.show_problems(problem for problem in check(form, today) if not problem.blocks)

    def form(self) -> PupilForm:
        """What is typed now."""
        year, class_id, kind = self._year.key(), self._class.key(), self._plan_kind.key()
        every = self._observe.key()
        words = {name: line.text() for name, line in self._lines.items()}
        words |= {name: area.text() for name, area in self._areas.items()}
        days = {name: day.day() for name, day in self._days.items()}
        return PupilForm(
            **words,  # type: ignore[arg-type]  # every name in these tables is a text field
            **days,  # type: ignore[arg-type]  # and every name in this one a day
            actual_year=year if isinstance(year, int) else None,
            class_id=class_id if isinstance(class_id, int) else None,
            plan_kind=kind if isinstance(kind, str) else None,
            observe_every_days=every if isinstance(every, int) else None,
            regressive_condition=self._regressive.isChecked(),
            needs=self._needs_field.needs(),
        )

    def problems(self) -> tuple[FieldProblem, ...]:
        """What should be looked at again, dates that cannot be read among it."""
        unread = tuple(
            FieldProblem(name, day.problem) for name, day in self._days.items() if day.problem
        )
        return unread + check(self.form(), self._today)

    def show_problems(self, problems: Iterable[FieldProblem]) -> None:
        """Put each sentence beside its field, and clear the others."""
        sentences = {problem.field: problem.sentence for problem in problems}
        for name, field in self.fields.items():
            field.show_problem(sentences.get(name, ""))

    def focus_first_problem(self) -> None:
        """Go to the first field that has a sentence beside it."""
        for field in self.fields.values():
            if field.problem:
                field.control.setFocus()
                return

    def focus_first(self) -> None:
        """Go to the first field."""
        self._lines["preferred_name"].setFocus()

    def _essentials(self) -> Card:
        self._lines: dict[str, QLineEdit] = {}
        self._areas: dict[str, TextArea] = {}
        self._days: dict[str, DayField] = {}
        self._year = Combo(texts.YEAR, _years())
        self._class = Combo(texts.CLASS)
        self._plan_kind = Combo(texts.PLAN_KIND)
        self._observe = Combo(
            texts.OBSERVE, [Choice(days, words) for days, words in texts.OBSERVE_EVERY]
        )
        card = Card("Essentials")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        rows: tuple[tuple[QWidget, ...], ...] = (
            (
                self._line("preferred_name", texts.PREFERRED),
                self._line("pronouns", texts.PRONOUNS),
            ),
            (
                self._line("legal_first_name", texts.FIRST_NAME),
                self._line("legal_last_name", texts.LAST_NAME),
            ),
            (self._day("born_on", texts.BORN), self._line("upn", texts.UPN)),
            (
                self._chosen("actual_year", texts.YEAR, self._year, texts.YEAR_HINT),
                self._chosen("class_id", texts.CLASS, self._class),
            ),
            (self._day("started_on", texts.STARTED), self._day("left_on", texts.LEFT)),
            (
                self._chosen("plan_kind", texts.PLAN_KIND, self._plan_kind),
                self._day("plan_review_on", texts.PLAN_REVIEW),
            ),
            (self._chosen("observe_every_days", texts.OBSERVE, self._observe, texts.OBSERVE_HINT),),
        )
        for number, row in enumerate(rows):
            for place, field in enumerate(row):
                grid.addWidget(field, number, place, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        self._lines["upn"].textEdited.connect(lambda _: self._check_upn())
        self._lines["upn"].editingFinished.connect(lambda: self._check_upn(finished=True))
        return card

    def _communication(self) -> Card:
        card = Card("Communication and interests")
        card.body.setSpacing(SPACE_M)
        card.body.addWidget(
            self._text("communication", texts.COMMUNICATION, texts.COMMUNICATION_HINT)
        )
        card.body.addWidget(self._text("interests", texts.INTERESTS))
        return card

    def _needs(self) -> Card:
        card = Card(texts.NEEDS)
        card.body.setSpacing(SPACE_M)
        self._needs_field = NeedsField()
        self._needs_field.edited.connect(self.edited)
        card.body.addWidget(self._needs_field)
        card.body.addWidget(self._text("senses", texts.SENSES))
        card.body.addWidget(self._text("mobility", texts.MOBILITY))
        card.body.addWidget(self._text("medical", texts.MEDICAL))
        regressive = TickLine(texts.REGRESSIVE)
        self._regressive = regressive.tick
        self._regressive.clicked.connect(lambda _=False: self.edited.emit())
        card.body.addWidget(regressive)
        return card

    def _line(self, name: str, title: str) -> Field:
        line = QLineEdit()
        line.textEdited.connect(lambda _: self._typed(name))
        self._lines[name] = line
        return self._field(name, title, line)

    def _text(self, name: str, title: str, hint: str = "") -> Field:
        area = TextArea(title)
        area.edited.connect(self.edited)
        self._areas[name] = area
        return self._field(name, title, area, hint)

    def _day(self, name: str, title: str) -> Field:
        day = DayField(title)
        day.changed.connect(lambda: self._typed(name))
        day.editingFinished.connect(lambda: self._check_day(name))
        self._days[name] = day
        return self._field(name, title, day)

    def _chosen(self, name: str, title: str, combo: Combo, hint: str = "") -> Field:
        combo.activated.connect(lambda _: self.edited.emit())
        return self._field(name, title, combo, hint)

    def _field(self, name: str, title: str, control: QWidget, hint: str = "") -> Field:
        self.fields[name] = Field(title, control, hint)
        return self.fields[name]

    def _typed(self, name: str) -> None:
        """A sentence about what was there before is cleared once something else is typed."""
        if self.fields[name].problem and name != "upn":
            self.fields[name].show_problem("")
        self.edited.emit()

    def _check_day(self, name: str) -> None:
        found = [problem for problem in self.problems() if problem.field == name]
        self.fields[name].show_problem(found[0].sentence if found else "")

    def _check_upn(self, *, finished: bool = False) -> None:
        """Warn as soon as enough is typed to judge, and never while it is still being typed."""
        typed = self._lines["upn"].text()
        enough = finished or len(upn.tidy(typed)) >= _UPN_LENGTH
        self.fields["upn"].show_problem(upn.problem(typed) if enough else "")


def _years() -> list[Choice]:
    return [
        Choice(None, "Not said"),
        *(Choice(year, year_name(year)) for year in range(-1, _LAST_YEAR + 1)),
    ]
