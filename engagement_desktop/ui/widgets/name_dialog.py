"""Asking for a name, or another short text, in a form of one line."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.ui.widgets.form_dialog import FormDialog


class NameDialog(FormDialog):
    """Its form is the line as typed; problems of `field` stand beside it."""

    def __init__(
        self,
        title: str,
        text: str,
        parent: QWidget,
        *,
        field: str = "name",
        called: str,
        hint: str = "",
    ) -> None:
        super().__init__(title, "", "Save", parent)
        self.line = QLineEdit(text)
        self.add_field(field, called, self.line, hint)

    def form(self) -> str:
        """The line as typed."""
        return self.line.text()
