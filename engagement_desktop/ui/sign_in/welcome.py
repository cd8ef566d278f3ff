"""The first choice: look at the demo, make a school, or open a school's file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.sign_in import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.labels import label, rule
from engagement_desktop.ui.widgets.rows import InfoRow


class Welcome(QWidget):
    """Three rows, each with its button."""

    def __init__(
        self,
        demo: Callable[[], object],
        create: Callable[[], object],
        open_file: Callable[[], object],
    ) -> None:
        super().__init__()
        self.demo_button = button("Look", name=texts.DEMO, on_click=demo)
        self.create_button = button("Make", name=texts.CREATE, on_click=create)
        self.open_button = button("Open", name=texts.OPEN, on_click=open_file)
        self.problem = label("", Role.ERROR)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(label(texts.WELCOME, Role.TITLE))
        column.addWidget(label(texts.WELCOME_SENTENCE))
        column.addSpacing(SPACE_M)
        for icon, text, detail, made in (
            ("board", texts.DEMO, texts.DEMO_DETAIL, self.demo_button),
            ("building", texts.CREATE, texts.CREATE_DETAIL, self.create_button),
            ("folder_open", texts.OPEN, texts.OPEN_DETAIL, self.open_button),
        ):
            column.addWidget(rule())
            column.addWidget(InfoRow(icon, text, detail, made))
        column.addWidget(self.problem)

    def show_problem(self, sentence: str) -> None:
        """Say what stood in the way."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
