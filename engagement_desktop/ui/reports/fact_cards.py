"""The facts beside the prose: the register's sessions, the review meeting and its dates."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractSpinBox, QVBoxLayout, QWidget

from engagement_desktop.models.ehc_dates import ReviewDate
from engagement_desktop.services.report_views import AttendanceForm, MeetingForm
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.wrap_row import WrapRow
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import DateField, NumberField
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.text_area import TextArea

_MOST_SESSIONS = 450


class RegisterFields(QWidget):
    """Sessions from the register; −1 stands for “not filled in”. `edited` after each change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loading = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.fields: list[NumberField] = []
        named: list[QWidget] = []
        for name in (texts.POSSIBLE, texts.ATTENDED, texts.UNAUTHORISED):
            field = NumberField(name, -1, _MOST_SESSIONS)
            field.setSpecialValueText(texts.NOT_FILLED_IN)
            field.valueChanged.connect(self._changed)
            self.fields.append(field)
            named.append(Field(name, field))
        column.addWidget(WrapRow(*named))

    def form(self) -> AttendanceForm:
        """What is filled in."""
        return AttendanceForm(
            *(None if field.value() < 0 else field.value() for field in self.fields)
        )

    def begin(self, form: AttendanceForm) -> None:
        """Show those of another report, with nothing typed here before that could be undone."""
        self.show_form(form)
        for field in self.fields:
            _forget_typing(field)

    def show_form(self, form: AttendanceForm) -> None:
        """Show what the file holds; emits nothing."""
        self._loading = True
        figures = (form.possible, form.attended, form.unauthorised)
        for field, figure in zip(self.fields, figures, strict=True):
            field.setValue(-1 if figure is None else figure)
        self._loading = False

    def _changed(self) -> None:
        if not self._loading:
            self.edited.emit()


class MeetingCard(Card):
    """When and where the review is, and who is invited.

    `edited` after each change of the texts, `day_wanted` when the meeting is moved.
    """

    edited = Signal()
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.MEETING, parent=parent)
        self.day = DateField(texts.MEETING)
        self.place = TextArea(texts.PLACE, min_lines=1, max_lines=2)
        self.invited = TextArea(
            texts.INVITED, min_lines=3, max_lines=10, placeholder=texts.INVITED_HINT
        )
        self.body.addWidget(self.day)
        self.body.addWidget(Field(texts.PLACE, self.place))
        self.body.addWidget(Field(texts.INVITED, self.invited))
        self.place.edited.connect(self.edited)
        self.invited.edited.connect(self.edited)
        self._shown: date | None = None
        self.day.editingFinished.connect(self._day_finished)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops in the card, in order."""
        return self.day, self.place, self.invited

    def form(self) -> MeetingForm:
        """What is typed."""
        return MeetingForm(self.place.text(), self.invited.text())

    def begin(self, form: MeetingForm, day: date) -> None:
        """Show those of another report, with nothing typed here before that could be undone."""
        self.show_form(form, day)
        _forget_typing(self.day)
        for area in (self.place, self.invited):
            area.begin_anew()

    def show_form(self, form: MeetingForm, day: date) -> None:
        """Show what the file holds; emits nothing."""
        self._shown = day
        self.day.set_day(day)
        self.place.set_text(form.place)
        self.invited.set_text(form.invited)

    def set_open(self, is_open: bool) -> None:
        """Let it be changed, or only read."""
        self.day.setEnabled(is_open)
        self.place.setReadOnly(not is_open)
        self.invited.setReadOnly(not is_open)

    def _day_finished(self) -> None:
        if self.day.day() != self._shown:
            self._shown = self.day.day()
            self.day_wanted.emit(self._shown)


def _forget_typing(field: QAbstractSpinBox) -> None:
    """Let go of what undo would bring back: a line forgets it when it is given a text."""
    line = field.lineEdit()
    line.setText(line.text())


class DatesCard(Card):
    """The dates that the law ties to the meeting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.DATES, parent=parent)
        self._lines = label("")
        self.body.addWidget(self._lines)

    def show_dates(self, dates: tuple[ReviewDate, ...]) -> None:
        """Show these, earliest first."""
        self._lines.setText("\n".join(f"{texts.long_day(day.by)}: {day.what}" for day in dates))


class NeededCard(Card):
    """What the regulations ask for and is not written yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.STILL_NEEDED, tone=Tone.ATTENTION, parent=parent)
        self.words = label("", Role.SMALL)
        self.body.addWidget(self.words)

    def show_missing(self, missing: tuple[str, ...]) -> None:
        """Show what is missing; the card goes when nothing is."""
        self.words.setText(" · ".join(missing))
        self.setVisible(bool(missing))
