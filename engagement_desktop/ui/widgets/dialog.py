"""Dialogs of one shape: a title, what it is about, buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import DIALOG_WIDTH, SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.labels import label


class Dialog(QDialog):
    """A dialog: put content into `body`, add buttons with `add_button`, the main one last."""

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(min(Look.of_app().px(DIALOG_WIDTH), 900))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(label(title, Role.TITLE))
        if sentence:
            outer.addWidget(label(sentence))
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_M)
        outer.addLayout(self.body)
        outer.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(SPACE_S)
        self._foot.addStretch(1)
        outer.addLayout(self._foot)

    def grow(self) -> None:
        """Make room for what it holds by now: words that wrap ask for more once they are there."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.heightForWidth(self.width())))

    def add_button(
        self, text: str, on_click: Callable[[], object], *, primary: bool = False
    ) -> QPushButton:
        """Add a button at the foot; the primary one is pressed by Enter."""
        made = button(text, primary=primary, on_click=on_click)
        made.setDefault(primary)
        self._foot.addWidget(made)
        return made


def ask(
    parent: QWidget,
    question: str,
    sentence: str,
    yes: str,
    then: Callable[[], object],
    *,
    no: str = "Keep it",
) -> Dialog:
    """Ask before what cannot be undone: say in `sentence` what would go, by name and count."""
    dialog = Dialog(question, sentence, parent)
    cancel = dialog.add_button(no, dialog.reject)

    def agreed() -> None:
        dialog.accept()
        then()

    dialog.add_button(yes, agreed)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    cancel.setFocus()
    return dialog
