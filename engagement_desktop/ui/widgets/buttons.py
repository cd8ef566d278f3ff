"""Buttons: a word with an icon beside it, or an icon with a tooltip; always with a spoken name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

from engagement_desktop.ui.look.icons import Ink, icon
from engagement_desktop.ui.widgets.labels import set_tooltip


def plain(text: str) -> str:
    """`text` with ampersands doubled, so that Qt does not read “Mum & Dad” as a key hint."""
    return text.replace("&", "&&")


def _without_argument(call: Callable[[], object]) -> Callable[[bool], None]:
    """`clicked` brings whether the button is checked; most callers have no use for it."""

    def clicked(_checked: bool = False) -> None:
        call()

    return clicked


def button(
    text: str,
    icon_name: str | None = None,
    *,
    primary: bool = False,
    quiet: bool = False,
    name: str = "",
    on_click: Callable[[], object] | None = None,
) -> QPushButton:
    """A button with a word. One primary button a page; a quiet one looks like a link.

    `name` is what a screen reader says where the word alone would not do (“Go on: Amara, drum”).
    """
    made = QPushButton(plain(text))
    made.setAccessibleName(name or text)
    made.setProperty("primary", primary)
    made.setProperty("quiet", quiet)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if icon_name is not None:
        ink = Ink.ON_ACCENT if primary else Ink.ACCENT if quiet else Ink.TEXT
        made.setIcon(icon(icon_name, ink, beside_words=True))
    if on_click is not None:
        made.clicked.connect(_without_argument(on_click))
    return made


def tool_button(
    icon_name: str,
    tooltip: str,
    *,
    text: str = "",
    primary: bool = False,
    checkable: bool = False,
    on_click: Callable[[], object] | None = None,
) -> QToolButton:
    """An icon button; `tooltip` is also its spoken name. With `text`, the word stands beside it."""
    made = QToolButton()
    ink = Ink.ON_ACCENT if primary else Ink.TEXT
    made.setIcon(icon(icon_name, ink, beside_words=bool(text)))
    set_tooltip(made, tooltip)
    made.setAccessibleName(text or tooltip)
    made.setProperty("primary", primary)
    made.setCheckable(checkable)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if text:
        made.setText(plain(text))
        made.setProperty("words", True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if on_click is not None:
        made.clicked.connect(_without_argument(on_click))
    return made
