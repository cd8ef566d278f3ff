"""Help for the page shown, offline, and what this program is."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop import __version__
from engagement_desktop.paths import resource
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_HEIGHT = 420
_BOLD = re.compile(r"\*\*(.+?)\*\*")
ABOUT = (
    "For schools that observe, review and report by the engagement model. Everything stays in one "
    "encrypted file on your own PC; nothing is sent anywhere.",
    "Free software under the GNU General Public License, version 3 or later. "
    "The typeface is Atkinson Hyperlegible (SIL Open Font License); the icons are Fluent System "
    "Icons (MIT).",
)


def help_dialog(page: PageId, parent: QWidget) -> Dialog:
    """The help of a page, from `resources/help/<page>.md`."""
    title, *lines = resource(f"help/{page.value}.md").read_text(encoding="utf-8").splitlines()
    dialog = Dialog(title.removeprefix("# "), parent=parent)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, SPACE_S, 0)
    column.setSpacing(SPACE_S)
    for line in (_BOLD.sub(r"“\1”", each) for each in lines):
        if line.startswith("## "):
            column.addWidget(label(line.removeprefix("## "), Role.SECTION))
        elif line.startswith("- "):
            column.addWidget(label(f"•  {line.removeprefix('- ')}"))
        elif line:
            column.addWidget(label(line))
    column.addStretch(1)
    scroll = VerticalScroll(inner)
    scroll.setMinimumHeight(min(Look.of_app().px(_HEIGHT), 540))
    dialog.body.addWidget(scroll, 1)
    dialog.add_button("Close", dialog.accept, primary=True).setFocus()
    return dialog


def about_dialog(parent: QWidget) -> Dialog:
    """The program's name, version and licences."""
    dialog = Dialog("Engagement Desktop", f"Version {__version__}", parent)
    for paragraph in ABOUT:
        dialog.body.addWidget(label(paragraph))
    dialog.add_button("Close", dialog.accept, primary=True).setFocus()
    return dialog
