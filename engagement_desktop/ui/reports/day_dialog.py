"""Asks for the day of a review meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.inputs import DateField


def ask_day(parent: QWidget, start: date, then: Callable[[date], object]) -> Dialog:
    """Open a dialog with a date; `then` is given the day that is chosen."""
    dialog = Dialog(texts.WHEN_IS_MEETING, texts.WHEN_SENTENCE, parent)
    field = DateField(texts.WHEN_IS_MEETING)
    field.set_day(start)
    dialog.body.addWidget(field)

    def use() -> None:
        dialog.accept()
        then(field.day())

    dialog.add_button(texts.CANCEL, dialog.reject)
    dialog.add_button(texts.USE_DAY, use, primary=True)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    field.setFocus()
    return dialog
