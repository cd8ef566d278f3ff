"""The list of shortcuts, made from the action table and the reviewer's own keys."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from engagement_desktop.ui.actions import SPECS, Menu
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_S, Role
from engagement_desktop.ui.review.keys import KEY_MAP
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_HEIGHT = 440


def shortcuts_dialog(parent: QWidget) -> Dialog:
    """A dialog with every shortcut, by menu."""
    dialog = Dialog("Keyboard shortcuts", parent=parent)
    grid_widget = QWidget()
    grid = QGridLayout(grid_widget)
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_S)
    grid.setColumnStretch(1, 1)
    line = 0
    for menu in Menu:
        specs = [spec for spec in SPECS if spec.menu is menu and spec.shortcut]
        if not specs:
            continue
        heading = menu.value
        lines = [(_native(spec.shortcut), spec.text) for spec in specs]
        if menu is Menu.REVIEW:
            heading = "Review, while a clip has the focus"
            lines = [(binding.shown, binding.words) for binding in KEY_MAP]
        grid.addWidget(label(heading, Role.SECTION), line, 0, 1, 2)
        line += 1
        for keys, words in lines:
            grid.addWidget(label(keys, Role.STRONG, wrap=False), line, 0)
            grid.addWidget(label(words), line, 1)
            line += 1
    scroll = VerticalScroll(grid_widget)
    scroll.setMinimumHeight(min(Look.of_app().px(_HEIGHT), 560))
    dialog.body.addWidget(scroll, 1)
    dialog.add_button("Close", dialog.accept, primary=True).setFocus()
    return dialog


def _native(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
