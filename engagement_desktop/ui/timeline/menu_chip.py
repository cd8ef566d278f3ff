"""A chip that opens a menu of choices, and shows the one that was made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QMenu

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.widgets.buttons import plain
from engagement_desktop.ui.widgets.chips import Chip, Choice

_LONGEST = 26
_LONGEST_IN_MENU = 90


class MenuChip(Chip):
    """A chip that opens a menu; it shows a tick and the choice once one is made."""

    def __init__(self, words: str, fill: Callable[[QMenu], None]) -> None:
        super().__init__(Choice(words, words), "")
        self._fill = fill
        self.setFont(Look.of_app().font(Role.SMALL))
        self.clicked.connect(self._open)

    def show_choice(self, words: str, *, narrowed: bool) -> None:
        """Show what is chosen now."""
        if (self.accessibleName(), self.isChecked()) == (words, narrowed):
            return
        self.words = shortened(words, _LONGEST)
        self.setAccessibleName(words)
        self.setChecked(narrowed)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(Look.of_app().font(Role.SMALL))
        super().changeEvent(event)

    def _open(self) -> None:
        self.setChecked(not self.isChecked())  # the click says “open”, not “chosen”
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))


def add_choice(menu: QMenu, text: str, chosen: bool, choose: Callable[[], object]) -> None:
    """A line of a menu, with a tick where it is what is chosen."""
    action = menu.addAction(plain(shortened(text, _LONGEST_IN_MENU)))
    action.setCheckable(True)
    action.setChecked(chosen)
    action.triggered.connect(lambda _=False: choose())


def shortened(text: str, longest: int) -> str:
    """`text` with at most so many letters."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
