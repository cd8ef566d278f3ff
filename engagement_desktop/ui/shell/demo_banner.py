"""The band that tells, for as long as it is open, that a school is not a real one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_XS, Role
from engagement_desktop.ui.widgets.labels import label

DEMO_SENTENCE = (
    "This is the demo school. The pupils are invented; change whatever you like, and never write "
    "about a real child here."
)


def demo_banner() -> QWidget:
    """The banner, with its sentence."""
    banner = QWidget()
    banner.setProperty("band", "attention")
    banner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(banner)
    row.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
    row.addWidget(label(DEMO_SENTENCE, Role.SMALL))
    return banner
