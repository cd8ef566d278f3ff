"""Reading a recovery sheet that was written down by hand from the screen."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel, QWidget

_GROUP = re.compile(r"(\d+) +([A-Z2-7]{4} [A-Z2-7]{4})")


def written_down(page: QWidget) -> dict[int, str]:
    """The groups that the page shows, by their numbers."""
    found = (_GROUP.fullmatch(each.text()) for each in page.findChildren(QLabel))
    return {int(match[1]): match[2] for match in found if match is not None}
