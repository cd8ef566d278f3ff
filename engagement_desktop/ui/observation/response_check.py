"""The response check of the guidance's chapter 4: four questions, each yes, no or unsure."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.models.states import CheckAnswer, CheckQuestion
from engagement_desktop.services.observation_views import CheckForm
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.section import LineEdit
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.columns import Columns
from engagement_desktop.ui.widgets.labels import label

_ANSWERS = tuple(Choice(answer, answer.value) for answer in CheckAnswer)


class ResponseCheckForm(QWidget):
    """Asked of the response in one area. `edited` comes with each change by the user."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(label(texts.RESPONSE_CHECK, Role.STRONG))
        self._rows = {question: _Question(question) for question in CheckQuestion}
        for row in self._rows.values():
            row.edited.connect(self.edited)
            column.addWidget(row)

    def load(self, checks: tuple[CheckForm, ...]) -> None:
        """Show these answers; emits nothing."""
        known = {check.question: check for check in checks}
        for question, row in self._rows.items():
            row.load(known.get(question, CheckForm(question)))

    def checks(self) -> tuple[CheckForm, ...]:
        """The answers as they are now, those without answer and note left out."""
        answered = (row.check() for row in self._rows.values())
        return tuple(check for check in answered if check.answer or check.note)

    def set_open(self, is_open: bool) -> None:
        """Allow or stop answering."""
        for row in self._rows.values():
            row.set_open(is_open)


class _Question(QWidget):
    edited = Signal()

    def __init__(self, question: CheckQuestion) -> None:
        super().__init__()
        self._question = question
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_XS)
        column.setSpacing(SPACE_XS)
        column.addWidget(label(question.sentence, Role.SMALL))
        row = QWidget()
        columns = Columns(row)
        columns.setSpacing(SPACE_S)
        self.answers = ChipRow(_ANSWERS, multiple=False, name=question.sentence)
        self.note = LineEdit(f"{texts.CHECK_NOTE}: {question.sentence}", texts.CHECK_NOTE)
        columns.add(self.answers, 176)
        columns.add(self.note, 200)
        column.addWidget(row)
        self.answers.chosen.connect(lambda _: self.edited.emit())
        self.note.textEdited.connect(lambda _: self.edited.emit())

    def load(self, check: CheckForm) -> None:
        self.answers.set_chosen((check.answer,) if check.answer else ())
        self.note.set_text(check.note)

    def check(self) -> CheckForm:
        chosen = self.answers.keys()
        answer = next((key for key in chosen if isinstance(key, CheckAnswer)), None)
        return CheckForm(self._question, answer, self.note.text())

    def set_open(self, is_open: bool) -> None:
        self.answers.setEnabled(is_open)
        self.note.setReadOnly(not is_open)


def summary(checks: tuple[CheckForm, ...]) -> str:
    """The answers in one line: “intentional: yes · seizure ruled out: unsure”."""
    return " · ".join(
        f"{texts.CHECK_SHORT[check.question]}: {check.answer.value}"
        for check in checks
        if check.answer
    )
