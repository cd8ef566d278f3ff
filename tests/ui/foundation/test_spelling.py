"""Spelling in text boxes: words marked, others offered, undone, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.models.states import Role
from engagement_desktop.services import spelling
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.spelling import SpellingHelp
from engagement_desktop.ui.widgets.text_area import TextArea
from tests.helpers.pages import Desk, desk
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


class Written:
    """A box to write in and one beside it, helped as in the window."""

    def __init__(self, laid: Desk) -> None:
        self.desk = laid
        self.page = QWidget()
        laid.qtbot.addWidget(self.page)
        column = QVBoxLayout(self.page)
        self.box, self.beside = TextArea("What happened"), TextArea("Beside")
        column.addWidget(self.box)
        column.addWidget(self.beside)
        self.help = SpellingHelp(laid.context, self.page)
        self.help.load()
        self.edits: list[str] = []
        self.box.edited.connect(lambda: self.edits.append(self.box.text()))
        self.page.show()
        laid.qtbot.waitActive(self.page)
        laid.settle()

    def write(self, text: str) -> None:
        self.box.setFocus()
        self.desk.qtbot.keyClicks(self.box, text)

    def marked(self, box: TextArea | None = None) -> list[str]:
        """The words under which there is a wave."""
        box = box or self.box
        cursor, found = QTextCursor(box.document()), []
        block = box.document().begin()
        while block.isValid():
            for each in block.layout().formats():
                cursor.setPosition(block.position() + each.start)
                cursor.setPosition(
                    block.position() + each.start + each.length, QTextCursor.MoveMode.KeepAnchor
                )
                found.append(cursor.selectedText())
            block = block.next()
        return found

    def offered(self, menu: QMenu) -> list[str]:
        return [each.text() for each in menu.actions()]

    def choose(self, menu: QMenu, words: str) -> None:
        action: QAction = next(each for each in menu.actions() if each.text() == words)
        action.trigger()
        menu.close()
        self.desk.settle()


@pytest.fixture
def written(school: SmallSchool, qtbot: QtBot, look: Look) -> Iterator[Written]:
    with desk(school.work, qtbot) as laid:
        yield Written(laid)


def test_a_word_is_marked_when_the_cursor_has_left_it(written: Written) -> None:
    written.write("She recieved")
    assert written.marked() == []
    written.write(" it")
    assert written.marked() == ["recieved"]
    written.write(" agian")
    assert written.marked() == ["recieved"]
    written.desk.qtbot.keyClick(written.box, Qt.Key.Key_Home)
    assert written.marked() == ["recieved", "agian"]


def test_what_stands_in_a_box_is_marked_when_it_is_entered(written: Written) -> None:
    written.beside.set_text("Amara stilled. 👏🏽👏🏽 Then she recieved it.\nHappyly.")
    assert written.marked(written.beside) == []
    written.beside.setFocus()
    assert written.marked(written.beside) == ["recieved", "Happyly"]


def test_marking_is_no_change_of_the_text(written: Written) -> None:
    written.box.set_text("recieved")
    written.box.setFocus()
    written.help.look_again()
    assert written.marked() == ["recieved"]
    assert written.edits == []
    assert not written.box.document().isUndoAvailable()


def test_what_was_meant_is_put_in_its_place_and_undone(written: Written) -> None:
    written.box.setFocus()
    written.box.insertPlainText("👏🏽 She recieved it")
    menu = written.help.next_word()
    assert menu is not None
    assert written.offered(menu)[0] == "received"
    assert written.box.textCursor().selectedText() == "recieved"
    written.choose(menu, "received")
    assert written.box.text() == "👏🏽 She received it"
    assert written.marked() == []
    assert written.edits[-1] == "👏🏽 She received it"
    written.box.undo()
    assert written.box.text() == "👏🏽 She recieved it"


def test_the_menu_under_the_mouse_offers_for_the_word_there(written: Written) -> None:
    written.box.set_text("recieved colur fine")
    written.box.setFocus()
    at = QTextCursor(written.box.document())
    at.setPosition(11)
    menu = written.box.open_menu(at, QPoint())
    assert written.offered(menu)[0] == "colour"
    menu.close()
    at.setPosition(17)
    menu = written.box.open_menu(at, QPoint())
    assert "colour" not in written.offered(menu)
    assert not any("school’s words" in each for each in written.offered(menu))
    menu.close()


def test_f7_goes_from_word_to_word_and_round(written: Written) -> None:
    written.write("recieved colur fine")
    seen = []
    for _ in range(3):
        menu = written.help.next_word()
        assert menu is not None
        seen.append(written.box.textCursor().selectedText())
        menu.close()
    assert seen == ["recieved", "colur", "recieved"]
    written.box.set_text("fine")
    assert written.help.next_word() is None
    assert written.desk.said[-1].sentence == "Every word of this text is known."


def test_a_word_is_added_for_the_school_and_that_is_undone(written: Written) -> None:
    written.write("Zumbini today")
    menu = written.help.next_word()
    assert menu is not None
    written.choose(menu, "Add “Zumbini” to the school’s words")
    assert written.marked() == []
    assert spelling.words_added(written.desk.context.work) == ("Zumbini",)
    written.desk.said[-1].action()
    written.desk.settle()
    assert written.marked() == ["Zumbini"]


def test_a_word_is_left_for_now_also_after_names_were_read_again(written: Written) -> None:
    written.write("Zumbini today")
    menu = written.help.next_word()
    assert menu is not None
    written.choose(menu, "Leave it as it is for now")
    written.help.load()
    written.desk.settle()
    assert written.marked() == []
    assert spelling.words_added(written.desk.context.work) == ()


def test_nothing_is_marked_where_the_user_wants_none(written: Written) -> None:
    written.desk.context.settings.check_spelling = False
    written.help.look_again()
    written.write("recieved it")
    assert written.marked() == []
    written.desk.context.settings.check_spelling = True
    written.help.look_again()
    assert written.marked() == ["recieved"]


def test_what_is_only_read_is_left_alone(written: Written) -> None:
    written.beside.set_text("recieved it")
    written.beside.setReadOnly(True)
    written.beside.setFocus()
    assert written.marked(written.beside) == []
    assert not written.desk.context.actions.action("edit.spelling").isEnabled()


def test_a_moderator_may_leave_a_word_and_not_add_one(
    school: SmallSchool, qtbot: QtBot, look: Look
) -> None:
    with desk(replace(school.work, role=Role.MODERATOR), qtbot) as laid:
        written = Written(laid)
        written.write("Zumbini today")
        menu = written.help.next_word()
        assert menu is not None
        assert not any(each.startswith("Add") for each in written.offered(menu))
        assert "Leave it as it is for now" in written.offered(menu)
        menu.close()


@pytest.mark.parametrize(
    "text", ["<b>&amp;</b> {0} %s", "\u202eevil\u202c", "x" * 9000, "&recieved &"]
)
def test_hostile_text_is_text(written: Written, text: str) -> None:
    written.box.set_text(text)
    written.box.setFocus()
    menu = written.help.next_word()
    if menu is not None:
        menu.close()
    assert written.box.text() == text


def test_a_box_that_has_gone_is_forgotten(written: Written) -> None:
    written.write("recieved it")
    gone = written.box
    QLineEdit(written.page).setFocus()
    written.beside.setFocus()
    gone.setParent(None)
    gone.deleteLater()
    QApplication.sendPostedEvents()
    written.help.look_again()
    written.beside.set_text("recieved")
    assert written.marked(written.beside) == ["recieved"]
