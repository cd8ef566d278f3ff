"""The right side of the window while a pupil is chosen: the header with its tabs, and the pages."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engagement_desktop.services import pupils
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.pupils import PupilHeader
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PUPIL_PAGES, PageId, holds_anything
from engagement_desktop.ui.shell.pages import KeptPages
from engagement_desktop.ui.shell.pupil_header import PupilHeaderBar
from engagement_desktop.ui.tasks import Task
from engagement_desktop.ui.widgets.shown_alone import ShownAlone

_OF_THE_SCHOOL = (Kind.SCHOOL, Kind.VOCABULARY, Kind.STAFF, Kind.FRAMEWORK, Kind.TEMPLATE)
"""What the pages of every pupil are made of."""


class _Room(QScrollArea):
    """Scrolls a page that needs more room than there is, so that the window never outgrows the
    screen: at twice the text size on a small one, say."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)


class PupilArea(QWidget):
    """Makes each page when it is first shown and keeps it; only the page shown loads."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stale: set[PageId] = set()
        self._reading: Task | None = None
        self.pupil_id: int | None = None
        self.page_id: PageId | None = None
        self.header = PupilHeaderBar()
        may = context.work.may
        self.header.tabs.offer([page for page in PUPIL_PAGES if holds_anything(page, may)])
        self._stack = ShownAlone()
        self.pages = KeptPages(Page, self._stack, context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(_Room(self._stack), 1)

    @property
    def page(self) -> Page | None:
        """The page shown."""
        return self.pages.get(self.page_id)

    def leave(self) -> bool:
        """Ask the page shown whether it can be left."""
        return self.page is None or self.page.leave()

    def show_pupil(self, pupil_id: int, page_id: PageId) -> Page:
        """Show a pupil's page; whoever calls has asked `leave` first."""
        page = self.pages.made(page_id)
        another_page = pupil_id == self.pupil_id and page_id is not self.page_id
        if pupil_id != self.pupil_id:
            self.pupil_id = pupil_id
            self._load_header()
        self.page_id = page_id
        self.header.show_page(page_id)
        self._stack.setCurrentWidget(page)
        if page.pupil_id != pupil_id or page_id in self._stale:
            self._stale.discard(page_id)
            page.show_pupil(pupil_id)
        focused = QApplication.focusWidget()
        if another_page and not (focused is not None and self.header.isAncestorOf(focused)):
            page.take_keyboard()
        return page

    def show_new_pupil(self) -> Page:
        """Show the profile page for somebody who is not in the file yet."""
        self.pupil_id = None
        page = self.pages.made(PageId.PROFILE)
        self.page_id = PageId.PROFILE
        self.header.show_nobody()
        self._stack.setCurrentWidget(page)
        return page

    def changed(self, changes: Changes, initiator: object) -> None:
        """Tell the page shown; the others load again when they are shown next."""
        if self.pupil_id is not None and changes.touches_pupil(self.pupil_id):
            if changes.touches(Kind.PUPIL, Kind.PERMISSION):
                self._load_header()
            self._stale |= {
                page_id
                for page_id, page in self.pages
                if page_id is not self.page_id and page is not initiator
            }
        elif changes.touches(*_OF_THE_SCHOOL):
            self._stale |= {page_id for page_id, _ in self.pages if page_id is not self.page_id}
        if self.page is not None and self.isVisible():
            self.page.changed(changes, initiator)
        elif self.page_id is not None:
            self._stale.add(self.page_id)

    def _load_header(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        work, pupil_id = self._context.work, self.pupil_id
        if pupil_id is None:
            return

        def read() -> tuple[PupilHeader, bytes | None]:
            header = pupils.pupil_header(work, pupil_id)
            return header, pupils.photo(work, pupil_id) if header.has_photo else None

        task = self._context.tasks.read(
            read, lambda found: self.header.show_header(*found), owner=self
        )
        self._reading = task
        task.ended.connect(self._header_read)

    def _header_read(self) -> None:
        if self.sender() is self._reading:
            self._reading = None
