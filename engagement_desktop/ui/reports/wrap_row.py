"""A row of controls that goes on in the next line where the page is narrow or the text is large."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_desktop.ui.widgets.flow import FlowLayout


class WrapRow(QWidget):
    """Shows `parts` side by side as far as there is room."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        for part in parts:
            flow.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
