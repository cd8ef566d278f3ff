"""The bundled typeface: Atkinson Hyperlegible, so that every PC (and every test) shows the same."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from engagement_desktop.paths import resource
from engagement_desktop.ui.look.tokens import FAMILY


def load_fonts() -> None:
    """Make the bundled typeface known to Qt; needs a QApplication."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"The font {path.name} cannot be read.")


def font(pixels: int, *, bold: bool = False) -> QFont:
    """The typeface at this height in logical pixels."""
    result = QFont(FAMILY)
    result.setPixelSize(pixels)
    result.setBold(bold)
    return result
