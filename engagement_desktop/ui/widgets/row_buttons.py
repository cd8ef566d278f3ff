"""A row of a list with quiet buttons at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_S
from engagement_desktop.ui.widgets.buttons import button


def with_buttons(
    shown: QWidget, of: str, buttons: Sequence[tuple[str, Callable[[], object]]]
) -> QWidget:
    """What is shown, and a button for each word; a screen reader says it with what it is `of`."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(SPACE_S)
    across.addWidget(shown, 1)
    for words, on_click in buttons:
        across.addWidget(button(words, quiet=True, name=f"{words}: {of}", on_click=on_click))
    return row
