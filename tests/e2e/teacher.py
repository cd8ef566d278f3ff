"""A teacher at the real window: clicks what can be seen, types with keys, reads what is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from engagement_desktop.progress import Progress
from engagement_desktop.services.arrival import Arrival
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings, Theme
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Message, MessageKind, Messages
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from tests.helpers.sheet import written_down

SCREEN = (1366, 768)
_PATIENCE_MS = 30_000
P = TypeVar("P", bound=Page)


class StrayWindows(QObject):
    """Notes every widget that came up as a window of its own and is none: a flash on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            kind = watched.windowType()
            if kind is Qt.WindowType.Window and not isinstance(watched, AppWindow):
                words = watched.text() if isinstance(watched, QLabel) else watched.accessibleName()
                self.seen.append(f"{type(watched).__name__} “{words}”")
        return False


class Teacher:
    """Sits before one `AppWindow`; `leave` puts the window away and tells of faults it reported."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.strays = StrayWindows()
        QApplication.instance().installEventFilter(self.strays)
        self.said: list[Message] = []
        messages = Messages()
        messages.said.connect(self.said.append)
        self._messages = messages
        self.window = AppWindow(Settings(theme=Theme.LIGHT), messages, _no_demo)
        self.window.resize(*SCREEN)
        self.window.sign_in.show_welcome()
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    # What is there

    @property
    def main(self) -> MainWindow:
        """The school that is open."""
        assert self.window.main is not None, "no school is open"
        return self.window.main

    @property
    def work(self) -> Workspace:
        """What the open school's services are given, to look into the file with."""
        return self.main.context.work

    @property
    def observing(self) -> ObservationsPage:
        """The observations page, which must be shown."""
        return self.page(ObservationsPage)

    def page(self, kind: type[P]) -> P:
        """The page shown, which must be of this kind."""
        page = self.main.area.page
        assert isinstance(page, kind)
        return page

    @property
    def faults(self) -> list[str]:
        """What the window has said of faults of its own."""
        return [one.sentence for one in self.said if one.kind is MessageKind.BUG]

    @property
    def problems(self) -> list[str]:
        """What the window has refused, in its own sentences."""
        return [one.sentence for one in self.said if one.kind is MessageKind.PROBLEM]

    def words_shown(self, within: QWidget | None = None) -> list[str]:
        """Every text on the screen that is a widget's own."""
        words = []
        for each in (within or self.window).findChildren(QWidget):
            if not each.isVisible():
                continue
            if isinstance(each, QPlainTextEdit):
                words.append(each.toPlainText())
            elif isinstance(each, QLabel | QLineEdit | QAbstractButton):
                words.append(each.text())
            elif isinstance(each, QComboBox):
                words.append(each.currentText())
        return words

    # What a person does

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=_PATIENCE_MS)

    def settle(self) -> None:
        """Wait until nothing is read or written, and what came of it is shown."""
        main = self.window.main
        tasks = self.window.tasks if main is None else main.tasks
        self.wait(tasks.idle)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click what can be seen and pressed."""
        self.wait(widget.isVisible)
        assert widget.isEnabled(), f"“{widget.accessibleName()}” cannot be pressed"
        place = widget.rect().center() if at is None else at
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)

    def type(self, field: QWidget, text: str) -> None:
        """Put the cursor into a field, and type key by key."""
        self.wait(field.isVisible)
        field.setFocus()
        self.qtbot.keyClicks(field, text)

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Click the button that is called this."""
        found = self.button(name, within)
        assert found is not None, f"there is no button “{name}”"
        self.click(found)

    def button(self, name: str, within: QWidget | None = None) -> QAbstractButton | None:
        """The visible button that is called this."""
        for each in (within or self.window).findChildren(QAbstractButton):
            if each.isVisible() and name in (each.text(), each.accessibleName()):
                return each
        return None

    # Ways through the program

    def make_school(self, folder: Path, name: str, me: str, password: str) -> str:
        """Make a school on a PC that keeps no secrets; the set-up code."""
        sign_in = self.window.sign_in
        self.click(sign_in.welcome.create_button)
        making = sign_in.making
        form = making.form
        form.set_folder(folder)
        self.type(form.school_name, name)
        self.type(form.admin_name, me)
        self.type(form.password.line, password)
        self.click(form.make_button)
        self.wait(making.code_page.isVisible)
        code = making.code_page.code
        making.code_page.written.setChecked(True)
        self.click(making.code_page.go_on)
        sheet = sign_in.sheet.page
        self.wait(sheet.isVisible)
        self.click(sheet.by_hand)
        on_paper = written_down(sheet)
        for number in sheet.asked:
            sheet.type_group(number, on_paper[number])
        self.click(sheet.go_on)
        self.wait(making.class_page.isVisible)
        self.click(making.class_page.later_button)
        self.wait(lambda: self.window.main is not None)
        self.settle()
        return code

    def sign_in(self, path: Path, password: str, code: str) -> str:
        """Type password and set-up code; the sentence of the refusal, or nothing."""
        self.window.open_file(path)
        form = self.window.sign_in.open_form
        self.type(form.password, password)
        self.click(form.open_button)
        self.wait(form.code.isVisible)
        self.wait(form.open_button.isEnabled)
        self.type(form.code, code)
        self.click(form.open_button)
        self.wait(lambda: form.open_button.isEnabled() or not form.isVisible())
        if form.isVisible():
            return form.problem
        self.wait(lambda: self.window.main is not None)
        self.settle()
        return ""

    def open_page(self, page_id: PageId) -> None:
        """Click the tab of a page of the pupil shown."""
        self.click(self.main.area.header.tabs.tab(page_id))
        self.settle()
        assert self.main.page_id is page_id

    def new_observation(self) -> ObservationsPage:
        """Ctrl+N on the pupil shown."""
        self.main.actions_table.trigger("observation.new")
        page = self.observing
        self.wait(lambda: page.editing and page.writing.view is not None)
        self.settle()
        return page

    def drop(self, *paths: Path) -> None:
        """Drop files on the editor, and wait until each came in or was refused."""
        editor = self.observing.writing.editor
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place = QPointF(editor.rect().center())
        given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(place.toPoint(), *given, none)
        QApplication.sendEvent(editor, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(editor, QDropEvent(place, *given, none))
        self.wait(lambda: self.observing.writing.desk.importer.current is None)
        self.settle()

    def saved(self) -> None:
        """Wait until all that was typed is acknowledged to be in the file."""
        self.wait(lambda: self.observing.writing.keeper.all_saved)
        self.settle()

    def leave(self) -> None:
        """Close the window as by its corner, which closes the file."""
        if not isValid(self.window):
            return
        self.window.close()
        assert not self.window.isVisible(), "the window wanted to stay open"
        QApplication.instance().removeEventFilter(self.strays)
        delete(self.window)


def _no_demo(progress: Progress) -> Arrival:
    raise AssertionError("nobody asked for the demo school")
