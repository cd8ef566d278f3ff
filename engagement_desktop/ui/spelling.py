"""Spelling in British English in every text box: marks under words, and what may have been meant.

A box is looked at from the moment the cursor enters it. Nothing is changed by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from engagement_desktop.models.roles import Act
from engagement_desktop.models.spelling import WrittenWord
from engagement_desktop.services import spelling
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.spelling import Speller
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.widgets.buttons import plain
from engagement_desktop.ui.widgets.text_area import TextArea

ALL_KNOWN = "Every word of this text is known."
NO_OFFER = "Nothing like it is known"
ADD = "Add “{word}” to the school’s words"
LEAVE = "Leave it as it is for now"
ADDED = "“{word}” is known in this school from now on."

_ACTION = "edit.spelling"
_NAMES_AND_WORDS = (Kind.PUPIL, Kind.STAFF, Kind.SCHOOL, Kind.VOCABULARY, Kind.SPELLING)


class SpellingMarks(QSyntaxHighlighter):
    """Draws a wave under the words of one text box that are not known.

    The word that is being typed has none until the cursor leaves it.
    """

    def __init__(self, area: TextArea) -> None:
        super().__init__(area)
        self.area = area
        self._speller: Speller | None = None
        self._wave = QTextCharFormat()
        self._wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        self._typed_at = -1
        self._looking = False
        area.document().contentsChange.connect(self._typed)  # before it is looked at
        area.cursorPositionChanged.connect(self._moved)
        self.setDocument(area.document())

    def look_again(self, speller: Speller | None, colour: str) -> None:
        """Mark anew: words became known, or colours changed. None takes the marks away."""
        self._speller = speller
        self._wave.setUnderlineColor(QColor(colour))
        self._looking = True
        self.rehighlight()
        self._looking = False

    def highlightBlock(self, text: str) -> None:
        if self._speller is None:
            return
        begins = self.currentBlock().position()
        for word in self._speller.unknown_in(text):
            start, end = _ends(text, word)
            if not start < self._typed_at - begins <= end:
                self.setFormat(start, end - start, self._wave)

    def _typed(self, position: int, _removed: int, added: int) -> None:
        if not self._looking:
            self._typed_at = position + added if self.area.hasFocus() else -1

    def _moved(self) -> None:
        before = self._typed_at
        if before >= 0 and before != self.area.textCursor().position():
            self._typed_at = -1
            self._looking = True
            self.rehighlightBlock(self.document().findBlock(before))
            self._looking = False


class SpellingHelp(QObject):
    """Marks the text box in use and offers words in its menu; F7 goes from word to word."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._speller: Speller | None = None
        self._left: set[str] = set()
        self._marks: list[SpellingMarks] = []
        self._in_use: TextArea | None = None
        context.actions.bind(_ACTION, self.next_word, enabled=self._is_writing, owner=self)
        context.hub.changed.connect(self._changed)
        context.look.changed.connect(self.look_again)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def load(self) -> None:
        """Read what is known in this school."""
        work = self._context.work

        def show(speller: Speller) -> None:
            self._speller = speller
            for word in self._left:
                speller.leave(word)
            self.look_again()

        self._context.tasks.read(lambda: spelling.read(work), show, owner=self)

    def look_again(self) -> None:
        """Mark anew each box that was in use; none, where the user wants none."""
        self._marks = [marks for marks in self._marks if isValid(marks)]
        for marks in self._marks:
            self._mark(marks)

    def next_word(self) -> QMenu | None:
        """Select the next word that is not known, from the cursor on and then from the top, and
        open the menu over it."""
        area, speller = self._in_use, self._speller
        if area is None or speller is None:
            return None
        text = area.text()
        found = [(_ends(text, word), word) for word in speller.unknown_in(text)]
        if not found:
            self._context.messages.say(ALL_KNOWN)
            return None
        at = area.textCursor().selectionEnd()
        ahead = (word for (start, _), word in found if start >= at)
        area.setTextCursor(_over(area, next(ahead, found[0][1])))
        area.ensureCursorVisible()
        menu = area.open_menu(area.textCursor(), area.cursorRect().bottomLeft())
        menu.setActiveAction(menu.actions()[0])
        return menu

    def _is_writing(self) -> bool:
        return self._in_use is not None and isValid(self._in_use)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or isinstance(new, QMenuBar | QMenu):
            return
        was_writing = self._is_writing()
        self._in_use = new if isinstance(new, TextArea) and not new.isReadOnly() else None
        if self._in_use is not None and self._in_use.findChild(SpellingMarks) is None:
            marks = SpellingMarks(self._in_use)
            self._marks.append(marks)
            self._mark(marks)
            self._in_use.menu_opens.connect(self._offer)
        if was_writing != self._is_writing():
            self._context.actions.refresh_some([_ACTION])

    def _mark(self, marks: SpellingMarks) -> None:
        wanted = self._context.settings.check_spelling
        marks.look_again(self._speller if wanted else None, self._context.look.colours.error)

    def _offer(self, menu: QMenu, at: QTextCursor) -> None:
        """Put what may have been meant by the word at the cursor before the rest of the menu."""
        area, speller = self._in_use, self._speller
        if area is None or speller is None:
            return
        text, place = area.text(), at.position()
        for word in speller.unknown_in(text):
            start, end = _ends(text, word)
            if start <= place <= end:
                self._offer_for(menu, area, speller, word)
                return

    def _offer_for(self, menu: QMenu, area: TextArea, speller: Speller, word: WrittenWord) -> None:
        before = menu.actions()[0]

        def put(text: str, do: Callable[[], object] | None) -> None:
            action = QAction(plain(text), menu)
            action.setEnabled(do is not None)
            if do is not None:
                action.triggered.connect(do)
            menu.insertAction(before, action)

        offers = speller.offers(word.text)
        for offer in offers:
            put(offer, partial(_over(area, word).insertText, offer))
        if not offers:
            put(NO_OFFER, None)
        menu.insertSeparator(before)
        if self._context.work.may(Act.OBSERVE):
            put(ADD.format(word=word.text), partial(self._add, word.text))
        put(LEAVE, partial(self._leave, word.text))
        menu.insertSeparator(before)

    def _add(self, word: str) -> None:
        work, write = self._context.work, self._context.tasks.write

        def added(kept: str) -> None:
            self._context.messages.undo(
                ADDED.format(word=kept),
                lambda: write(lambda: spelling.take_away(work, kept), owner=self),
            )

        write(lambda: spelling.add(work, word), added, owner=self)

    def _leave(self, word: str) -> None:
        self._left.add(word)
        if self._speller is not None:
            self._speller.leave(word)
        self.look_again()

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if self._speller is not None and changes.touches(*_NAMES_AND_WORDS):
            self.load()


def _units(text: str) -> int:
    """How long Qt takes a text to be: a letter beyond the first plane counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _ends(text: str, word: WrittenWord) -> tuple[int, int]:
    """Where a word of `text` begins and ends, as Qt counts."""
    start = _units(text[: word.start])
    return start, start + _units(word.text)


def _over(area: TextArea, word: WrittenWord) -> QTextCursor:
    """A cursor with the word of the box selected."""
    start, end = _ends(area.text(), word)
    cursor = QTextCursor(area.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor
