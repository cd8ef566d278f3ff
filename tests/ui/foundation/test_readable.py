"""What Qt paints by itself is read in every look, too: hints, ticks, the chosen line, days."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.models.contrast import READABLE, contrast
from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.calendar import Calendar
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.search_field import SearchField
from engagement_desktop.ui.widgets.statement_list import StatementLine, StatementList

LOOKS = pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.HIGH_CONTRAST])
SEEN = 3.0
"""What is not text must stand out so far (WCAG 1.4.11)."""


def strongest(image: QImage, ground: str) -> float:
    """The highest contrast with its ground of anything in a picture."""
    inks = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    return max(contrast(ink, ground) for ink in inks)


def grabbed(widget: QWidget, rect: QRect | None = None) -> QImage:
    """A widget, or a part of it, as it is seen."""
    shot = widget.grab(rect) if rect is not None else widget.grab()
    return shot.toImage().convertToFormat(QImage.Format.Format_RGB32)


@LOOKS
def test_the_hint_in_an_empty_field_is_readable(look: Look, qtbot: QtBot, theme: Theme) -> None:
    look.apply(theme, 100)
    field = QLineEdit()
    field.setPlaceholderText("MMMM")
    qtbot.addWidget(field)
    field.resize(200, 34)
    field.show()
    inside = field.rect().adjusted(4, 4, -4, -4)
    assert strongest(grabbed(field, inside), look.colours.surface) >= READABLE


@LOOKS
def test_a_button_that_waits_can_be_read(look: Look, qtbot: QtBot, theme: Theme) -> None:
    look.apply(theme, 100)
    host = QWidget()
    qtbot.addWidget(host)
    words = "MMMM"
    for made in (
        button(words, primary=True),
        tool_button("print", words, text=words, primary=True),
    ):
        made.setParent(host)
        made.setEnabled(False)
        made.resize(120, 34)
        made.show()
        inside = grabbed(made, made.rect().adjusted(4, 4, -4, -4))
        assert strongest(inside, inside.pixelColor(0, 0).name()) >= READABLE, made.accessibleName()


@LOOKS
def test_boxes_to_tick_and_the_current_line_are_seen(
    look: Look, qtbot: QtBot, theme: Theme
) -> None:
    look.apply(theme, 100)
    lines = StatementList("Statements", "None.", ticks=True)
    lines.show_lines([StatementLine(each, " ", "") for each in (1, 2)])
    qtbot.addWidget(lines)
    lines.resize(240, 240)
    lines.show()
    view = lines.view
    first, second = (view.visualRect(lines.model.index(row, 0)) for row in (0, 1))
    box = grabbed(view.viewport(), first.adjusted(0, 0, -first.width() // 2, 0))
    assert strongest(box, look.colours.background) >= SEEN
    view.setCurrentIndex(lines.model.index(1, 0))
    edge = grabbed(view.viewport(), second.adjusted(second.width() // 2, 0, 0, 0))
    assert strongest(edge, look.colours.background) >= SEEN


@LOOKS
def test_where_the_keys_are_is_seen_in_a_list(look: Look, qtbot: QtBot, theme: Theme) -> None:
    look.apply(theme, 100)
    lines = StatementList("Statements", "None.", ticks=False)
    lines.show_lines([StatementLine(1, " ", "")])
    qtbot.addWidget(lines)
    with qtbot.waitActive(lines):
        lines.show()
        lines.activateWindow()
    qtbot.keyClick(lines.search, Qt.Key.Key_Tab)
    first = lines.view.visualRect(lines.model.index(0, 0))
    assert strongest(grabbed(lines.view.viewport(), first), look.colours.background) >= SEEN


@LOOKS
def test_each_day_of_a_calendar_is_read_and_the_months_are_turned(
    look: Look, qtbot: QtBot, theme: Theme
) -> None:
    look.apply(theme, 100)
    field = DayField("Expected by")
    field.set_day(date(2026, 11, 12))
    qtbot.addWidget(field)
    field.show()
    field.actions()[0].trigger()
    calendar = field.findChild(Calendar)
    assert isinstance(calendar, Calendar)
    view = calendar.findChild(QTableView)
    assert isinstance(view, QTableView)
    cells = [
        grabbed(view.viewport(), view.visualRect(view.model().index(row, column)))
        for row in range(2, 6)  # four whole weeks of the month shown
        for column in range(7)
    ]
    for number, cell in enumerate(cells):
        assert strongest(cell, look.colours.surface) >= READABLE
        assert cell not in cells[number + 1 :]  # no two days look the same
    for turning in ("The month before", "The month after"):
        button = next(
            b for b in calendar.findChildren(QToolButton) if b.accessibleName() == turning
        )
        assert strongest(grabbed(button), look.colours.surface) >= READABLE
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


@LOOKS
def test_a_search_is_emptied_by_a_button_that_is_seen(
    look: Look, qtbot: QtBot, theme: Theme
) -> None:
    look.apply(theme, 100)
    field = SearchField("Search pupils")
    qtbot.addWidget(field)
    field.show()
    button = next(b for b in field.findChildren(QToolButton))
    assert not button.isVisible()
    qtbot.keyClicks(field, "ama")
    assert strongest(grabbed(button), look.colours.surface) >= SEEN
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert field.text() == ""
