"""Names with what stands for them, one under the other: how records are read."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from engagement_desktop.ui.look.tokens import SPACE_XS, Role
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.prose import prose


def named(*pairs: tuple[str, str]) -> QVBoxLayout:
    """Each name above its text, without those that are empty."""
    column = QVBoxLayout()
    column.setSpacing(0)
    for name, text in pairs:
        if not text:
            continue
        title = label(name, Role.MUTED)
        title.setContentsMargins(0, SPACE_XS, 0, 0)
        column.addWidget(title)
        column.addWidget(prose(text))
    return column
