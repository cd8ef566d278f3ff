"""“Find anything, or do anything”: actions, pupils and records in one list (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engagement_desktop.services.changes import Kind
from engagement_desktop.services.finding import Found
from engagement_desktop.ui.actions import ActionTable
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.icons import paint_icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import (
    ICON,
    RADIUS_CONTROL,
    SPACE_M,
    SPACE_S,
    Role,
)
from engagement_desktop.ui.shell.pupil_model import folded
from engagement_desktop.ui.shell.search_filters import SearchFilters
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.painted import paint_line
from engagement_desktop.ui.widgets.search_field import SearchField

_WIDTH = 560
_ROW = 44
_LINES_SHOWN = 9
_TYPING_PAUSE_MS = 120
_ENTRY = Qt.ItemDataRole.UserRole


class EntryKind(Enum):
    """What a line leads to, and its icon."""

    ACTION = "chevron_right"
    PUPIL = "person"
    FOUND = "note"


KIND_WORDS = {
    Kind.OBSERVATION: "observation",
    Kind.PUPIL: "profile",
    Kind.OUTCOME: "outcome",
    Kind.PLAN: "plan",
    Kind.PROVISION: "change of provision",
    Kind.CONTRIBUTION: "what was told",
    Kind.CONVERSATION: "conversation",
    Kind.JUDGEMENT: "judgement",
    Kind.MODERATION: "moderation",
    Kind.MARKER: "mark in a clip",
}
"""What a record that was found is called."""

KIND_ICONS = {
    Kind.PUPIL: "person",
    Kind.OUTCOME: "target_arrow",
    Kind.PLAN: "target_arrow",
    Kind.PROVISION: "history",
    Kind.CONTRIBUTION: "comment",
    Kind.CONVERSATION: "people",
    Kind.JUDGEMENT: "checkmark_circle",
    Kind.MODERATION: "eye",
    Kind.MARKER: "flag",
}


_FINDABLE = tuple((kind.value, words) for kind, words in KIND_WORDS.items())


@dataclass(frozen=True)
class Entry:
    """One line: what it is called, a line of detail, and what opening it does."""

    kind: EntryKind
    text: str
    detail: str
    open: Callable[[], object]
    icon: str = ""


def action_entries(actions: ActionTable) -> tuple[Entry, ...]:
    """The actions that can be done now, as lines."""
    return tuple(
        Entry(
            EntryKind.ACTION,
            spec.text,
            spec.shortcut,
            actions.action(spec.id).trigger,
            spec.icon or "",
        )
        for spec in actions.specs.values()
        if actions.action(spec.id).isEnabled() and not spec.local and not _is_for_a_field(spec.id)
    )


def _is_for_a_field(action_id: str) -> bool:
    """Undo, copy and the like act on the field being written in, which the palette has left."""
    return action_id == "go.find" or action_id.startswith("edit.")


def matching(entries: Iterable[Entry], typed: str) -> tuple[Entry, ...]:
    """The entries whose text holds every word typed; those that begin with it first."""
    words = folded(typed).split()
    found = [entry for entry in entries if all(word in folded(entry.text) for word in words)]
    return tuple(sorted(found, key=lambda e: not folded(e.text).startswith(" ".join(words))))


class _EntryDelegate(QStyledItemDelegate):
    """Paints a line: icon, text, and at the right the detail."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        two_lines = index.data(_ENTRY).kind is EntryKind.FOUND
        return QSize(100, Look.of_app().px(_ROW if two_lines else _ROW - 8))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        look = Look.of_app()
        colours = look.colours
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(colours.accent))
            painter.setBrush(QColor(colours.accent_surface))
            frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        side = look.px(ICON)
        place = QRectF(rect.left() + SPACE_S, rect.center().y() - side / 2, side, side)
        paint_icon(painter, place, entry.icon or entry.kind.value, colours.text)
        text = rect.adjusted(side + 2 * SPACE_S + 4, 0, -SPACE_M, 0)
        below = entry.kind is EntryKind.FOUND
        first = QRectF(
            text.left(), text.top(), text.width(), text.height() * (0.55 if below else 1)
        )
        second = QRectF(text.left(), first.bottom(), text.width(), text.height() * 0.4)
        if below:
            paint_line(painter, second, entry.detail, Role.SMALL, colours.muted)
        else:
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            paint_line(painter, first, entry.detail, Role.SMALL, colours.muted, right)
            taken = painter.fontMetrics().horizontalAdvance(entry.detail)
            first.setRight(first.right() - taken - SPACE_M)
        paint_line(painter, first, entry.text, Role.BODY, colours.text)
        painter.restore()


class Palette(QDialog):
    """Type, move with the arrow keys, open with Enter.

    `find` looks records up in the background and hands them to its second argument; `open_found`
    opens one at its place. With `today`, chips below the search narrow what is found.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        find: Callable[[str, Callable[[tuple[Found, ...]], None]], None],
        open_found: Callable[[Found], object],
        parent: QWidget,
        *,
        today: date | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("Find anything, or do anything")
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = tuple(entries)
        self._find = find
        self._open_found = open_found
        self._highest = 0
        self._found: tuple[Entry, ...] = ()
        self.search = SearchField("Find anything, or do anything")
        self.list = QListView()
        self.list.setProperty("bare", True)
        self.list.setAccessibleName("What was found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.clicked.connect(lambda index: self._open(index.data(_ENTRY)))
        self._nothing = label("Nothing is called that. Try another word.", Role.MUTED)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self.search)
        if today is not None:
            self.filters = SearchFilters(self.search, _FINDABLE, today)
            column.addWidget(self.filters)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)

    def open_over(self, window: QWidget) -> None:
        """Open under the top of the window, in its middle."""
        look = Look.of_app()
        width = min(look.px(_WIDTH), window.width() - 2 * SPACE_M)
        corner = window.mapToGlobal(window.rect().topLeft())
        self._highest = min(look.px(_ROW) * _LINES_SHOWN, window.height() - look.px(140))
        self.setFixedWidth(width)
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + look.px(44))
        self._show()
        self.show()
        self.search.setFocus()

    def entries(self) -> tuple[Entry, ...]:
        """The lines shown now."""
        return tuple(self._model.item(row).data(_ENTRY) for row in range(self._model.rowCount()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.list.currentIndex().isValid():
                    self._open(self.list.currentIndex().data(_ENTRY))
                return True
        return super().eventFilter(watched, event)

    def _typed(self, typed: str) -> None:
        self._found = ()
        self._show()
        if typed.strip():
            self._pause.start()
        else:
            self._pause.stop()

    def _look_up(self) -> None:
        typed = self.search.text()
        self._find(typed, lambda found: self._show_found(typed, found))

    def _show_found(self, typed: str, found: tuple[Found, ...]) -> None:
        if typed != self.search.text():
            return
        self._found = tuple(self._found_entry(each) for each in found)
        self._show()

    def _found_entry(self, found: Found) -> Entry:
        title = found.title.strip() or KIND_WORDS[found.kind]
        day = day_words(found.day) if found.day else ""
        parts = (found.pupil_name, title, day)
        kind = "" if found.kind is Kind.OBSERVATION and found.excerpt else KIND_WORDS[found.kind]
        detail = ": ".join(part for part in (kind, found.excerpt) if part)
        return Entry(
            EntryKind.FOUND,
            " · ".join(part for part in parts if part),
            detail,
            lambda: self._open_found(found),
            KIND_ICONS.get(found.kind, ""),
        )

    def _show(self) -> None:
        before = self.list.currentIndex().row()
        self._model.clear()
        for entry in (*matching(self._entries, self.search.text()), *self._found):
            item = QStandardItem(entry.text)
            item.setData(entry, _ENTRY)
            item.setAccessibleText(f"{entry.text} {entry.detail}")
            self._model.appendRow(item)
        count = self._model.rowCount()
        heights = (self.list.sizeHintForRow(row) for row in range(count))
        self.list.setFixedHeight(min(sum(heights) + 2, self._highest))
        self._nothing.setVisible(count == 0 and not self._pause.isActive())
        self.adjustSize()
        if count:
            line = before if self._found and 0 <= before < count else 0
            self.list.setCurrentIndex(self._model.index(line, 0))

    def _move(self, step: int) -> None:
        count = self._model.rowCount()
        if count:
            line = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self._model.index(line, 0))

    def _open(self, entry: Entry) -> None:
        self.close()
        entry.open()
