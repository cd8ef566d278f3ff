"""All that a page or a dialog shows, whichever way it does: the words of widgets and of rows in
lists, words that a widget of ours paints itself, tooltips, and what a screen reader says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QBuffer, QIODevice, QModelIndex, QPoint, Qt
from PySide6.QtGui import QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCalendarWidget,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

_PAINTED = re.compile(r"<text[^>]*>([^<]*)</text>")
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def texts(widget: QWidget) -> list[str]:
    """Each text, as it stands in one place; also those that are folded away just now."""
    found = (each for each in (widget, *widget.findChildren(QWidget)) if not _is_a_calendar(each))
    return [text for each in found for text in _of(each) if text]


def _is_a_calendar(widget: QWidget) -> bool:
    """A month to choose a day from is all numbers, and so are the columns of a table."""
    return isinstance(widget.parentWidget(), QCalendarWidget) or isinstance(widget, QHeaderView)


def _of(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if isinstance(widget, QLabel | QAbstractButton):
        # a short form of what its name says in whole is said by that: “1 of 3”, page 1 of 3
        if widget.text() not in widget.accessibleName():
            yield widget.text()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(n) for n in range(widget.count()))
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QAbstractItemView):
        yield from _cells(widget)
    if widget.isVisible() and (_paints_itself(widget) or isinstance(widget, QAbstractItemView)):
        yield from painted(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    a_list = isinstance(model, QAbstractListModel)  # which hides that it has one column
    columns = 1 if a_list else model.columnCount(QModelIndex())
    for row in range(model.rowCount(QModelIndex())):
        for column in range(columns):
            index = model.index(row, column)
            yield from (str(index.data(role) or "") for role in _ROLES)


def _paints_itself(widget: QWidget) -> bool:
    """Whether a class of ours paints it, so that its words may be in no property."""
    return any(
        "paintEvent" in vars(kind)
        for kind in type(widget).__mro__
        if kind.__module__.startswith("engagement_desktop")
    )


def painted(widget: QWidget) -> list[str]:
    """The words that a widget paints, without those that stand in it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(widget.size())
    flags = QWidget.RenderFlag(0)
    inside = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
    inside.render(drawing, QPoint(), QRegion(), flags)
    buffer.close()
    return [html.unescape(text) for text in _PAINTED.findall(buffer.data().data().decode())]
