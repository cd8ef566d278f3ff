"""The right side of the window while a page about the whole school is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from engagement_desktop.services.changes import Changes
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.page import Page, SchoolPage
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.shell.pages import make_page


class SchoolArea(QStackedWidget):
    """Makes each page when it is first shown and keeps it; only the page shown loads."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pages: dict[PageId, SchoolPage] = {}
        self.page_id: PageId | None = None

    @property
    def page(self) -> SchoolPage | None:
        """The page shown, or the one shown last."""
        return self._pages.get(self.page_id) if self.page_id is not None else None

    def show_page(self, page_id: PageId) -> SchoolPage:
        """Show this page; whoever calls has asked `leave` first."""
        page = self._made(page_id)
        self.page_id = page_id
        self.setCurrentWidget(page)
        page.load()
        return page

    def leave(self) -> bool:
        """Ask the page shown whether it can be left."""
        return self.page is None or self.page.leave()

    def unsaved(self) -> dict[PageId, object]:
        """What was typed and could not be saved, by the page that holds it."""
        found = {page_id: page.unsaved() for page_id, page in self._pages.items()}
        return {page_id: unsaved for page_id, unsaved in found.items() if unsaved is not None}

    def take_up(self, unsaved: dict[PageId, object]) -> None:
        """Let each page go on with what it could not save."""
        for page_id, left in unsaved.items():
            self._made(page_id).take_up(left)

    def changed(self, changes: Changes, initiator: object) -> None:
        """Tell the page shown; the others load when they are shown next."""
        if self.page is not None and self.isVisible():
            self.page.changed(changes, initiator)

    def _made(self, page_id: PageId) -> SchoolPage:
        page = self._pages.get(page_id)
        if page is None:
            made: Page = make_page(page_id, self._context)
            assert isinstance(made, SchoolPage)
            page = self._pages[page_id] = made
            self.addWidget(page)
        return page
