"""The year's evidence beside the paragraphs: dated, filtered, dropped in by button or by drag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engagement_desktop.models.states import ReportKind
from engagement_desktop.services.report_views import EvidenceItem, EvidenceList, ItemKey
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import RADIUS_CONTROL, SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.evidence_model import ITEM, POSTER, EvidenceModel
from engagement_desktop.ui.reports.wrap_row import WrapRow
from engagement_desktop.ui.widgets.area_mark import MarkFill, paint_area_mark
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.painted import paint_icon_in_middle, paint_poster
from engagement_desktop.ui.widgets.painted_list import PaintedList

_POSTER_WIDTH, _POSTER_HEIGHT, _MARK, _LINES = 64, 44, 16, 3


class EvidencePanel(Card):
    """`words_wanted` and `picture_wanted` carry an `EvidenceItem`."""

    words_wanted = Signal(object)
    picture_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.EVIDENCE[ReportKind.YEAR_END], parent=parent)
        self._open = False
        self._target = ""
        self.filters = ChipRow(
            [Choice(key, words) for key, words in texts.FILTERS], multiple=True, name="Show only"
        )
        self.model = EvidenceModel(self)
        self.view = _EvidenceView()
        self.view.setModel(self.model)
        self._empty = EmptyState("note", texts.NO_EVIDENCE)
        self._filtered = EmptyState("filter", texts.NOTHING_LIKE_IT)
        self._stack = QStackedWidget()
        for part in (self.view, self._empty, self._filtered):
            self._stack.addWidget(part)
        self.left_out = label("", Role.MUTED)
        self.target = label(texts.CHOOSE_PARAGRAPH, Role.MUTED)
        self.statements = QCheckBox(texts.WITH_STATEMENTS)
        self.statements.toggled.connect(self._turn_statements)
        self.words_button = button(texts.ADD_WORDS, "text_quote", on_click=self._add_words)
        self.picture_button = button(texts.ADD_PICTURE, "image_add", on_click=self._add_picture)
        self._lay_out()
        self.filters.chosen.connect(self._narrow)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._refresh())
        self.model.modelReset.connect(self._refresh)
        self.view.doubleClicked.connect(lambda _: self._add_words())
        self._refresh()

    def show_evidence(self, found: EvidenceList, kind: ReportKind) -> None:
        """Show what can be dropped in, and what stays out and why."""
        self.title.setText(texts.EVIDENCE[kind])
        chosen = self.current()
        self.model.show_items(found.items)
        tagged = any(item.statements for item in found.items)
        self.statements.setVisible(tagged and kind is ReportKind.EHC_REVIEW)
        self.statements.setChecked(self.statements.isChecked() and not self.statements.isHidden())
        self.left_out.setText("\n".join(found.left_out))
        self.left_out.setVisible(bool(found.left_out))
        if chosen is not None:
            self.choose(chosen.key)

    def set_target(self, heading: str, *, is_open: bool) -> None:
        """Say which paragraph is added to; none for an empty heading."""
        self._target, self._open = heading, is_open
        words = texts.ADDING_TO.format(heading=heading) if heading else texts.CHOOSE_PARAGRAPH
        self.target.setText(words)
        self.target.setVisible(is_open)
        self._refresh()

    def current(self) -> EvidenceItem | None:
        """The evidence chosen in the list."""
        rows = self.view.selectionModel().selectedIndexes()
        return self.model.item(rows[0]) if rows else None

    def choose(self, key: ItemKey) -> None:
        """Choose the line with this key, if it is shown."""
        for row in range(self.model.rowCount()):
            index = self.model.index(row)
            item = self.model.item(index)
            if item is not None and item.key == key:
                self.view.setCurrentIndex(index)

    def _lay_out(self) -> None:
        self.body.addWidget(self.filters)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.left_out)
        self.body.addWidget(self.target)
        self.body.addWidget(self.statements)
        self.statements.hide()
        self.body.addWidget(WrapRow(self.words_button, self.picture_button))
        self.left_out.hide()

    def _narrow(self, keys: tuple[object, ...]) -> None:
        self.model.narrow(frozenset(str(key) for key in keys))

    def _turn_statements(self, on: bool) -> None:
        self.model.with_statements = on

    def _refresh(self) -> None:
        shown = self.view
        if not self.model.count_of_all:
            self._stack.setCurrentWidget(self._empty)
        elif not self.model.rowCount():
            self._stack.setCurrentWidget(self._filtered)
        else:
            self._stack.setCurrentWidget(shown)
        chosen = self.current()
        ready = self._open and bool(self._target) and chosen is not None
        self.words_button.setEnabled(ready and self._target != texts.COVER)
        self.picture_button.setEnabled(ready and chosen is not None and chosen.still is not None)

    def _add_words(self) -> None:
        chosen = self.current()
        if chosen is not None and self.words_button.isEnabled():
            self.words_wanted.emit(chosen)

    def _add_picture(self) -> None:
        chosen = self.current()
        if chosen is not None and self.picture_button.isEnabled():
            self.picture_wanted.emit(chosen)


class _EvidenceView(PaintedList):
    def __init__(self) -> None:
        super().__init__(texts.EVIDENCE[ReportKind.YEAR_END])
        self.setItemDelegate(_EvidenceDelegate(self))
        self.setDragEnabled(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)


class _EvidenceDelegate(QStyledItemDelegate):
    """Poster, areas and day, and the first lines of what the pupil did."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
    ) -> QSize:
        look = Look.of_app()
        line = QFontMetricsF(look.font(Role.SMALL)).lineSpacing()
        return QSize(160, round(line * (_LINES + 1) + 3 * look.px(SPACE_S)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = index.data(ITEM)
        if not isinstance(item, EvidenceItem):
            return
        look, colours = Look.of_app(), Look.of_app().colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)  # by Tab, nothing is chosen
        if chosen or focused or over:
            painter.setPen(QColor(colours.accent if chosen or focused else colours.line))
            painter.setBrush(QColor(colours.accent_surface if chosen else colours.surface))
            frame = rect.adjusted(0.5, 0.5, -0.5, -1.5)
            painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        pad = look.px(SPACE_S)
        room = rect.adjusted(pad, pad, -pad, -pad)
        picture = QRectF(room.topLeft(), QSizeF(look.px(_POSTER_WIDTH), look.px(_POSTER_HEIGHT)))
        if not paint_poster(painter, picture, index.data(POSTER)):
            paint_icon_in_middle(painter, picture, "note", look.px(18))
        _paint_words(painter, room.adjusted(picture.width() + pad, 0, 0, 0), item)
        painter.restore()


def _paint_words(painter: QPainter, rect: QRectF, item: EvidenceItem) -> None:
    look, colours = Look.of_app(), Look.of_app().colours
    painter.setFont(look.font(Role.SMALL))
    metrics = QFontMetricsF(painter.font())
    line = metrics.lineSpacing()
    mark, x = look.px(_MARK), rect.left()
    for area in item.areas:
        paint_area_mark(
            painter, QRectF(x, rect.top(), mark, mark), area, MarkFill.SOLID_WITH_LETTER
        )
        x += mark + look.px(SPACE_XS)
    first = item.areas[0].title if len(item.areas) == 1 else ""
    head, under = days_shown(
        first, texts.days(item, texts.short_day), metrics.horizontalAdvance, rect.right() - x
    )
    below = rect.adjusted(0, line + look.px(SPACE_XS), 0, 0)
    told = _lines(item.words, metrics, below.width(), _LINES - len(under))
    painter.setPen(QColor(colours.muted))
    _draw_line(painter, QRectF(x, rect.top(), rect.right() - x, line), head)
    for number, words in enumerate((*under, *told)):
        painter.setPen(QColor(colours.muted if number < len(under) else colours.text))
        top = below.top() + number * line
        _draw_line(painter, QRectF(below.left(), top, below.width() + 2, line), words)


def _draw_line(painter: QPainter, room: QRectF, words: str) -> None:
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def days_shown(
    area: str, days: str, width_of: Callable[[str], float], room: float
) -> tuple[str, tuple[str, ...]]:
    """What stands beside the marks of the areas, and the line under them: days are never cut.

    The area's name goes first, since its mark tells it too.
    """
    both = " · ".join(part for part in (area, days) if part)
    for head in (both, days):
        if width_of(head) <= room:
            return head, ()
    return (area if width_of(area) <= room else ""), (days,)


def _lines(words: str, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    """The first lines of `words`, `most` of them, the last one cut with “…” if there is more."""
    lines: list[str] = []
    rest = words[:400].split()
    while rest and len(lines) < most:
        taken = 1
        while taken < len(rest) and metrics.horizontalAdvance(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        if len(lines) == most - 1:
            taken = len(rest)
        shown = metrics.elidedText(" ".join(rest[:taken]), Qt.TextElideMode.ElideRight, width)
        lines.append(shown)
        rest = rest[taken:]
    return lines
