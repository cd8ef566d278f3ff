"""The form of the school's own minimum: how often each pupil is observed at the least."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from engagement_desktop.models.own_minimum import MOST_DAYS, MOST_IN_A_TERM, OwnMinimum
from engagement_desktop.ui.dates import texts
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import NumberField


class MinimumDialog(FormDialog):
    """Its form is an `OwnMinimum`."""

    def __init__(self, minimum: OwnMinimum, parent: QWidget) -> None:
        super().__init__(texts.MINIMUM, texts.MINIMUM_SENTENCE, "Save", parent)
        self._days = NumberField(texts.EVERY_DAYS, 1, MOST_DAYS)
        self._days.setSuffix(texts.DAYS)
        self._days.setValue(minimum.every_days)
        self._times = NumberField(texts.EACH_TERM, 0, MOST_IN_A_TERM)
        self._times.setSuffix(texts.OBSERVATIONS)
        self._times.setSpecialValueText(texts.NO_MINIMUM)
        self._times.setValue(minimum.each_term)
        self.add_field("every_days", texts.EVERY_DAYS, self._days)
        self.add_field("each_term", texts.EACH_TERM, self._times, texts.EACH_TERM_HINT)

    def form(self) -> OwnMinimum:
        """The minimum as typed."""
        return OwnMinimum(self._days.value(), self._times.value())
