"""The top of every page of a pupil: who it is, how they communicate, permissions, and the tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.services.pupils import PupilHeader
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import (
    AVATAR_LARGE,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    Role,
)
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.shell.page_tabs import PageTabs
from engagement_desktop.ui.widgets.avatar import Avatar
from engagement_desktop.ui.widgets.badge import Badge, BadgeTone
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.elided import ElidedLine

_ROOM_FOR_BADGES = 900
_ROOM_FOR_HALVES = 640
"""With less the class would be cut for the sake of the permissions."""


class PupilHeaderBar(QWidget):
    """`page_chosen` carries the `PageId` of a tab that the user chose."""

    page_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.avatar = Avatar(size=AVATAR_LARGE)
        self.name = ElidedLine("", Role.TITLE)
        self.place = ElidedLine("", Role.BODY)
        self.communication = ElidedLine("", Role.MUTED)
        self.tabs = PageTabs()
        self.tabs.chosen.connect(self.page_chosen)
        self._badges = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._badges.setSpacing(SPACE_XS)
        self._lay_out()

    def show_header(self, header: PupilHeader, photo: bytes | None) -> None:
        """Show this pupil."""
        self.tabs.setEnabled(True)
        self.avatar.show_person(header.preferred_name, photo)
        self.name.set_text(header.preferred_name)
        class_words = f"{header.class_name} class" if header.class_name else ""
        self.place.set_text(" · ".join(part for part in (header.year, class_words) if part))
        self.communication.set_text(
            header.communication
            or "How this pupil communicates can be written on the Profile page."
        )
        empty(self._badges)
        for line in header.permissions:
            tone = BadgeTone.GOOD if line.stands else BadgeTone.CAUTION
            self._badges.addWidget(Badge(line.text, tone))

    def show_nobody(self) -> None:
        """Show that somebody new is being written down; there are no other pages yet."""
        self.avatar.show_person("New pupil", None)
        self.name.set_text("New pupil")
        self.place.set_text("")
        self.communication.set_text("Write the names first; everything else can follow later.")
        empty(self._badges)
        self.show_page(PageId.PROFILE)
        self.tabs.setEnabled(False)

    def show_page(self, page: PageId) -> None:
        """Mark the tab of the page shown; emits nothing."""
        self.tabs.show_page(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the permissions stand one under the other."""
        super().resizeEvent(event)
        look = Look.of_app()
        narrow = self.width() < look.px(_ROOM_FOR_BADGES)
        halves = self.width() >= look.px(_ROOM_FOR_HALVES)
        widest = self.width() // 2 if halves else self.width() * 2 // 5
        self._badges.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        for i in range(self._badges.count()):
            item = self._badges.itemAt(i)
            badge = item.widget() if item is not None else None
            if badge is not None:
                badge.setMaximumWidth(widest if narrow else 16_777_215)

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(SPACE_S)
        title.addWidget(self.name, 0, Qt.AlignmentFlag.AlignBottom)
        raised = QVBoxLayout()  # the smaller words stand on the line of the larger
        raised.setContentsMargins(0, 0, 0, SPACE_XS // 2)
        raised.addWidget(self.place, 0, Qt.AlignmentFlag.AlignBottom)
        title.addLayout(raised)
        title.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(title)
        words.addWidget(self.communication)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_L, SPACE_S + 2, SPACE_L, 0)
        top.setSpacing(SPACE_M)
        top.addWidget(self.avatar)
        top.addLayout(words, 1)
        top.addLayout(self._badges)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        tabs.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(tabs)
