"""The one label factory. What users typed is never markup: every label is plain text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from engagement_desktop.ui.look.tokens import Role

__all__ = ["Role", "label", "rule", "set_role", "set_tooltip", "tooltip_text"]

_WIDEST = 2**24 - 1
"""Of what Qt lets a widget be, in logical pixels."""


def label(
    text: str = "",
    role: Role = Role.BODY,
    *,
    wrap: bool = True,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A plain-text label in one of the look's roles."""
    made = _Words(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", role.value)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


class _Words(QLabel):
    """A label that measures its text once for each width.

    Layouts in one another ask each label for its height some twenty times before a page stands.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}

    def heightForWidth(self, width: int) -> int:
        known = self._heights
        if width not in known:
            if not known:
                known[_WIDEST] = super().heightForWidth(_WIDEST)
            wider = max(height for at, height in known.items() if at > width)
            narrower = min((height for at, height in known.items() if at < width), default=None)
            # Text is never higher where it has more room.
            known[width] = wider if wider == narrower else super().heightForWidth(width)
        return known[width]

    def setText(self, text: str) -> None:
        self._heights.clear()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()  # the font may be another
        super().changeEvent(event)


def set_role(made: QLabel, role: Role) -> None:
    """Give a label another role, as when “Saved” becomes a problem."""
    if made.property("role") == role.value:
        return
    made.setProperty("role", role.value)
    made.style().unpolish(made)
    made.style().polish(made)


def rule() -> QFrame:
    """A thin horizontal line between rows."""
    line = QFrame()
    line.setProperty("rule", True)
    line.setFixedHeight(1)
    return line


def tooltip_text(text: str) -> str:
    """`text` so that a tooltip shows it letter by letter: Qt would read “<img …>” as markup."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{'<br>'.join(plain.splitlines())}</qt>" if text else ""


def set_tooltip(target: QWidget | QAction, text: str) -> None:
    """Give a widget or an action a tooltip of plain text."""
    target.setToolTip(tooltip_text(text))
