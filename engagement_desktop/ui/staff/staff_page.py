"""The staff of the school, and what can be done for each."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.services import staff
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.staff import StaffLine
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, Role
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.staff import texts
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.labels import label, rule
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.rows import InfoRow


class StaffPage(SchoolPage):
    """Everybody by name; those who left stand below, since records carry their names."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE_M)
        self._lay_out()

    def load(self) -> None:
        """Read who there is."""
        work = self.context.work
        self.read(lambda: staff.list_staff(work), self.show_staff)

    def changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002 - as Page
        """Load again when staff or classes changed."""
        if changes.touches(Kind.STAFF, Kind.SCHOOL):
            self.load()

    def show_staff(self, lines: tuple[StaffLine, ...]) -> None:
        """Show what was read."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(lines):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(InfoRow("person", texts.title(line), texts.detail(line)))

    def _lay_out(self) -> None:
        card = Card("Who works with this file")
        card.body.addLayout(self._rows)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(label("Staff", Role.TITLE))
        column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inside))
