"""The form of an outcome and its steps."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.models.states import AreaOfNeed, StepStatus
from engagement_desktop.models.steps import next_statuses
from engagement_desktop.services.outcomes import OutcomeForm, StepForm
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS
from engagement_desktop.ui.plans import texts
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.chips import ChipRow, Choice, chosen
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.text_area import TextArea


class StepsField(QWidget):
    """Steps in their order, each with how it stands; one more can always be added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_XS)
        column.addLayout(self._column)
        column.addWidget(button(texts.ADD_STEP, "add", quiet=True, on_click=self._add_empty))
        self._rows: list[tuple[QWidget, int | None, QLineEdit, Combo]] = []

    def steps(self) -> tuple[StepForm, ...]:
        """The steps as typed."""
        # Qt hands an enum of texts back as a text.
        return tuple(
            StepForm(number, line.text(), StepStatus(str(combo.key())))
            for _, number, line, combo in self._rows
        )

    def add(self, step: StepForm) -> QLineEdit:
        """Add a row."""
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        line = QLineEdit(step.wording)
        line.setAccessibleName(f"{texts.STEP} {len(self._rows) + 1}")
        statuses = StepStatus if step.id is None else (step.status, *next_statuses(step.status))
        combo = Combo("How the step stands", [Choice(each, each.value) for each in statuses])
        combo.set_key(step.status)
        entry = (row, step.id, line, combo)
        away = tool_button("dismiss", "Take this step out", on_click=lambda: self._remove(entry))
        across.addWidget(line, 1)
        across.addWidget(combo)
        across.addWidget(away)
        self._rows.append(entry)
        self._column.addWidget(row)
        return line

    def _add_empty(self) -> None:
        self.add(StepForm(None, "")).setFocus()

    def _remove(self, entry: tuple[QWidget, int | None, QLineEdit, Combo]) -> None:
        self._rows.remove(entry)
        discard(entry[0])


class OutcomeDialog(FormDialog):
    """Its form is an `OutcomeForm`."""

    def __init__(self, title: str, name: str, form: OutcomeForm, parent: QWidget) -> None:
        super().__init__(title, "", "Save", parent)
        self._wording = TextArea(texts.OUTCOMES)
        self._success = TextArea(texts.SUCCESS.format(name=name))
        self._aspiration = TextArea(texts.ASPIRATION, min_lines=1)
        self._expected = DayField(texts.EXPECTED)
        self._needs = ChipRow(
            [Choice(area, area.value) for area in AreaOfNeed], multiple=True, name=texts.NEEDS
        )
        self._steps = StepsField()
        hint = texts.OUTCOME_HINT.format(name=name)
        self.add_field("wording", "Outcome", self._wording, hint)
        self.add_field("needs", texts.NEEDS, self._needs)
        self.add_field("success", texts.SUCCESS.format(name=name), self._success)
        self.add_field("expected_by", texts.EXPECTED, self._expected, texts.EXPECTED_HINT)
        self.add_field("steps", texts.STEPS, self._steps)
        self.add_field("aspiration", texts.ASPIRATION, self._aspiration)
        self._wording.set_text(form.wording)
        self._success.set_text(form.success)
        self._aspiration.set_text(form.aspiration)
        self._expected.set_day(form.expected_by)
        self._needs.set_chosen(form.needs)
        for step in form.steps:
            self._steps.add(step)

    def form(self) -> OutcomeForm:
        """The outcome as typed."""
        return OutcomeForm(
            wording=self._wording.text(),
            success=self._success.text(),
            aspiration=self._aspiration.text(),
            needs=chosen(self._needs, AreaOfNeed),
            expected_by=self._expected.day(),
            steps=self._steps.steps(),
        )
