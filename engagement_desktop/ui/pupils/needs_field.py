"""The four areas of need: which apply, each in the pupil's own words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from engagement_desktop.models.states import AreaOfNeed
from engagement_desktop.services.pupils import Need
from engagement_desktop.ui.look.tokens import SPACE_XS
from engagement_desktop.ui.pupils import texts
from engagement_desktop.ui.widgets.text_area import TextArea


class NeedsField(QWidget):
    """A box to tick for each area of need, with a note that opens when it is ticked.

    A note stays while its box is unticked, so that a wrong click loses nothing.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self.boxes: dict[AreaOfNeed, QCheckBox] = {}
        self.notes: dict[AreaOfNeed, TextArea] = {}
        for area in AreaOfNeed:
            box = QCheckBox(area.title)
            note = TextArea(
                f"{area.title}: {texts.NEED_NOTE}", min_lines=1, placeholder=texts.NEED_NOTE
            )
            note.hide()
            box.toggled.connect(note.setVisible)
            box.clicked.connect(lambda _=False: self.edited.emit())
            note.edited.connect(self.edited)
            column.addWidget(box)
            column.addWidget(note)
            self.boxes[area] = box
            self.notes[area] = note

    def needs(self) -> tuple[Need, ...]:
        """What is ticked, with the notes."""
        return tuple(
            Need(area, self.notes[area].text())
            for area in AreaOfNeed
            if self.boxes[area].isChecked()
        )

    def set_needs(self, needs: Sequence[Need]) -> None:
        """Show these; emits nothing."""
        notes = {need.area_of_need: need.note for need in needs}
        for area in AreaOfNeed:
            self.boxes[area].setChecked(area in notes)
            self.notes[area].setVisible(area in notes)
            self.notes[area].set_text(notes.get(area, ""))
