"""What users wrote, to be read and copied; never wider than its place, however long its words."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.widgets.labels import label


def prose(text: str, role: Role = Role.BODY) -> QLabel:
    """A wrapped, selectable label. A word too long for its place is cut rather than pushing it."""
    made = label(text, role, selectable=True)
    made.setMinimumWidth(1)
    return made
