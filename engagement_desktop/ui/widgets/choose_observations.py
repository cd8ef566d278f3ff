"""Choosing observations that something rests on: day and activity to tick, the words under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_XS, Role
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.prose import prose
from engagement_desktop.ui.widgets.tick_line import TickLine


@dataclass(frozen=True)
class ObservationChoice:
    """An observation that can be chosen: its number, a title, and its words."""

    id: int
    title: str
    words: str


class ChooseObservations(QWidget):
    """A column of observations to tick, or only to read; with none, a sentence says so."""

    def __init__(
        self,
        choices: Sequence[ObservationChoice],
        nothing: str,
        name: str,
        *,
        only_to_read: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.boxes: dict[int, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        if not choices:
            column.addWidget(label(nothing, Role.MUTED))
        for choice in choices:
            words = prose(choice.words, Role.MUTED)
            words.setContentsMargins(0, 0, 0, SPACE_XS)
            if only_to_read:
                column.addWidget(prose(choice.title))
                column.addWidget(words)
            else:
                line = TickLine(choice.title, words)
                line.tick.setAccessibleName(f"{name}: {choice.title}")
                column.addWidget(line)
                self.boxes[choice.id] = line.tick

    def ids(self) -> tuple[int, ...]:
        """The observations that are ticked, in the order shown."""
        return tuple(number for number, box in self.boxes.items() if box.isChecked())

    def set_ids(self, ids: Iterable[int]) -> None:
        """Tick exactly these; those not offered are left out."""
        wanted = set(ids)
        for number, box in self.boxes.items():
            box.setChecked(number in wanted)
