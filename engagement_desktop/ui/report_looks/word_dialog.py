"""A word of the profession, and how it is said plainly."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.services.plain_words import PlainWordView
from engagement_desktop.ui.report_looks import texts
from engagement_desktop.ui.widgets.form_dialog import FormDialog


class PlainWordDialog(FormDialog):
    """Its form is the word and its plain words, as typed. A word that is there keeps its name."""

    def __init__(self, title: str, view: PlainWordView | None, parent: QWidget) -> None:
        super().__init__(title, "", "Save", parent)
        self.word = QLineEdit(view.word if view else "")
        self.plain = QLineEdit(view.plain if view else "")
        self.word.setReadOnly(view is not None)
        self.add_field("word", texts.WORD, self.word)
        self.add_field("plain", texts.PLAIN, self.plain)

    def form(self) -> tuple[str, str]:
        """Both as typed."""
        return self.word.text(), self.plain.text()
