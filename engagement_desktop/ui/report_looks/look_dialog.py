"""The school's colour, and what its logo shows."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QLineEdit, QWidget

from engagement_desktop.services.report_looks import LookForm, ReportLooks
from engagement_desktop.ui.report_looks import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.form_dialog import FormDialog


class LookDialog(FormDialog):
    """Its form is a `LookForm`."""

    def __init__(self, looks: ReportLooks, parent: QWidget) -> None:
        super().__init__(texts.LOOK, "", "Save", parent)
        self.accent = QLineEdit(looks.accent if looks.own_accent else "")
        self.says = QLineEdit(looks.logo_says)
        self._start = looks.accent
        self.add_field("accent", texts.COLOUR, self.accent, texts.COLOUR_HINT)
        self.column.addWidget(button(texts.PICK, on_click=self._pick))
        self.add_field("logo_says", texts.LOGO_SAYS, self.says, texts.LOGO_SAYS_HINT)

    def form(self) -> LookForm:
        """The colour and the words as typed."""
        return LookForm(self.says.text(), self.accent.text())

    def _pick(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._start), self, texts.PICK.rstrip("…"))
        if chosen.isValid():
            self.accent.setText(chosen.name().upper())
