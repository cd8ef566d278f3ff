"""The largest text on the smallest screen that schools have."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.errors import FieldProblem, InvalidInput
from engagement_desktop.models.templates import TemplateForm
from engagement_desktop.services import templates
from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.observation.foot import EditorFoot
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.page_ids import PUPIL_PAGES, PageId
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.choose_observations import ChooseObservations, ObservationChoice
from engagement_desktop.ui.widgets.columns import Columns
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_ROOM = QRect(0, 0, 600, 200)


def _shown_at_twice_the_size(qtbot: QtBot, main: MainWindow, name: str, page: PageId) -> QWidget:
    everyone = main.pupil_list.model.everyone()
    main.context.look.apply(Theme.LIGHT, 200)
    main.show_pupil(next(each.id for each in everyone if each.preferred_name == name), page)
    qtbot.waitUntil(main.tasks.idle, timeout=10_000)
    shown = main.area.page
    assert shown is not None
    assert main.size().toTuple() == (1366, 768)
    return shown


def _room(page: QWidget) -> QScrollArea:
    """What a page scrolls in where it needs more room than the window has."""
    outer = page.parentWidget()
    while not isinstance(outer, QScrollArea):
        assert outer is not None
        outer = outer.parentWidget()
    return outer


def _is_whole(part: QWidget, seen: QWidget) -> bool:
    return seen.rect().contains(QRect(part.mapTo(seen, QPoint()), part.size()))


@pytest.mark.parametrize("page_id", PUPIL_PAGES)
def test_no_page_of_a_pupil_scrolls_sideways(
    qtbot: QtBot, main: MainWindow, page_id: PageId
) -> None:
    templates.save_template(main.context.work, None, TemplateForm(name="Bells"))  # one more button
    page = _shown_at_twice_the_size(qtbot, main, "Amara", page_id)
    assert page.minimumSizeHint().width() <= _room(page).viewport().width()


@pytest.mark.parametrize(
    "page_id",
    [
        PageId.OBSERVATIONS,
        PageId.TIMELINE,
        PageId.REVIEW,
        PageId.REPORTS,
    ],
)
def test_an_empty_page_says_what_to_do_without_scrolling(
    qtbot: QtBot, main: MainWindow, page_id: PageId
) -> None:
    """Also after a page, and an observation, that is longer than the window."""
    _shown_at_twice_the_size(qtbot, main, "Amara", PageId.PROFILE)
    page = _shown_at_twice_the_size(qtbot, main, "Amara", page_id)
    if isinstance(page, ObservationsPage):
        page.new_observation()
        qtbot.waitUntil(lambda: page.editing)
    page = _shown_at_twice_the_size(qtbot, main, "Kofi", page_id)
    seen = _room(page).viewport()

    def whole() -> bool:
        states = [each for each in page.findChildren(EmptyState) if each.isVisible()]
        parts = [part for state in states for part in state.findChildren(QWidget)]
        return bool(parts) and all(_is_whole(part, seen) for part in parts)

    qtbot.waitUntil(whole)


def test_what_is_said_for_a_moment_hides_nothing_of_the_foot_of_a_page(
    qtbot: QtBot, main: MainWindow
) -> None:
    page = _shown_at_twice_the_size(qtbot, main, "Amara", PageId.OBSERVATIONS)
    assert isinstance(page, ObservationsPage)
    page.new_observation()
    qtbot.waitUntil(lambda: page.editing)
    foot = page.findChild(EditorFoot)
    assert isinstance(foot, EditorFoot)
    seen = _room(page).viewport()
    main.context.messages.undo("The photo was removed.", lambda: None)
    qtbot.waitUntil(lambda: _is_whole(foot.approve_button, seen))
    assert main.message_bar.isVisible()
    assert not main.status.isVisible()
    main.message_bar.hide()
    qtbot.waitUntil(main.status.isVisible)


def test_a_long_line_to_tick_is_read_whole_and_ticked_by_its_words(
    qtbot: QtBot, look: Look
) -> None:
    look.apply(Theme.LIGHT, 200)
    title = "15 October 2026 · Bubble tube with the switch on the tray · Sensory room"
    choose = ChooseObservations([ObservationChoice(4, title, "She looked up.")], "", "Rests on")
    qtbot.addWidget(choose)
    choose.resize(500, 400)
    choose.show()
    words = next(each for each in choose.findChildren(QLabel) if each.text() == title)
    assert words.height() >= 2 * words.fontMetrics().height()
    assert words.height() >= words.heightForWidth(words.width())
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert choose.ids() == (4,)
    assert choose.findChild(QCheckBox).accessibleName() == f"Rests on: {title}"


def test_boxes_side_by_side_begin_on_one_line_under_names_of_any_length(
    qtbot: QtBot, look: Look
) -> None:
    look.apply(Theme.LIGHT, 100)
    row = QWidget()
    qtbot.addWidget(row)
    columns = Columns(row)
    names = ("What the pupil did, and did not do, then and now", "Did it help?", "What next?")
    boxes = [QLineEdit() for _ in names]
    for name, box in zip(names, boxes, strict=True):
        columns.add(Field(name, box), 120)
    row.setGeometry(_ROOM)
    row.show()
    tops = {box.mapTo(row, QPoint()).y() for box in boxes}
    assert len(tops) == 1
    assert {box.parentWidget().y() for box in boxes} != {0}, "the names are of different heights"


def test_what_stands_in_a_line_stands_in_its_middle(qtbot: QtBot, look: Look) -> None:
    look.apply(Theme.LIGHT, 200)
    row = QWidget()
    qtbot.addWidget(row)
    flow = FlowLayout(row)
    parts = (label("Two observations", wrap=False), button("Show all"))
    for part in parts:
        flow.addWidget(part)
    row.setGeometry(_ROOM)
    row.show()
    middles = [part.geometry().center().y() for part in parts]
    assert parts[0].height() < parts[1].height()
    assert abs(middles[0] - middles[1]) <= 1


class _SmallForm(FormDialog):
    """A few lines to write."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("A term", "", "Save", parent)
        for name in ("called", "first", "last", "after"):
            self.add_field(name, name.title(), QLineEdit())

    def form(self) -> object:
        return None


def test_what_is_to_be_put_right_in_a_small_form_is_seen_at_once(qtbot: QtBot, look: Look) -> None:
    look.apply(Theme.LIGHT, 125)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = _SmallForm(window)
    dialog.start()
    problems = [FieldProblem(name, "A term is shorter than a year.") for name in dialog.fields]
    dialog.refused(InvalidInput(tuple(problems)))
    assert all(field.problem for field in dialog.fields.values())
    scrolled = dialog.findChild(VerticalScroll)
    inside = scrolled.widget()
    qtbot.waitUntil(lambda: inside.height() >= dialog.column.totalHeightForWidth(inside.width()))
    assert scrolled.verticalScrollBar().maximum() == 0
    dialog.accept()


def test_a_menu_longer_than_the_screen_stays_in_one_column(qtbot: QtBot, look: Look) -> None:
    """Qt’s second column was cut off."""
    look.apply(Theme.LIGHT, 200)
    menu = QMenu()
    qtbot.addWidget(menu)
    actions = [menu.addAction(f"Number {number}") for number in range(40)]
    menu.popup(QPoint())
    assert {menu.actionGeometry(each).left() for each in actions} == {
        menu.actionGeometry(actions[0]).left()
    }
    menu.close()
