"""In which places, with whom and at what times responses have been seen, and where not yet.

Words and marks alone; each mark opens the list of the observations behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engagement_desktop.models.areas import Area
from engagement_desktop.models.mark_looks import MarkLook
from engagement_desktop.services.context_coverage import Cell, ContextRow, Met, Where
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.marks import Ink, stamps
from engagement_desktop.ui.widgets.buttons import plain
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.labels import label, tooltip_text

_AREAS = tuple(Area)
_ROW = 30
_MARK = 16
_MOST = 20
_LOOKS = {Met.SEEN: MarkLook.ESTABLISHED, Met.LOOKED_FOR: MarkLook.NOT_SEEN}
CELL = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class CoverageModel(QAbstractTableModel):
    """A row for each context under the name of its kind, a column for each area."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[ContextRow | Where] = []

    def show_rows(self, found: Sequence[ContextRow]) -> None:
        """Show these contexts, each kind under its own heading."""
        self.beginResetModel()
        self.rows = []
        for row in found:
            if not self.rows or row.where is not self._where(len(self.rows) - 1):
                self.rows.append(row.where)
            self.rows.append(row)
        self.endResetModel()

    def _where(self, number: int) -> Where:
        row = self.rows[number]
        return row if isinstance(row, Where) else row.where

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1 + len(_AREAS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _AREAS[section - 1].title if section else ""
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if isinstance(row, Where):
            if role == Qt.ItemDataRole.FontRole:
                return Look.of_app().font(Role.SECTION)
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return row.value if shown and index.column() == 0 else None
        if index.column() == 0:
            name = row.name[:1].upper() + row.name[1:]
            if role == Qt.ItemDataRole.ToolTipRole:
                return tooltip_text(name)
            return name if role == Qt.ItemDataRole.DisplayRole else None
        cell = row.cells[index.column() - 1]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return texts.cell_words(row.name, cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(texts.cell_words(row.name, cell))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Where) or index.column() == 0:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _MarkDelegate(QStyledItemDelegate):
    """Paints what was seen as the area's mark: filled, dashed, or a short line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell = index.data(CELL)
        super().paint(painter, option, index)
        if not isinstance(cell, Cell):
            return
        rect: QRect = option.rect
        look = Look.of_app()
        side = look.px(_MARK)
        centre = QRectF(rect).center()
        square = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        if cell.met in _LOOKS:
            ink = Ink.now(painter.device().devicePixelRatio())
            mark = stamps(cell.area, side, 0, ink).mark(_LOOKS[cell.met])
            painter.drawPixmap(square.topLeft(), mark)
            return
        painter.save()
        painter.setPen(QColor(look.colours.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "–")
        painter.restore()


class _CoverageView(QTableView):
    """As high as its rows: the page scrolls, not the table."""

    opened = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(texts.COVERAGE)
        self.setItemDelegate(_MarkDelegate(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.clicked.connect(self.opened)
        self.activated.connect(self.opened)
        Look.of_app().changed.connect(self.fit)

    def fit(self) -> None:
        """Make the rows and the table as high as the text needs."""
        height = max(Look.of_app().px(_ROW), self.fontMetrics().height() + 8)
        self.verticalHeader().setDefaultSectionSize(height)
        self.clearSpans()
        model = self.model()
        for number in range(model.rowCount()):
            if model.index(number, 1).data(CELL) is None:
                self.setSpan(number, 0, 1, model.columnCount())
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + model.rowCount() * height)

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share = self.viewport().width() // (len(_AREAS) + 2)
        for column in range(1, len(_AREAS) + 1):
            self.setColumnWidth(column, share)
        self.setColumnWidth(0, self.viewport().width() - share * len(_AREAS))


class CoverageCard(Card):
    """The contexts of the five areas.

    `observation_wanted` carries an observation's id; `lanes_wanted` a `ContextRow` and a `Cell`
    whose observations are wanted on the lanes.
    """

    observation_wanted = Signal(int)
    lanes_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.COVERAGE, subtitle=texts.COVERAGE_HINT, parent=parent)
        self.about = label("", Role.MUTED)
        self.model = CoverageModel(self)
        self.view = _CoverageView()
        self.view.setModel(self.model)
        self.view.opened.connect(self._open)
        self.body.addWidget(self.about)
        self.body.addWidget(self.view)

    def show_coverage(self, found: Sequence[ContextRow], about: str) -> None:
        """Show these contexts; `about` names the choice that they rest on."""
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.model.show_rows(found)
        self.view.fit()

    def clear(self) -> None:
        """Show nothing, in the same room: what comes is soon there, and the page need not jump."""
        self.model.show_rows(())

    def _open(self, index: QModelIndex) -> None:
        """List the observations behind a mark, the latest first, and the way to all of them."""
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        row = self.model.rows[index.row()]
        assert isinstance(row, ContextRow)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSection(plain(texts.cell_words(row.name, cell)))
        latest = {mark.observation_id: mark for mark in reversed(cell.marks)}
        for number, mark in list(latest.items())[:_MOST]:
            words = ", ".join(filter(None, (day_words(mark.at), mark.seen.activity)))
            action = menu.addAction(plain(words))
            action.triggered.connect(
                lambda _=False, number=number: self.observation_wanted.emit(number)
            )
        menu.addSeparator()
        on_lanes = menu.addAction(texts.ON_LANES)
        on_lanes.triggered.connect(lambda _=False: self.lanes_wanted.emit(row, cell))
        corner = self.view.visualRect(index).bottomLeft()
        menu.popup(self.view.viewport().mapToGlobal(QPoint(corner.x(), corner.y() + 1)))
