"""Presses what stands on a page, one thing after another, and sees which dialogs come of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from engagement_desktop.ui.widgets.day_field import DayField

_ALIKE = 2
"""Of buttons that say the same (one in each row of a list) so many are pressed."""
_FULL_SCREEN = "Fill the screen"
"""Another window, which has a test of its own."""
_DEEP = 3
"""So many dialogs after one another: a form, a question, a password."""


@dataclass(frozen=True)
class Place:
    """A button as it can be found again on the page made anew; `choice` of its menu, if it has."""

    words: str
    number: int
    choice: str = ""

    def __str__(self) -> str:
        return f"“{self.words}”" + (f" → “{self.choice}”" if self.choice else "")


class Presser:
    """`fresh` shows the page anew and gives it; `settle` waits until nothing is under way."""

    def __init__(
        self,
        fresh: Callable[[], QWidget],
        settle: Callable[[], None],
        *,
        typed: str = "Blue",
        a_file: Path | None = None,
    ) -> None:
        self._fresh = fresh
        self._settle = settle
        self._typed = typed
        self._a_file = a_file

    def press_everything(self) -> Iterator[tuple[Place, tuple[QWidget, ...]]]:
        """Press each button that can be pressed, and each choice of a menu that one opens; after
        each step the place, and what stands over the window then."""
        for place in self.places():
            yield from self._pressed(place)

    def places(self) -> list[Place]:
        """What can be pressed on the page."""
        page = self._fresh()
        self._settle()
        found = []
        for name, number, each in _buttons(page):
            menu = each.menu() if isinstance(each, QPushButton | QToolButton) else None
            if menu is None:
                found.append(Place(name, number))
                continue
            menu.aboutToShow.emit()
            found += [Place(name, number, choice.text()) for choice in _choices(menu)]
        return [place for place in found if _FULL_SCREEN not in place.choice]

    def _pressed(self, place: Place) -> Iterator[tuple[Place, tuple[QWidget, ...]]]:
        page = self._fresh()
        self._settle()
        found = {(name, number): each for name, number, each in _buttons(page)}
        button = found.get((place.words, place.number))
        if button is None:  # what was pressed before has taken it away
            return
        menu = button.menu() if isinstance(button, QPushButton | QToolButton) else None
        if menu is not None:
            menu.aboutToShow.emit()
            _trigger(menu, place.choice)
        else:
            button.click()
        self._settle()
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu) and not place.choice:
            yield place, (popup,)
            chosen = [choice.text() for choice in _choices(popup)]
            popup.close()
            for choice in chosen:
                yield from self._chosen(Place(place.words, place.number, choice))
            return
        yield from self._dialogs(place)

    def _chosen(self, place: Place) -> Iterator[tuple[Place, tuple[QWidget, ...]]]:
        page = self._fresh()
        self._settle()
        found = {(name, number): each for name, number, each in _buttons(page)}
        button = found.get((place.words, place.number))
        if button is None:
            return
        button.click()
        self._settle()
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            _trigger(popup, place.choice)
            popup.close()
            self._settle()
            yield from self._dialogs(place)

    def dialogs(self, place: Place) -> Iterator[tuple[Place, tuple[QWidget, ...]]]:
        """Look at the dialogs that are open, fill and accept them, and close what is left."""
        yield from self._dialogs(place)

    def _dialogs(self, place: Place) -> Iterator[tuple[Place, tuple[QWidget, ...]]]:
        for _ in range(_DEEP):
            shown = open_dialogs()
            yield place, shown
            if not shown:
                return
            for dialog in shown:
                if isValid(dialog) and dialog.isVisible():
                    self._accept(dialog)
            self._settle()
        for dialog in open_dialogs():
            if isValid(dialog):  # one that stood on another has gone with it
                dialog.close()
                self._settle()

    def _accept(self, dialog: QDialog) -> None:
        if isinstance(dialog, QFileDialog):
            if self._a_file is None:
                dialog.reject()
                return
            dialog.selectFile(str(self._a_file))
            dialog.accept()
            return
        for line in dialog.findChildren(QLineEdit):
            is_open = line.isVisible() and line.isEnabled() and not line.isReadOnly()
            if is_open and not line.text() and not isinstance(line, DayField):
                line.setText(self._typed)
        for text in dialog.findChildren(QPlainTextEdit):
            if text.isVisible() and text.isEnabled() and not text.toPlainText():
                text.setPlainText(self._typed)
        main = [b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]
        by_default = [b for b in main if b.isDefault() or b.property("primary")]
        for button in (by_default or main)[-1:]:
            button.click()


def open_dialogs() -> tuple[Any, ...]:
    """The dialogs that stand over the window, the latest last."""
    return tuple(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and each.isVisible()
    )


def _buttons(page: QWidget) -> list[tuple[str, int, QAbstractButton]]:
    """What can be pressed there: words, the how-manieth of those words, and the button."""
    seen: dict[str, int] = {}
    found = []
    for each in page.findChildren(QAbstractButton):
        at = each.mapTo(page, QPoint()) if page.isAncestorOf(each) else None
        if at is None or not each.isVisible() or not each.isEnabled():
            continue
        words = each.accessibleName() or each.text()
        alike = re.sub(r"\d+", "#", words if len(words) < 24 else words[:24])
        seen[alike] = seen.get(alike, 0) + 1
        if seen[alike] <= _ALIKE:
            found.append((alike, seen[alike], each))
    return found


def _choices(menu: QMenu) -> list[QAction]:
    found = []
    for each in menu.actions():
        inner = each.menu()
        if isinstance(inner, QMenu):
            found += _choices(inner)
        elif each.isEnabled() and each.isVisible() and not each.isSeparator():
            found.append(each)
    return found


def _trigger(menu: QMenu, words: str) -> None:
    for each in _choices(menu):
        if each.text() == words:
            each.trigger()
            return
