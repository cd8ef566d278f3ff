"""The list of pupils on the left: search as you type, classes as chips, who was seen when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engagement_desktop.models.pupil_list import ClassRow, PupilRow
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import (
    AVATAR_SMALL,
    PUPIL_LIST_WIDTH,
    RADIUS_CONTROL,
    SPACE_S,
    Role,
)
from engagement_desktop.ui.shell.pupil_model import DETAIL, PHOTO, PUPIL, Index, PupilModel
from engagement_desktop.ui.widgets.avatar import paint_avatar
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.painted import paint_line
from engagement_desktop.ui.widgets.painted_list import PaintedList
from engagement_desktop.ui.widgets.search_field import SearchField

_ROW = 48
_WIDEST = 340
_ALL = "all"


class _PupilDelegate(QStyledItemDelegate):
    """Paints one line: avatar, name, who was seen when. Names are drawn letter by letter."""

    def __init__(self, view: _PupilView) -> None:
        super().__init__(view)
        self._view = view
        self.shown_pupil: int | None = None

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
    ) -> QSize:
        return QSize(100, Look.of_app().px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = Look.of_app()
        colours = look.colours
        rect = QRectF(option.rect)
        shown = index.data(PUPIL) == self.shown_pupil
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if shown or self._view.is_under_mouse(index):
            painter.setBrush(QColor(colours.accent_surface if shown else colours.background))
            painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)
        if shown:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 3, rect.height()), 1.5, 1.5)
        if self._view.shows_focus(index):
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        side = look.px(AVATAR_SMALL)
        circle = QRectF(rect.left() + SPACE_S, rect.center().y() - side / 2, side, side)
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        photo = index.data(PHOTO)
        paint_avatar(painter, circle, name, photo if isinstance(photo, QImage) else None)
        text = rect.adjusted(circle.width() + SPACE_S * 2 + 2, 0, -SPACE_S, 0)
        upper = QRectF(text.left(), text.top(), text.width(), text.height() * 0.56)
        lower = QRectF(text.left(), upper.bottom(), text.width(), text.height() * 0.34)
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        paint_line(painter, upper, name, Role.STRONG if shown else Role.BODY, colours.text, bottom)
        paint_line(painter, lower, str(index.data(DETAIL)), Role.MUTED, colours.muted, middle)
        painter.restore()


class _PupilView(PaintedList):
    """The lines, which know where the pointer is and whether keys are being used."""

    def __init__(self) -> None:
        super().__init__("Pupils")
        self._under_mouse = -1
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))

    # Asked of the view and not of the style option, whose flags take long to load at a start.

    def is_under_mouse(self, index: Index) -> bool:
        """Whether the pointer is over this line."""
        return index.row() == self._under_mouse

    def shows_focus(self, index: Index) -> bool:
        """Whether this line has the focus and keys are being used."""
        by_keys = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return by_keys and self.hasFocus() and self.currentIndex() == index

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, line: int) -> None:
        if line != self._under_mouse:
            self._under_mouse = line
            self.viewport().update()


class PupilList(QWidget):
    """`chosen` carries the id of a pupil whom the user opened."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = PupilModel()
        self.search = SearchField("Search pupils")
        self.classes = ChipRow([], multiple=False, name="Class", required=True)
        self.view = _PupilView()
        self._delegate = _PupilDelegate(self.view)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self._empty: EmptyState | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, SPACE_S + 4, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addWidget(self.search)
        column.addWidget(self.classes)
        column.addWidget(self._stack, 1)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._open_first)
        self.search.installEventFilter(self)
        self.classes.chosen.connect(self._class_chosen)
        self.view.taken.connect(lambda index: self.chosen.emit(index.data(PUPIL)))
        Look.of_app().changed.connect(self._dress)
        self._dress()

    def show_pupils(
        self, rows: Sequence[PupilRow], classes: Sequence[ClassRow], today: date
    ) -> None:
        """Show the pupils; what is typed and chosen stays."""
        self.classes.set_options(
            [Choice(row.id, row.name) for row in classes] + [Choice(_ALL, "All")]
        )
        if not self.classes.keys():
            self.classes.set_chosen([_ALL])
        self.classes.setVisible(len(classes) > 1)
        self.model.show_rows(rows, today)
        self._after_filter()

    def show_photos(self, photos: dict[int, QImage]) -> None:
        """Show photos as they become known."""
        self.model.show_photos(photos)

    def choose_class(self, class_id: int | None) -> None:
        """Show one class, as when a class teacher signs in; None shows all."""
        self.classes.set_chosen([_ALL if class_id is None else class_id])
        self.model.set_class(class_id)
        self._after_filter()

    def mark_shown(self, pupil_id: int | None) -> None:
        """Mark the pupil whose page is open; None marks nobody."""
        self._delegate.shown_pupil = pupil_id
        line = self.model.row_of(pupil_id)
        if line >= 0:
            index = self.model.index(line)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        else:
            self.view.clearSelection()
        self.view.viewport().update()

    def show_empty(self, state: EmptyState) -> None:
        """What stands here when there is no pupil at all."""
        self._empty = state
        self._stack.addWidget(state)
        self._after_filter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.view.setFocus(Qt.FocusReason.TabFocusReason)
                self.view.setCurrentIndex(self.model.index(0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self.model.set_typed(text)
        self._after_filter()

    def _class_chosen(self, keys: tuple[object, ...]) -> None:
        self.model.set_class(None if keys == (_ALL,) else keys[0])
        self._after_filter()

    def _open_first(self) -> None:
        if self.search.text().strip() and self.model.rowCount():
            self.chosen.emit(self.model.index(0).data(PUPIL))

    def _after_filter(self) -> None:
        nobody = self._empty is not None and not self.model.everyone()
        self._stack.setCurrentIndex(1 if nobody else 0)
        if self._delegate.shown_pupil is not None:
            line = self.model.row_of(self._delegate.shown_pupil)
            if line >= 0:
                self.view.setCurrentIndex(self.model.index(line))

    def _dress(self) -> None:
        self.setFixedWidth(min(Look.of_app().px(PUPIL_LIST_WIDTH), _WIDEST))
