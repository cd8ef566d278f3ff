"""What stands under “More” of the first card: who was there, how long, why, and who observed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services.observation_views import ObservationForm
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.section import LineEdit, Offer
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.columns import Columns
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import Combo, NumberField

_A_DAY = 24 * 60
_SOMEBODY_ELSE = -1


class WhoAndWhy(QWidget):
    """The details of the occasion, each with a quiet way of not saying."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.adults = LineEdit(texts.ADULTS, texts.ADULTS_HINT)
        self.minutes = NumberField(texts.MINUTES, 0, _A_DAY)
        self.minutes.setSpecialValueText(texts.NO_MINUTES)
        self.minutes.lineEdit().setTextMargins(SPACE_XS, 0, 0, 0)
        self.why = Combo(texts.WHY)
        self.plan = Combo(texts.PLAN)
        self.observer = Combo(texts.OBSERVER)
        self.observer_name = LineEdit(texts.OBSERVER_NAME)
        self.who_observed = Combo(texts.WHO_OBSERVED)
        self.knows = LineEdit(texts.KNOWS, texts.KNOWS_HINT)
        self.fields = {
            "adults": Field(texts.ADULTS, self.adults),
            "minutes": Field(texts.MINUTES, self.minutes),
            "why_activity": Field(texts.WHY, self.why),
            "plan_id": Field(texts.PLAN, self.plan),
            "observer_id": Field(texts.OBSERVER, self.observer),
            "observer_name": Field(texts.OBSERVER_NAME, self.observer_name),
            "who_observed": Field(texts.WHO_OBSERVED, self.who_observed),
            "knows_pupil": Field(texts.KNOWS, self.knows),
        }
        self._rows: dict[str, QWidget] = {}
        self._lay_out()
        for line in (self.adults, self.observer_name, self.knows):
            line.textEdited.connect(self._edited)
        for combo in (self.why, self.plan, self.observer, self.who_observed):
            combo.activated.connect(self._edited)
        self.observer.activated.connect(self._show_name)
        self.minutes.valueChanged.connect(self._edited)

    def load(self, form: ObservationForm, offer: Offer) -> None:
        """Show the form's values; emits nothing."""
        self.adults.set_text(form.adults)
        self.minutes.blockSignals(True)
        self.minutes.setValue(form.minutes or 0)
        self.minutes.blockSignals(False)
        not_said = (Choice(None, texts.NOT_SAID),)
        _offer(
            self.why,
            not_said + offer.options(Vocabulary.WHY_ACTIVITY, form.why_activity),
            form.why_activity,
        )
        _offer(
            self.who_observed,
            not_said + offer.options(Vocabulary.WHO_OBSERVED, form.who_observed),
            form.who_observed,
        )
        plans = tuple(Choice(plan.id, plan.activity) for plan in offer.choices.plans)
        _offer(self.plan, (Choice(None, texts.NO_PLAN), *plans), form.plan_id)
        self.fields["plan_id"].setVisible(bool(plans))
        staff = tuple(
            Choice(member.id, member.name)
            for member in offer.choices.staff
            if not member.has_left or member.id == form.observer_id
        )
        _offer(
            self.observer,
            (*staff, Choice(_SOMEBODY_ELSE, texts.SOMEBODY_ELSE)),
            _SOMEBODY_ELSE if form.observer_id is None else form.observer_id,
        )
        self.observer_name.set_text(form.observer_name)
        self.knows.set_text(form.knows_pupil)
        self._show_name()

    def fill(self, form: ObservationForm) -> ObservationForm:
        """The form with these fields as they are typed now."""
        observer = self.observer.key()
        is_staff = isinstance(observer, int) and observer != _SOMEBODY_ELSE
        plan = self.plan.key()
        return replace(
            form,
            adults=self.adults.text(),
            minutes=self.minutes.value() or None,
            why_activity=_word(self.why),
            # a plan that has been reviewed since is no longer offered, and stays
            plan_id=plan if isinstance(plan, int) else self._kept_plan(form),
            observer_id=observer if isinstance(observer, int) and is_staff else None,
            observer_name="" if is_staff else self.observer_name.text(),
            who_observed=_word(self.who_observed),
            knows_pupil=self.knows.text(),
        )

    def set_open(self, is_open: bool) -> None:
        """Allow or stop writing."""
        for line in (self.adults, self.observer_name, self.knows):
            line.setReadOnly(not is_open)
        for control in (self.why, self.plan, self.observer, self.who_observed, self.minutes):
            control.setEnabled(is_open)

    def _kept_plan(self, form: ObservationForm) -> int | None:
        return form.plan_id if self.plan.currentIndex() < 0 else None

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for names in (
            (("adults", 300), ("minutes", 140)),
            (("why_activity", 220), ("plan_id", 220)),
            (("observer_id", 220), ("who_observed", 220)),
            (("observer_name", 440),),
            (("knows_pupil", 440),),
        ):
            row = QWidget()
            columns = Columns(row)
            for name, share in names:
                columns.add(self.fields[name], share)
            column.addWidget(row)
            self._rows[names[0][0]] = row

    def _show_name(self, _: int = 0) -> None:
        self._rows["observer_name"].setVisible(self.observer.key() == _SOMEBODY_ELSE)

    def _edited(self, _: object = None) -> None:
        self.edited.emit()


def _offer(combo: Combo, options: tuple[Choice, ...], chosen: object) -> None:
    combo.clear()
    for option in options:
        combo.addItem(option.text, option.key)
    combo.set_key(chosen)


def _word(combo: Combo) -> str | None:
    key = combo.key()
    return key if isinstance(key, str) else None
