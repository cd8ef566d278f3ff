"""The top of the window: its name, the menus, “Find anything, or do anything”, and Lock."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from engagement_desktop.ui.actions import SPECS, ActionTable, Menu
from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, TOP_BAR_HEIGHT, Role
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label

_NAME = "Engagement Desktop"
_FIND_WIDEST = 340
_ROOM_FOR_NAME = 1100


class _FindButton(QPushButton):
    """Looks like a search field, opens the palette, and gives way where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("field", True)
        self.setAccessibleName("Find anything, or do anything")
        self._words = ElidedLine("Find anything, or do anything", Role.BODY)
        self._keys: QLabel = label("Ctrl K", Role.MUTED, wrap=False)
        for part in (self._words, self._keys):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        row.setSpacing(SPACE_S)
        sign = IconMark("search", Ink.MUTED)
        sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._keys)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(Look.of_app().px(_FIND_WIDEST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(Look.of_app().px(40), super().sizeHint().height())


class TopBar(QWidget):
    """Everything on it comes from the action table."""

    def __init__(self, actions: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = label(_NAME, Role.STRONG, wrap=False)
        self.menus = _menu_bar(actions)
        self.find_button = _FindButton()
        self.find_button.clicked.connect(actions.action("go.find").trigger)
        self.lock_button = button(
            "Lock", "lock_closed", on_click=actions.action("school.lock").trigger
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, 3, SPACE_M, 4)
        row.setSpacing(SPACE_M)
        row.addWidget(self._name)
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.find_button, 2)
        row.addWidget(self.lock_button)
        Look.of_app().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        look = Look.of_app()
        self.find_button.setMaximumWidth(look.px(_FIND_WIDEST))
        self._name.setVisible(look.px(100) <= 130)
        self.setFixedHeight(look.px(TOP_BAR_HEIGHT))


def _menu_bar(actions: ActionTable) -> QMenuBar:
    bar = QMenuBar()
    bar.setNativeMenuBar(False)
    bar.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    for menu in Menu:
        made = bar.addMenu(f"&{menu.value}")
        for spec in SPECS:
            if spec.menu is menu:
                if spec.starts_group:
                    made.addSeparator()
                made.addAction(actions.action(spec.id))
    return bar
