"""Statements to look through and to choose from: a search over a list, each as long as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import RADIUS_CONTROL, SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.painted import paint_tick_box
from engagement_desktop.ui.widgets.painted_list import PaintedList
from engagement_desktop.ui.widgets.search_field import SearchField

_HEIGHT, _HIGHEST = 300, 380
_NARROWEST = 160
_BOX = 18
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LINE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class StatementLine:
    """A line of the list: its number, what it says, and a quieter line under it."""

    id: int
    title: str
    detail: str
    quiet: bool = False


class StatementModel(QAbstractListModel):
    """The lines that hold every word searched for; with `ticks` each can be ticked."""

    def __init__(self, *, ticks: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ticked: set[int] = set()
        self._ticks = ticks
        self._all: tuple[StatementLine, ...] = ()
        self._shown: list[StatementLine] = []
        self._words: tuple[str, ...] = ()

    def show_lines(self, lines: Iterable[StatementLine]) -> None:
        """Show these, as far as the words searched for are in them."""
        self._all = tuple(lines)
        self.search(" ".join(self._words))

    def search(self, typed: str) -> None:
        """Leave the lines that hold each of these words, and those that are ticked."""
        self._words = tuple(typed.casefold().split())
        self.beginResetModel()
        self._shown = [line for line in self._all if self._meets(line)]
        self.endResetModel()

    def line(self, index: Index) -> StatementLine | None:
        """The line at a place."""
        return self._shown[index.row()] if index.isValid() else None

    def turn(self, index: Index) -> None:
        """Tick a line, or take its tick away."""
        line = self.line(index)
        if line is not None and self._ticks:
            self.ticked ^= {line.id}
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index)
        if line is None:
            return None
        if role == _LINE:
            return line
        if role == Qt.ItemDataRole.CheckStateRole and self._ticks:
            ticked = line.id in self.ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.title}. {line.detail}" if line.detail else line.title
        return None

    def _meets(self, line: StatementLine) -> bool:
        text = f"{line.title} {line.detail}".casefold()
        return line.id in self.ticked or all(word in text for word in self._words)


class StatementList(QWidget):
    """A search over the lines. With `ticks` a click, Enter or the space bar ticks one.

    `turned` comes when a tick was set or taken away; `moved` when another line is the current one.
    """

    turned = Signal()
    moved = Signal()

    def __init__(
        self, name: str, nothing: str, *, ticks: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.search = SearchField(f"Search {name.lower()}")
        self.model = StatementModel(ticks=ticks, parent=self)
        self.view = _StatementView(name)
        self.view.setModel(self.model)
        self._nothing = label(nothing, Role.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._search)
        self.view.taken.connect(self._take)
        self.view.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.show_lines(())

    def show_lines(self, lines: Sequence[StatementLine]) -> None:
        """Show these."""
        self.model.show_lines(lines)
        self._say_if_nothing()

    def current(self) -> StatementLine | None:
        """The line that the keyboard stands on."""
        return self.model.line(self.view.currentIndex())

    def _search(self, typed: str) -> None:
        self.model.search(typed)
        self._say_if_nothing()
        self.moved.emit()

    def _take(self, index: QModelIndex) -> None:
        self.model.turn(index)
        self.turned.emit()

    def _say_if_nothing(self) -> None:
        self._nothing.setVisible(self.model.rowCount() == 0)


class _StatementView(PaintedList):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setUniformItemSizes(False)  # a statement is as high as its words
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setItemDelegate(_StatementDelegate(self))

    def minimumSizeHint(self) -> QSize:
        look = Look.of_app()
        return QSize(look.px(_NARROWEST), min(look.px(_HEIGHT), _HIGHEST))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class _StatementDelegate(QStyledItemDelegate):
    """The box to tick, the words on as many lines as they need, and the quieter line under them."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        line = index.data(_LINE)
        room = QRect(0, 0, self._view.viewport().width(), 0)
        if not isinstance(line, StatementLine):
            return QSize()
        _, detail = self._places(room, line, self._ticks(index))
        return QSize(_NARROWEST, detail.bottom() + Look.of_app().px(SPACE_XS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(_LINE)
        if not isinstance(line, StatementLine):
            return
        look, colours = Look.of_app(), Look.of_app().colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        reached = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        current = bool(option.state & reached)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if current or over:
            painter.setBrush(QColor(colours.accent_surface))
            painter.setPen(QColor(colours.accent if current else colours.line))
            place = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(place, RADIUS_CONTROL, RADIUS_CONTROL)
        words, detail = self._places(option.rect, line, self._ticks(index))
        if self._ticks(index):
            self._paint_box(painter, option, words, index)
        painter.setPen(QColor(colours.muted if line.quiet else colours.text))
        painter.setFont(look.font(Role.BODY))
        painter.drawText(words, _WRAPPED, line.title)
        painter.setPen(QColor(colours.muted))
        painter.setFont(look.font(Role.MUTED))
        painter.drawText(detail, _WRAPPED, line.detail)
        painter.restore()

    def _paint_box(
        self, painter: QPainter, option: QStyleOptionViewItem, words: QRect, index: Index
    ) -> None:
        look = Look.of_app()
        side = look.px(_BOX)
        box = QRectF(option.rect.left() + look.px(SPACE_XS), words.top(), side, side)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        paint_tick_box(painter, box, ticked=ticked)

    @staticmethod
    def _ticks(index: Index) -> bool:
        return index.data(Qt.ItemDataRole.CheckStateRole) is not None

    @staticmethod
    def _places(room: QRect, line: StatementLine, ticks: bool) -> tuple[QRect, QRect]:
        """Where the words stand in the room of a line, and where what is under them."""
        look = Look.of_app()
        pad = look.px(SPACE_XS)
        left = room.left() + pad + (look.px(_BOX) + look.px(SPACE_S) if ticks else 0)
        wide = QRect(left, room.top() + pad, max(1, room.right() - pad - left), 100_000)
        words = QFontMetrics(look.font(Role.BODY)).boundingRect(wide, _WRAPPED, line.title)
        words.setWidth(wide.width())
        below = QRect(left, words.bottom() + 1, wide.width(), 100_000)
        metrics = QFontMetrics(look.font(Role.MUTED))
        detail = metrics.boundingRect(below, _WRAPPED, line.detail)
        detail.setWidth(wide.width())
        return words, detail if line.detail else QRect(left, words.bottom(), wide.width(), 1)
