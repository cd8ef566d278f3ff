"""The building blocks, as somebody with a mouse, a keyboard or a screen reader meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.earlier_rows import EarlierRows
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import (
    Combo,
    DateField,
    DateTimeField,
    NumberField,
    PasswordField,
)
from engagement_desktop.ui.widgets.labels import label, tooltip_text
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.text_area import TextArea

pytestmark = pytest.mark.usefixtures("look")


def show(qtbot: QtBot, widget: QWidget) -> None:
    """Bring a widget on screen, laid out and ready for keys."""
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


HOSTILE = '<img src="/etc/passwd"><b>Sam</b> & co'
SUPPORT = [Choice("a", "independent"), Choice("b", "gesture"), Choice("c", "spoken prompt")]


def test_a_label_shows_markup_letter_by_letter(qtbot: QtBot) -> None:
    words = label(HOSTILE)
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.text() == HOSTILE


def test_a_label_is_as_high_as_its_text_whatever_it_was_asked_before(
    qtbot: QtBot, look: Look
) -> None:
    """In any order of widths, with the text and the size of letters that it has now."""
    told = "Amara stilled when the drum began, and turned to the window.\nThen she smiled."
    widths = [600, 40, 90, 1200, 320, 91, 250, 601, 120, 30, 2000]
    for selectable in (False, True):
        words = label("Drum", selectable=selectable)
        qtbot.addWidget(words)
        words.ensurePolished()
        for text, size in (("Drum", 100), (told, 100), (told, 200), ("Drum", 200)):
            words.setText(text)
            look.apply(Theme.LIGHT, size)
            measured = QLabel.heightForWidth
            found = [words.heightForWidth(width) for width in widths]
            assert found == [measured(words, width) for width in widths]
    assert label("").heightForWidth(100) == QLabel.heightForWidth(label(""), 100)


def test_a_tooltip_shows_markup_letter_by_letter() -> None:
    document = QTextDocument()
    document.setHtml(tooltip_text(HOSTILE))
    assert document.toPlainText() == HOSTILE


def test_an_ampersand_in_a_name_is_no_key_hint(qtbot: QtBot) -> None:
    made = button("Mum & Dad")
    qtbot.addWidget(made)
    assert made.shortcut().isEmpty()
    assert made.accessibleName() == "Mum & Dad"


def test_an_icon_button_says_its_tooltip(qtbot: QtBot) -> None:
    made = tool_button("play", "Play or pause")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Play or pause"
    assert "Play or pause" in made.toolTip()


@pytest.fixture
def make_row(qtbot: QtBot) -> Callable[..., ChipRow]:
    rows = []

    def make(*, multiple: bool, required: bool = False) -> ChipRow:
        row = ChipRow(SUPPORT, multiple=multiple, name="Support", required=required)
        row.resize(600, 80)
        show(qtbot, row)
        rows.append(row)
        return row

    return make


def press(qtbot: QtBot, row: ChipRow, number: int) -> None:
    qtbot.mouseClick(row.chips()[number], Qt.MouseButton.LeftButton)


def test_several_chips_may_apply(qtbot: QtBot, make_row: Callable[..., ChipRow]) -> None:
    row = make_row(multiple=True)
    with qtbot.waitSignals([row.chosen, row.chosen]):
        press(qtbot, row, 2)
        press(qtbot, row, 0)
    assert row.keys() == ("a", "c")


def test_one_chip_takes_the_place_of_another(
    qtbot: QtBot, make_row: Callable[..., ChipRow]
) -> None:
    row = make_row(multiple=False)
    press(qtbot, row, 0)
    press(qtbot, row, 1)
    assert row.keys() == ("b",)


def test_choosing_again_takes_it_back_unless_one_is_required(
    qtbot: QtBot, make_row: Callable[..., ChipRow]
) -> None:
    free, required = make_row(multiple=False), make_row(multiple=False, required=True)
    for row in (free, required):
        press(qtbot, row, 1)
        press(qtbot, row, 1)
    assert free.keys() == ()
    assert required.keys() == ("b",)


def test_a_chip_keeps_its_width_when_chosen(qtbot: QtBot, make_row: Callable[..., ChipRow]) -> None:
    row = make_row(multiple=True)
    before = [chip.geometry() for chip in row.chips()]
    press(qtbot, row, 0)
    assert [chip.geometry() for chip in row.chips()] == before


def test_chips_by_keyboard_alone(qtbot: QtBot, make_row: Callable[..., ChipRow]) -> None:
    row = make_row(multiple=True)
    row.chips()[0].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(QApplication.focusWidget() or row, key)
    assert row.keys() == ("b", "c")
    tab_stops = [c for c in row.chips() if c.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(tab_stops) == 1


def test_a_chip_says_its_group_and_word(make_row: Callable[..., ChipRow]) -> None:
    assert make_row(multiple=True).chips()[1].accessibleName() == "Support: gesture"


def test_setting_chips_from_the_records_says_nothing(
    qtbot: QtBot, make_row: Callable[..., ChipRow]
) -> None:
    row = make_row(multiple=True)
    with qtbot.assertNotEmitted(row.chosen):
        row.set_chosen(["a", "b"])
    assert row.keys() == ("a", "b")


def test_chips_wrap_where_the_line_is_full(qtbot: QtBot) -> None:
    row = ChipRow(SUPPORT, multiple=True, name="Support")
    row.resize(130, row.heightForWidth(130))
    show(qtbot, row)
    tops = [chip.y() for chip in row.chips()]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert all(chip.geometry().right() < 130 for chip in row.chips())


@pytest.fixture
def area(qtbot: QtBot) -> Iterator[TextArea]:
    made = TextArea("What happened", min_lines=2, max_lines=4)
    host = QWidget()
    QVBoxLayout(host).addWidget(made)
    host.resize(300, 400)
    show(qtbot, host)
    yield made
    host.close()


def test_a_text_box_grows_and_then_scrolls(area: TextArea) -> None:
    heights = []
    for lines in (1, 2, 3, 4, 5, 9):
        area.set_text("\n".join(["a line"] * lines))
        heights.append(area.height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4] == heights[5]
    area.set_text("one\ntwo\nthree\nfour")
    assert not area.verticalScrollBar().isVisible()


def test_a_text_box_settles_at_every_width(qtbot: QtBot, look: Look) -> None:
    host = QWidget()
    box = TextArea("What happened", min_lines=2, max_lines=3, parent=host)
    box.setMinimumWidth(1)
    show(qtbot, host)
    for size in (100, 200):
        look.apply(look.theme, size)
        for words in range(4, 30, 3):
            box.set_text("stilled " * words)
            for width in range(20, 140, 3):
                box.resize(width, box.height())  # once it chased its own scroll bar until it fell
                assert box.height() == box.maximumHeight()


def test_only_what_the_user_does_counts_as_edited(qtbot: QtBot, area: TextArea) -> None:
    with qtbot.assertNotEmitted(area.edited):
        area.set_text("From the records")
    with qtbot.waitSignal(area.edited):
        qtbot.keyClicks(area, "!")
    with qtbot.waitSignal(area.edited):
        area.undo()
    assert area.text() == "From the records"


def test_pasting_takes_the_words_and_not_their_looks(area: TextArea) -> None:
    copied = QMimeData()
    copied.setHtml("<b>Stilled</b> and looked")
    copied.setText("Stilled and looked")
    area.insertFromMimeData(copied)
    assert area.text() == "Stilled and looked"


def test_tab_moves_on_from_a_text_box(qtbot: QtBot) -> None:
    host = QWidget()
    column = QVBoxLayout(host)
    first, second = TextArea("first"), TextArea("second")
    column.addWidget(first)
    column.addWidget(second)
    show(qtbot, host)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    assert first.text() == ""


def test_a_problem_stands_beside_its_field_and_is_spoken(qtbot: QtBot) -> None:
    field = Field("UPN", QLineEdit("B80"), "A letter and twelve characters")
    qtbot.addWidget(field)
    field.show()
    field.show_problem("This UPN is too short.")
    assert field.problem == "This UPN is too short."
    assert field.control.accessibleDescription() == "This UPN is too short."
    assert field.control.accessibleName() == "UPN"
    field.show_problem("")
    assert field.problem == ""
    assert field.control.accessibleDescription() == "A letter and twelve characters"


def turn_wheel(widget: QWidget) -> None:
    window = widget.window()
    middle = widget.mapTo(window, widget.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(middle), QPoint(0, -120))


def test_the_wheel_scrolls_the_page_and_changes_no_field(qtbot: QtBot) -> None:
    inner = QWidget()
    column = QVBoxLayout(inner)
    place = Combo("Place", SUPPORT)
    day, number, moment = DateField("Day"), NumberField("Minutes", 1, 60), DateTimeField("When")
    day.set_day(date(2026, 9, 1))
    for field in (place, day, number, moment):
        column.addWidget(field)
    column.addSpacing(2000)
    scroll = VerticalScroll(inner)
    scroll.resize(300, 300)
    show(qtbot, scroll)
    before = (place.key(), day.day(), number.value(), moment.dateTime())
    for field in (place, day, number, moment):
        field.setFocus()
        turn_wheel(field)
    assert (place.key(), day.day(), number.value(), moment.dateTime()) == before
    assert scroll.verticalScrollBar().value() > 0


def test_a_page_never_scrolls_sideways(qtbot: QtBot) -> None:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.addWidget(label("A sentence of a good many words to be broken into lines. " * 6))
    scroll = VerticalScroll(inner)
    scroll.resize(240, 120)
    show(qtbot, scroll)
    assert inner.width() <= scroll.viewport().width()
    assert inner.height() > 120


def test_dates_are_written_out(qtbot: QtBot) -> None:
    field = DateField("Day")
    qtbot.addWidget(field)
    field.set_day(date(2026, 9, 1))
    assert field.text() == "1 September 2026"
    assert field.day() == date(2026, 9, 1)


def test_a_password_is_hidden_until_the_eye_is_pressed(qtbot: QtBot) -> None:
    field = PasswordField("Password")
    qtbot.addWidget(field)
    assert field.echoMode() == QLineEdit.EchoMode.Password
    field.actions()[0].toggle()
    assert field.echoMode() == QLineEdit.EchoMode.Normal


def test_a_long_line_is_cut_and_said_whole(qtbot: QtBot) -> None:
    line = ElidedLine("Amara’s “yes” is a long look up.\nGive her ten seconds.")
    qtbot.addWidget(line)
    assert line.minimumSizeHint().width() < line.sizeHint().width()
    assert line.accessibleName() == "Amara’s “yes” is a long look up. Give her ten seconds."


def test_an_empty_page_says_what_to_do_next(qtbot: QtBot) -> None:
    done: list[bool] = []
    state = EmptyState("people", "No pupils yet.", "Add a pupil", lambda: done.append(True))
    qtbot.addWidget(state)
    state.resize(400, 300)
    state.show()
    press_me = next(w for w in state.findChildren(QWidget) if w.accessibleName() == "Add a pupil")
    qtbot.mouseClick(press_me, Qt.MouseButton.LeftButton)
    assert state.sentence == "No pupils yet."
    assert done == [True]


def test_nothing_of_the_look_is_lost_at_twice_the_size(qtbot: QtBot, look: Look) -> None:
    row = ChipRow(SUPPORT, multiple=True, name="Support")
    qtbot.addWidget(row)
    row.show()
    small = row.chips()[2].sizeHint()
    look.apply(look.theme, 200)
    large = row.chips()[2].sizeHint()
    assert large.width() > 1.8 * small.width()
    assert large.height() > 1.8 * small.height()


def test_of_many_rows_the_first_are_made_and_more_when_asked_for(qtbot: QtBot) -> None:
    made: list[int] = []

    def row(number: int) -> QLabel:
        made.append(number)
        return label(f"Row {number}")

    rows = EarlierRows(range(8), row, 2, name="Plans")
    qtbot.addWidget(rows)
    assert made == [0, 1], "those that nobody sees are not made"
    assert rows.more is not None
    assert rows.more.accessibleName() == "Show earlier ones: Plans"
    rows.more.click()
    assert _shown(rows) == [f"Row {number}" for number in range(6)]
    assert rows.more is not None
    rows.more.click()
    assert _shown(rows) == [f"Row {number}" for number in range(8)]
    assert rows.more is None, "there is nothing more to ask for"


def test_with_no_more_rows_than_are_shown_nothing_asks_for_more(qtbot: QtBot) -> None:
    rows = EarlierRows("ab", label, 2)
    qtbot.addWidget(rows)
    assert rows.more is None
    assert not rows.is_empty


def _shown(rows: EarlierRows) -> list[str]:
    return [each.text() for each in rows.findChildren(QLabel)]
