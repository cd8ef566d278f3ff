"""“What do you see?”: the reflection on the two clips, kept as it is typed (4.5)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.services.comparisons import ComparisonForm
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.widgets.columns import Columns
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.text_area import TextArea


class Reflection(QWidget):
    """`edited` comes with each change by the user."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.did = TextArea(texts.SEE_THEN_NOW, min_lines=2, max_lines=6)
        self.helped = TextArea(texts.SEE_HELPED, min_lines=2, max_lines=6)
        self.build_on = TextArea(texts.SEE_BUILD_ON, min_lines=2, max_lines=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(label(texts.SEE_CARD, Role.SECTION))
        row = QWidget()
        columns = Columns(row)
        for name, area in (
            (texts.SEE_THEN_NOW, self.did),
            (texts.SEE_HELPED, self.helped),
            (texts.SEE_BUILD_ON, self.build_on),
        ):
            columns.add(Field(name, area), 124)
            area.setAcceptDrops(False)
            area.edited.connect(self.edited)
        column.addWidget(row)

    def load(self, form: ComparisonForm) -> None:
        """Show what is written; emits nothing."""
        self.did.set_text(form.did_then_and_now)
        self.helped.set_text(form.what_helped)
        self.build_on.set_text(form.build_on)

    def form(self) -> ComparisonForm:
        """What is written now."""
        return ComparisonForm(self.did.text(), self.helped.text(), self.build_on.text())
