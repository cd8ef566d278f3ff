"""“What do you see?”: the three questions about then and now (guidance 4.5), kept as typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engagement_desktop.services.comparisons import ComparisonForm
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.columns import Columns
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.text_area import TextArea

_LEAST = 160


class ReflectionCard(Card):
    """Three boxes; `edited` when the user changes one."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.REFLECTION, parent=parent)
        self.did = TextArea(texts.DID, min_lines=4)
        self.helped = TextArea(texts.HELPED, min_lines=4)
        self.build_on = TextArea(texts.BUILD_ON, min_lines=4)
        self._boxes = (self.did, self.helped, self.build_on)
        self._needs_two = label(texts.REFLECTION_NEEDS_TWO, Role.MUTED)
        row = QWidget()
        columns = Columns(row)
        for words, box in zip((texts.DID, texts.HELPED, texts.BUILD_ON), self._boxes, strict=True):
            columns.add(Field(words, box), _LEAST)
            box.edited.connect(self.edited)
        self.body.addWidget(self._needs_two)
        self.body.addWidget(row)
        self.body.addStretch(1)
        self.show_form(None)

    def show_form(self, form: ComparisonForm | None) -> None:
        """Show what is written; None while there are not two clips to write about."""
        shown = form or ComparisonForm()
        self.did.set_text(shown.did_then_and_now)
        self.helped.set_text(shown.what_helped)
        self.build_on.set_text(shown.build_on)
        for box in self._boxes:
            box.setEnabled(form is not None)
        self._needs_two.setVisible(form is None)

    @property
    def is_ready(self) -> bool:
        """Whether what is written about the two clips is here to be changed."""
        return self.did.isEnabled()

    def form(self) -> ComparisonForm:
        """What is written now."""
        return ComparisonForm(self.did.text(), self.helped.text(), self.build_on.text())
