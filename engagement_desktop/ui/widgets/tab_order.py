"""Where Tab leads: through a window as it is read, whenever its parts were made.

Qt’s own order is that in which widgets were made, so that what a page fills in later, an outcome
to tick or a word to choose, came after everything else.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QTextEdit,
    QWidget,
)

_WHOLE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
"""What keeps Tab within itself, if it wants to; nothing inside it is a stop of its own."""


def stops(root: QWidget) -> Iterator[QWidget]:
    """The widgets that Tab leads to, in the order in which they are laid out."""
    if not root.isVisible() or not root.isEnabled():
        return
    if _takes_tab(root):
        yield root
    if isinstance(root, _WHOLE):
        return
    for part in _parts(root):
        yield from stops(part)


def move(root: QWidget, current: QWidget, *, forward: bool) -> bool:
    """Move the keys on from `current`, round the whole of `root`; whether they were moved."""
    order = list(stops(root))
    if current not in order or len(order) < 2:
        return False
    step = 1 if forward else -1
    target = order[(order.index(current) + step) % len(order)]
    reason = Qt.FocusReason
    target.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    _bring_into_sight(target)
    return True


def _takes_tab(widget: QWidget) -> bool:
    wanted = Qt.FocusPolicy.TabFocus
    return widget.focusPolicy() & wanted == wanted and widget.focusProxy() is None


def _parts(root: QWidget) -> Iterator[QWidget]:
    """Its parts: those of its layout first, then whatever stands in none."""
    if isinstance(root, QSplitter):
        yield from filter(None, map(root.widget, range(root.count())))
        return
    placed: set[QWidget] = set()
    layout = root.layout()
    if layout is not None:
        for part in _laid_out(layout):
            placed.add(part)
            yield part
    for child in root.children():
        if isinstance(child, QWidget) and child not in placed and not child.isWindow():
            yield child


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _bring_into_sight(widget: QWidget) -> None:
    outer = widget.parentWidget()
    while outer is not None:
        if isinstance(outer, QScrollArea):
            outer.ensureWidgetVisible(widget)
        outer = outer.parentWidget()
