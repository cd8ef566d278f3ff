"""The right side of the window while a page about the whole school is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from engagement_desktop.services.changes import Changes
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.shell.pages import KeptPages


class SchoolArea(QStackedWidget):
    """Keeps the pages about the school; only the page shown loads."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = KeptPages(SchoolPage, self, context)
        self.page_id: PageId | None = None

    @property
    def page(self) -> SchoolPage | None:
        """The page shown, or the one shown last."""
        return self.pages.get(self.page_id)

    def show_page(self, page_id: PageId) -> SchoolPage:
        """Show this page; whoever calls has asked `leave` first."""
        page = self.pages.made(page_id)
        self.page_id = page_id
        self.setCurrentWidget(page)
        page.load()
        return page

    def leave(self) -> bool:
        """Ask the page shown whether it can be left."""
        return self.page is None or self.page.leave()

    def changed(self, changes: Changes, initiator: object) -> None:
        """Tell the page shown; the others load when they are shown next."""
        if self.page is not None and self.isVisible():
            self.page.changed(changes, initiator)
