"""Who did what: filters above, the lines below, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engagement_desktop.models.roles import Act
from engagement_desktop.services import audit, audit_trail
from engagement_desktop.services.audit_trail import Trail, TrailFilter, TrailLine
from engagement_desktop.services.changes import Changes
from engagement_desktop.ui.audit import texts
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_WHEN, _WHO = 250, 170
_WHEN_AT_MOST, _WHO_AT_MOST = 0.27, 0.2
_LEAST_TABLE = 160
_FIELD = 190
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TrailModel(QAbstractTableModel):
    """The lines as a table of three columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[TrailLine] = []

    def show_lines(self, lines: Sequence[TrailLine]) -> None:
        """Show these in place of what was shown."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def add_lines(self, lines: Sequence[TrailLine]) -> None:
        """Show these below."""
        if not lines:
            return
        first = len(self.lines)
        self.beginInsertRows(_NOWHERE, first, first + len(lines) - 1)
        self.lines += lines
        self.endInsertRows()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(texts.COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return texts.COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        line = self.lines[index.row()]
        return (texts.when(line), line.who, texts.what(line))[index.column()]


class AuditPage(SchoolPage):
    """Filters, the table, and at the foot: earlier lines, a check, the table as a file."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._before: int | None = None
        self.who = Combo(texts.WHO, [Choice(None, texts.EVERYBODY)])
        acts = (Choice(act, act.value) for act in Act if act is not Act.READ)  # is not entered
        self.what = Combo(texts.WHAT, [Choice(None, texts.EVERYTHING), *acts])
        self.from_day, self.until_day = DayField(texts.FROM), DayField(texts.UNTIL)
        self.model = TrailModel(self)
        self.table = self._made_table()
        self.empty = EmptyState("history", texts.NOTHING)
        self.earlier = button(texts.EARLIER, on_click=self._show_earlier)
        self.check_button = button(texts.CHECK, "shield_checkmark", on_click=self.check)
        self.export_button = button(texts.EXPORT, "save", on_click=self._ask_where)
        self._lay_out()
        for combo in (self.who, self.what):
            combo.currentIndexChanged.connect(lambda _at: self.load_lines())
        for day in (self.from_day, self.until_day):
            day.changed.connect(self.load_lines)

    def load(self) -> None:
        """Read who there is, then the lines."""
        if self.context.work.may(Act.AUDIT):
            work = self.context.work
            self.read(lambda: audit_trail.people(work), self._show_people, what="people")

    def changed(self, changes: Changes, initiator: object) -> None:
        """The list is as it was when it was opened, so that a line does not move while read."""

    def wanted(self) -> TrailFilter:
        """What the filters say."""
        who, act = self.who.key(), self.what.key()
        return TrailFilter(
            staff_id=who if isinstance(who, int) else None,
            act=act if isinstance(act, Act) else None,
            from_on=self.from_day.day(),
            until_on=self.until_day.day(),
        )

    def load_lines(self) -> None:
        """Read the lines that the filters want, the latest of them."""
        work, wanted = self.context.work, self.wanted()
        self.read(lambda: audit_trail.look_through(work, wanted), self._show_lines)

    def check(self) -> None:
        """Follow the whole chain, with progress at the foot of the window."""
        work = self.context.work
        self.context.tasks.long(
            texts.CHECKING,
            lambda _progress: audit.whole_or_why_not(work),
            lambda wrong: self.context.messages.say(wrong or texts.WHOLE),
            owner=self,
        )

    def export_to(self, path: Path) -> None:
        """Save what the filters want as a table."""
        work, wanted = self.context.work, self.wanted()
        self.context.tasks.long(
            texts.EXPORT.rstrip("…"),
            lambda _progress: audit_trail.export(work, wanted, path),
            lambda count: self.context.messages.say(texts.saved(count, path.name)),
            owner=self,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look, width = Look.of_app(), self.width() - 2 * SPACE_L
        self.table.setColumnWidth(0, min(look.px(_WHEN), round(width * _WHEN_AT_MOST)))
        self.table.setColumnWidth(1, min(look.px(_WHO), round(width * _WHO_AT_MOST)))
        self.table.resizeRowsToContents()

    def _show_people(self, people: tuple[tuple[int, str], ...]) -> None:
        shown = self.who.key()
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem(texts.EVERYBODY, None)
        for number, name in people:
            self.who.addItem(name, number)
        self.who.set_key(shown)
        self.who.blockSignals(False)
        self.load_lines()

    def _show_lines(self, trail: Trail) -> None:
        self.model.show_lines(trail.lines)
        self._after(trail)
        self.table.scrollToTop()

    def _show_earlier(self) -> None:
        work, wanted, before = self.context.work, self.wanted(), self._before

        def show(trail: Trail) -> None:
            self.model.add_lines(trail.lines)
            self._after(trail)

        self.read(lambda: audit_trail.look_through(work, wanted, before), show)

    def _after(self, trail: Trail) -> None:
        self._before = trail.before
        self.earlier.setVisible(trail.before is not None)
        self.table.setVisible(bool(self.model.lines))
        self.empty.setVisible(not self.model.lines)
        self.export_button.setEnabled(bool(self.model.lines))
        self.table.resizeRowsToContents()

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, texts.EXPORT.rstrip("…"), texts.FILE_NAME, texts.CSV_FILES
        )
        if chosen:
            self.export_to(Path(chosen))

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(texts.TITLE)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inside))
        column.addWidget(label(texts.TITLE, Role.TITLE))
        column.addWidget(label(texts.ABOUT))
        if not self.context.work.may(Act.AUDIT):
            column.addWidget(EmptyState("lock_closed", texts.NOT_ALLOWED))
            column.addStretch(1)
            return
        look = Look.of_app()
        filters, foot = FlowLayout(), FlowLayout()
        for layout in (filters, foot):
            layout.setSpacing(SPACE_S)
        for name, control in (
            (texts.WHO, self.who),
            (texts.WHAT, self.what),
            (texts.FROM, self.from_day),
            (texts.UNTIL, self.until_day),
        ):
            field = Field(name, control)
            field.setFixedWidth(look.px(_FIELD))
            filters.addWidget(field)
        for made in (self.earlier, self.check_button, self.export_button):
            foot.addWidget(made)
        column.addLayout(filters)
        self.table.setMinimumHeight(look.px(_LEAST_TABLE))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(foot)
        self.empty.hide()
        self.earlier.hide()
