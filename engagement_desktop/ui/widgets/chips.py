"""Chips: choosing words from a short list. The chosen ones show an accent border and a tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from engagement_desktop.ui.look.icons import paint_icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import CHIP_HEIGHT, Role
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.flow import FlowLayout

T = TypeVar("T")

_PAD = 14
_TICK = 12
_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


@dataclass(frozen=True)
class Choice:
    """One word to choose: what it stands for, and the word."""

    key: object
    text: str


class Chip(QAbstractButton):
    """One chip. Its width is the same chosen or not, so that nothing moves under the pointer."""

    def __init__(self, choice: Choice, group: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = choice.key
        self.words = choice.text
        self.setCheckable(True)
        self.setAccessibleName(f"{group}: {choice.text}" if group else choice.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        look = Look.of_app()
        metrics = QFontMetrics(look.font(Role.SMALL))
        height = max(look.px(CHIP_HEIGHT), metrics.height() + 6)
        return QSize(metrics.horizontalAdvance(self.words) + 2 * look.px(_PAD), height)

    def minimumSizeHint(self) -> QSize:
        wanted, look = self.sizeHint(), Look.of_app()
        return QSize(min(wanted.width(), look.px(2 * _PAD + 24)), wanted.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()  # the row moves between its chips
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = Look.of_app()
        colours = look.colours
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.accent if chosen or self.underMouse() else colours.field_border
        width = 2.0 if self.hasFocus() else 1.0
        if self.hasFocus():
            edge = colours.accent
        inset = width / 2
        outline = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(colours.accent_surface if chosen else colours.surface))
        painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2)
        pad, tick = look.px(_PAD), look.px(_TICK)
        ink = colours.accent if chosen else colours.text if self.isEnabled() else colours.muted
        painter.setPen(QColor(ink))
        text = QRectF(self.rect()).adjusted(pad, 0, -pad, 0)
        if chosen:
            text.translate(tick / 2 + 1, 0)
            top = (self.height() - tick) / 2
            paint_icon(painter, QRectF(text.left() - tick - 2, top, tick, tick), "checkmark", ink)
        painter.setFont(look.font(Role.SMALL))
        shown = painter.fontMetrics().elidedText(
            self.words, Qt.TextElideMode.ElideRight, int(text.width()) + 2
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(text.adjusted(0, 0, 4, 0), flags, shown)


class ChipRow(QWidget):
    """Chips for a vocabulary, wrapping onto further lines.

    `chosen` carries the tuple of chosen keys after each change by the user. In a row with one
    choice, choosing again takes it back unless `required`. Tab reaches the row, the arrow keys move
    within it, Space chooses.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[Choice],
        *,
        multiple: bool,
        name: str,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._multiple = multiple
        self._required = required
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)

    def set_options(self, options: Sequence[Choice]) -> None:
        """Show these words instead; what is chosen stays chosen where it is still offered."""
        before = self.keys()
        for chip in self._chips:
            discard(chip)
        self._chips = [Chip(choice, self.accessibleName(), self) for choice in options]
        for chip in self._chips:
            chip.clicked.connect(self._clicked)
            self._flow.addWidget(chip)
        self.set_chosen(before)

    def keys(self) -> tuple[object, ...]:
        """The chosen keys, in the order offered."""
        return tuple(chip.key for chip in self._chips if chip.isChecked())

    def set_chosen(self, keys: Iterable[object]) -> None:
        """Choose exactly these; emits nothing."""
        wanted = list(keys)
        for chip in self._chips:
            chip.setChecked(chip.key in wanted)
        self._move_tab_stop(next((c for c in self._chips if c.isChecked()), None))

    def chips(self) -> tuple[Chip, ...]:
        """The chips, for tests and the tour."""
        return tuple(self._chips)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        focused = next((i for i, chip in enumerate(self._chips) if chip.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        target = self._chips[(focused + step) % len(self._chips)]
        self._move_tab_stop(target)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        chip = self.sender()
        assert isinstance(chip, Chip)
        if not self._multiple:
            for other in self._chips:
                if other is not chip:
                    other.setChecked(False)
            if self._required:
                chip.setChecked(True)
        self._move_tab_stop(chip)
        self.chosen.emit(self.keys())

    def _move_tab_stop(self, stop: Chip | None) -> None:
        """Only one chip of the row is reached by Tab; the others by the arrow keys."""
        stop = stop or (self._chips[0] if self._chips else None)
        for chip in self._chips:
            chip.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus
            )


def chosen(row: ChipRow, kind: type[T]) -> tuple[T, ...]:
    """The keys chosen in a row, all of one kind."""
    keys = row.keys()
    return tuple(key for key in keys if isinstance(key, kind))


def chosen_text(row: ChipRow) -> str | None:
    """The one key chosen in a row whose keys are texts, such as words of a vocabulary."""
    return next(iter(chosen(row, str)), None)
