"""The one way in which a widget leaves a layout, for another place or for good."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def discard(widget: QWidget) -> None:
    """Hide a widget and delete it, once it has been taken out of its layout."""
    take_out(widget)
    widget.hide()
    widget.deleteLater()


def empty(layout: QLayout, first: int = 0) -> None:
    """Discard what stands in a layout, from its `first` place on."""
    while (item := layout.takeAt(first)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def take_out(widget: QWidget) -> None:
    """Take a widget out of the layout that it stands in, if it stands in one.

    PySide may hold an item of a layout for as long as the layout lives. A widget that is only
    deleted, or given another parent, lets Qt delete the item and leaves PySide’s hold on its
    address; the end of the next widget that is made there ended the program.
    """
    parent = widget.parentWidget()
    layout = parent.layout() if parent is not None else None
    if layout is None:
        return
    for each in (layout, *layout.findChildren(QLayout)):
        if each.indexOf(widget) >= 0:
            each.removeWidget(widget)
