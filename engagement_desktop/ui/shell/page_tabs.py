"""The tabs of a pupil's pages; where they do not fit side by side they go on in a second line."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from engagement_desktop.ui.page_ids import PUPIL_PAGES, PageId
from engagement_desktop.ui.widgets.flow import FlowLayout


class _Tab(QPushButton):
    """Has room for its words in bold, so that nothing moves when it is chosen."""

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text())
        hint = super().sizeHint()
        return hint + QSize(more - self.fontMetrics().horizontalAdvance(self.text()), 0)


class PageTabs(QWidget):
    """`chosen` carries the `PageId` of a tab that the user chose.

    Tab reaches the page shown, the arrow keys go from page to page. A click leaves the keyboard to
    the page.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages of this pupil")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, spacing=0)
        group = QButtonGroup(self)
        self._tabs: dict[PageId, QPushButton] = {}
        for page in PUPIL_PAGES:
            tab = _Tab(page.words)
            tab.setProperty("tab", True)
            tab.setCheckable(True)
            tab.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            tab.clicked.connect(lambda _=False, page=page: self.chosen.emit(page))
            tab.toggled.connect(lambda checked, tab=tab: _take_tab_key(tab, checked=checked))
            _take_tab_key(tab, checked=False)
            group.addButton(tab)
            flow.addWidget(tab)
            self._tabs[page] = tab
        self.show_page(PUPIL_PAGES[0])

    def offer(self, pages: Collection[PageId]) -> None:
        """Show the tabs of these pages alone."""
        for page, tab in self._tabs.items():
            tab.setVisible(page in pages)

    @property
    def page(self) -> PageId:
        """The page whose tab is marked."""
        return next(page for page, tab in self._tabs.items() if tab.isChecked())

    def show_page(self, page: PageId) -> None:
        """Mark the tab of this page; emits nothing."""
        self._tabs[page].setChecked(True)

    def tab(self, page: PageId) -> QPushButton:
        """The tab of a page."""
        return self._tabs[page]


def _take_tab_key(tab: QPushButton, *, checked: bool) -> None:
    tab.setFocusPolicy(Qt.FocusPolicy.TabFocus if checked else Qt.FocusPolicy.NoFocus)
