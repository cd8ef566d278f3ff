"""Shares the height of the review page between the two clips and what is written about them.

The pictures never scroll away: they give up height while something is written, and take it back
when the clips are used again; with very little height so does the bar under them. What is written
scrolls by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_AT_REST, _WHILE_WRITING = 150, 320
"""How much height what is written may take before the pictures give up theirs."""
_PICTURES_AT_REST, _PICTURES_WHILE_WRITING = 0.42, 0.3
"""The part of the page's height that the pictures keep."""
_LEAST = 0.45
"""With less than this part of the height left, the bar gives up its words for it."""
_LEAST_PICTURES = 96
_LARGE_TEXT_PICTURES = 80
"""The pictures’ least height at rest at 100 % text: beside larger text they are larger, and what
is written is scrolled to."""
_PEEK = 44


class ReviewRoom(QWidget):
    """`player` in a card at the top, `below` under it in a scroll of its own.

    `written_in` carries the widget that somebody goes to write in.
    """

    written_in = Signal(object)

    def __init__(self, player: SideBySidePlayer, below: QWidget) -> None:
        super().__init__()
        self._player = player
        self._card = Card(parent=self)
        self._card.body.addWidget(player)
        self._written = below
        self._below = VerticalScroll(below, self)
        below.installEventFilter(self)
        self._writing = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def sizeHint(self) -> QSize:
        width = self._card.sizeHint().width()
        return QSize(width, self._whole_card(width) + Look.of_app().px(_AT_REST))

    def minimumSizeHint(self) -> QSize:
        least = self._card.minimumSizeHint().width()
        width = max(least, self._below.minimumSizeHint().width()) + 2 * SPACE_L
        taken = -self._left(max(self.width(), width) - 2 * SPACE_L, 0, low=True)
        height = taken + self._least_pictures() + _PEEK + 3 * SPACE_M
        return QSize(width, height)

    def _least_pictures(self) -> int:
        if self._writing:
            return _LEAST_PICTURES
        return max(_LEAST_PICTURES, Look.of_app().px(_LARGE_TEXT_PICTURES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay_out()
        return super().event(event)

    def _focus_moved(self, _: QWidget | None, to: QWidget | None) -> None:
        if to is None:
            return
        writing = self._below.isAncestorOf(to)
        looking = self._card.isAncestorOf(to) or self._player.isAncestorOf(to)
        if writing != self._writing and (writing or looking):
            self._writing = writing
            self.updateGeometry()
            self._lay_out()
        if writing:
            self._show_written()
            self.written_in.emit(to)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        # A form that opens, or what comes above it, finds its place after it has the keyboard.
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._show_written)
        return False

    def _show_written(self) -> None:
        """Bring the line that is written into view, with the name of its field above it."""
        to = QApplication.focusWidget()
        if to is not None and self._below.isAncestorOf(to):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            line = to.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
            middle = to.mapTo(self._written, line.center())
            self._below.ensureVisible(middle.x(), middle.y(), 0, line.height() // 2 + 2 * SPACE_L)

    def _whole_card(self, width: int) -> int:
        """The height of the card at which the pictures fill their panes."""
        return self._player.heightForWidth(width - self._frame().width()) + self._frame().height()

    def _frame(self) -> QSize:
        """What the card takes round the player."""
        layout = self._card.layout()
        assert layout is not None
        margins = self._card.contentsMargins() + layout.contentsMargins()
        return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay_out(self) -> None:
        width, height = self.width() - 2 * SPACE_L, self.height() - 2 * SPACE_M
        low = self._is_low(width, height)
        if self._card.isAncestorOf(self._player):  # and does not fill the screen
            self._player.set_low(low, bar=not (low and self._writing))
        card = min(self._whole_card(width), height - self._height_below(width, height))
        self._card.setGeometry(SPACE_L, SPACE_M, width, card)
        top = 2 * SPACE_M + card
        bar = self._below.verticalScrollBar().sizeHint().width()
        # The scroll bar stands in the margin, so that the edges of all cards agree.
        self._below.setGeometry(SPACE_L, top, width + min(bar, SPACE_L), self.height() - top)

    def _height_below(self, width: int, height: int) -> int:
        """The least height for what is written."""
        px = Look.of_app().px
        part = _PICTURES_WHILE_WRITING if self._writing else _PICTURES_AT_REST
        pictures = round(part * height)
        wanted = px(_WHILE_WRITING if self._writing else _AT_REST)
        spare = self._left(width, height, low=self._is_low(width, height))
        if self._player.transport.isHidden():
            spare += self._player.transport.height()
            pictures = _LEAST_PICTURES
        return max(_PEEK, min(wanted, spare - pictures)) + SPACE_M

    def _is_low(self, width: int, height: int) -> bool:
        return self._left(width, height, low=False) < _LEAST * height

    def _left(self, width: int, height: int, *, low: bool) -> int:
        """What is left for the pictures and what is written, with a `low` bar or a full one."""
        frame = self._frame()
        inside = width - frame.width()
        return height - self._player.height_without_pictures(inside, low=low) - frame.height()
