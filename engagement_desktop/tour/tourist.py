"""Uses the window as a person does, and keeps pictures of what it sees."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Message, MessageKind, Messages
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

P = TypeVar("P", bound=Page)
T = TypeVar("T", bound=QWidget)
_PATIENCE_SECONDS = 60.0


class StepFailed(Exception):  # noqa: N818 - tells of a step
    """What a step waited for did not come."""


class Tourist:
    """Uses the window, and keeps pictures in `out` as `NN-name.png`."""

    def __init__(self, window: AppWindow, messages: Messages, out: Path) -> None:
        self.window = window
        self.out = out
        self.faults: list[str] = []
        self._pictures = 0
        messages.said.connect(self._heard)

    @property
    def main(self) -> MainWindow:
        """The school that is open."""
        if self.window.main is None:
            raise StepFailed("no school is open")
        return self.window.main

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Keep a picture of the window, or of a dialog over it."""
        self.settle()
        players = self.window.findChildren(SideBySidePlayer)
        self.wait(lambda: all(each.settled for each in players if each.isVisible()), "the frames")
        self.breathe()
        self._pictures += 1
        shown = widget or self.window
        path = self.out / f"{self._pictures:02d}-{name}.png"
        if not shown.grab().save(str(path)):
            raise StepFailed(f"{path.name} could not be written")

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget that a person could see and press."""
        if not widget.isVisible() or not widget.isEnabled():
            raise StepFailed(f"“{widget.accessibleName()}” cannot be pressed")
        place = at if at is not None else widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        self.breathe()

    def write(self, widget: QWidget, text: str) -> None:
        """Type into a field, in the window that has the keys."""
        widget.activateWindow()
        widget.setFocus()
        self.breathe()
        QTest.keyClicks(widget, text)
        self.breathe()

    def press(self, widget: QWidget, keys: str) -> None:
        """Press one key or shortcut, such as “Ctrl+K”."""
        QTest.keySequence(widget, keys)
        self.breathe()

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until `condition` holds."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise StepFailed(f"waited in vain for {what}")
            self.breathe()

    def settle(self) -> None:
        """Wait until nothing runs in the background and everything is painted."""
        main = self.window.main
        tasks = main.tasks if main is not None else self.window.sign_in.tasks
        self.wait(tasks.idle, "the background work")
        for _ in range(3):
            self.breathe()

    def breathe(self) -> None:
        """Let the window do what is due."""
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def open_page(self, page_id: PageId) -> None:
        """Click the tab of a page."""
        self.click(self.main.area.header.tabs.tab(page_id))
        self.settle()

    def open_pupil(self, name: str, page_id: PageId) -> None:
        """Go to a page of the pupil of this preferred name."""
        everyone = self.main.pupil_list.model.everyone()
        found = next((row for row in everyone if row.preferred_name == name), None)
        if found is None:
            raise StepFailed(f"there is no {name}")
        self.main.show_pupil(found.id, page_id)
        self.settle()

    def page(self, kind: type[P]) -> P:
        """The page shown, which must be of this kind."""
        self.settle()
        page = self.main.area.page
        if not isinstance(page, kind):
            raise StepFailed(f"{kind.__name__} is not shown")
        return page

    def close_message(self) -> None:
        """Close what the window says at its foot, if it says anything."""
        bar = self.main.message_bar
        if bar.isVisible():
            self.click(self.button(bar, "Close this message"))

    def scroll_of(self, page: Page) -> VerticalScroll:
        """What a page scrolls in."""
        found = page.findChild(VerticalScroll)
        if not isinstance(found, VerticalScroll):
            raise StepFailed(f"{type(page).__name__} does not scroll")
        return found

    def show_from_top(self, page: Page, widget: QWidget) -> None:
        """Scroll a page until a part of it begins at its upper edge."""
        scrolled = self.scroll_of(page)
        inside = scrolled.widget()
        assert inside is not None
        scrolled.verticalScrollBar().setValue(widget.mapTo(inside, QPoint()).y())

    def button(self, within: QWidget, name: str) -> QAbstractButton:
        """The visible button that a screen reader would call `name`."""
        for each in within.findChildren(QAbstractButton):
            if name in (each.accessibleName(), each.text()) and each.isVisible():
                return each
        raise StepFailed(f"there is no button “{name}”")

    def dialog(self, kind: type[T]) -> T:
        """The dialog of this kind that is open."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, kind) and widget.isVisible():
                return widget
        raise StepFailed(f"no {kind.__name__} is open")

    def _heard(self, message: Message) -> None:
        if message.kind in (MessageKind.PROBLEM, MessageKind.BUG):
            self.faults.append(message.sentence)
