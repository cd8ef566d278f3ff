"""What stands over a school that is to be locked while files are still coming in.

Nothing of the school can be seen or reached behind it; the file is closed as soon as they are in.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.ui.day_words import count_words
from engagement_desktop.ui.imports import Imports
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import DIALOG_WIDTH, SPACE_M, Role
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.labels import label


def coming_words(number: int) -> str:
    """“Two files are still coming in.”"""
    files = count_words(number, "file is", "files are")
    return f"{files[0].upper()}{files[1:]} still coming in."


def left_out_words(number: int) -> str:
    """What is said at the next sign-in about files that did not come in."""
    files = count_words(number, "file", "files")
    was = "was" if number == 1 else "were"
    return f"{files[0].upper()}{files[1:]} {was} not added while the window was locked."


class Cover(QWidget):
    """`done` comes once nothing is under way any longer. `left_out` counts what was not added,
    `for_another` says who is to sign in then."""

    done = Signal()

    def __init__(self, imports: Imports, *, for_another: bool = False) -> None:
        super().__init__()
        self._imports = imports
        self.for_another = for_another
        self.left_out = 0
        self._words = label()
        self.leave_out = button("Leave them out and sign in", on_click=self._leave_out)
        card = Card()
        card.setMaximumWidth(Look.of_app().px(DIALOG_WIDTH))
        card.body.setSpacing(SPACE_M)
        card.body.addWidget(label("Locked", Role.TITLE))
        card.body.addWidget(self._words)
        card.body.addWidget(
            label("What you wrote is kept. When they are in, you can sign in here.", Role.MUTED)
        )
        card.body.addWidget(self.leave_out, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 4)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        imports.changed.connect(self._look)
        imports.refused.connect(self._count)
        imports.stopped.connect(self._count)
        self._look()

    def _look(self) -> None:
        number = len(self._imports.coming)
        if number:
            self._words.setText(coming_words(number))
        else:
            self._imports.changed.disconnect(self._look)
            self.done.emit()

    def _count(self) -> None:
        """One did not come in: not those that were asked to stay out and were in by then."""
        self.left_out += 1

    def _leave_out(self) -> None:
        self.leave_out.setEnabled(False)
        self._imports.leave_out()
