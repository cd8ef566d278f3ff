"""Tab leads through the window as it is read, and round it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.page_ids import PageId


def test_tab_leads_through_a_page_as_it_is_read(qtbot: QtBot, main: MainWindow) -> None:
    """Also to what was filled in later, such as the words to choose from."""
    everyone = main.pupil_list.model.everyone()
    amara = next(each.id for each in everyone if each.preferred_name == "Amara")
    page = main.show_pupil(amara, PageId.OBSERVATIONS)
    assert isinstance(page, ObservationsPage)
    page.new_observation()
    qtbot.waitUntil(lambda: page.editing and main.tasks.idle())
    boxes = page.findChildren(QPlainTextEdit)
    effect = next(box for box in boxes if box.accessibleName() == "Its effect on engagement")
    effect.setFocus()
    names = [""]
    while names[-1] != "Save as draft":
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().accessibleName())
    assert names[names.index("Next action: repeat") + 1] == "What to do next time"
    for _ in names[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is effect


def test_tab_goes_round_the_window_and_leaves_nothing_out(qtbot: QtBot, main: MainWindow) -> None:
    start = main.pupil_list.search
    start.setFocus()
    seen = [start]
    while True:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
        seen.append(QApplication.focusWidget())
    assert len(seen) == len(set(seen))
    pressed = {w for w in main.findChildren(QPushButton) if w.isVisible() and w.isEnabled()}
    assert {w for w in pressed if w.focusPolicy() & Qt.FocusPolicy.TabFocus} <= set(seen)
