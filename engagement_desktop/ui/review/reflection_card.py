"""“What do you see?”: the three questions about then and now (guidance 4.5), kept as typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from engagement_desktop.services.comparisons import ComparisonForm
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_M, Role
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.text_area import TextArea

_BESIDE_FROM = 540


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
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE_M)
        for words, box in zip((texts.DID, texts.HELPED, texts.BUILD_ON), self._boxes, strict=True):
            self._row.addWidget(Field(words, box), 1, Qt.AlignmentFlag.AlignTop)
            box.edited.connect(self.edited)
        self.body.addWidget(self._needs_two)
        self.body.addLayout(self._row)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= Look.of_app().px(_BESIDE_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if beside else down)
