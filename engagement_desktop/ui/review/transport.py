"""The bar of the reviewer: play, step, speed, in step, sound; and what is done with this frame.

It holds no state of its own: it shows what the player tells it and emits commands. The words on the
buttons give way as the bar becomes narrower; tooltips and accessible names stay.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from engagement_desktop.ui.look.icons import Ink, icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import CONTROL_HEIGHT, ICON, SPACE_L, SPACE_XS, Role
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.keys import Command, with_key
from engagement_desktop.ui.review.speed_menu import QUICK_SPEEDS, SpeedMenu
from engagement_desktop.ui.widgets.buttons import tool_button
from engagement_desktop.ui.widgets.labels import label, set_tooltip

_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly
_PLAY_WIDTH = 48


@dataclass(frozen=True)
class _Dress:
    """How much the bar says: in how many rows, with quick speeds or not (the menu of speeds has
    these too), with the buttons for looking closely or not (the panes' own menus have these too),
    which buttons have lost their word, and whether it names the clip that this frame is of (the
    line under that clip's heading shows it)."""

    rows: int
    quick: bool
    closely: bool
    bare: frozenset[Command | str] = frozenset()
    named: bool = True


_SPEED, _SOUND = "speed", "sound"
_STEPS: frozenset[Command | str] = frozenset({Command.STEP_BACK, Command.STEP_ON})
_FRAME: frozenset[Command | str] = frozenset(
    {Command.PART_START, Command.PART_END, Command.SET_CUE, Command.STILL, Command.MARK}
)
_RARER: frozenset[Command | str] = _STEPS | {Command.SWAP, _SOUND}
_MODES: frozenset[Command | str] = frozenset({Command.LOOP, Command.IN_STEP})
_LAYERS: frozenset[Command | str] = frozenset(
    {Command.ZOOM, Command.OVERLAY, Command.SWAP, Command.FULL_SCREEN}
)
_DRESSES = (
    _Dress(1, quick=True, closely=True, bare=frozenset({_SPEED})),
    _Dress(1, quick=True, closely=True, bare=_STEPS | {_SPEED}),
    _Dress(1, quick=True, closely=True, bare=_STEPS | _LAYERS | {_SPEED, _SOUND}),
    _Dress(2, quick=True, closely=True, bare=_LAYERS | {_SPEED}),
    _Dress(2, quick=False, closely=False, bare=_STEPS),
    _Dress(2, quick=False, closely=False, bare=_RARER),
    _Dress(2, quick=False, closely=False, bare=_RARER | _MODES),
    _Dress(2, quick=False, closely=False, bare=_RARER | _FRAME | _MODES),
)
_FEWEST = _RARER | _FRAME | _MODES
_LOW_DRESSES = (
    *(dress for dress in _DRESSES if dress.rows == 1),
    _Dress(1, quick=False, closely=True, bare=_FEWEST | _LAYERS, named=False),
    _Dress(1, quick=False, closely=False, bare=_FEWEST, named=False),
    _DRESSES[-1],
)
"""Where there is little height: in one row if it can be."""


@dataclass(frozen=True)
class _Widths:
    """A widget's width with its word beside the icon, and with the icon alone."""

    worded: int
    bare: int


class Transport(QWidget):
    """The bar. `asked(Command)`, `speed_chosen(float)`, `sound_chosen(Side | None)` say what the
    user wants; the `show_…` methods say what is."""

    asked = Signal(object)
    speed_chosen = Signal(object)
    sound_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.buttons: dict[Command, QToolButton] = {}
        self._tips: dict[Command, str] = {}
        self.quick_speeds: dict[float, QToolButton] = {}
        self.speed_menu = SpeedMenu(self)
        self.speed_menu.chosen.connect(self.speed_chosen)
        self.speed_button = _menu_button("top_speed", texts.SPEED, self.speed_menu)
        self.sound_button = _menu_button("speaker_2", texts.SOUND, self._sound_menu())
        self._side = label("", Role.MUTED, wrap=False, parent=self)
        self._rows: tuple[list[QWidget], list[QWidget]] = (
            self._playing_widgets(),
            self._frame_widgets(),
        )
        for widget in (*self._rows[0], *self._rows[1]):
            widget.setParent(self)
        self._low = self._filled = False
        self._names: dict[QWidget, Command | str] = {b: named for named, b in self.buttons.items()}
        self._names |= {self.speed_button: _SPEED, self.sound_button: _SOUND}
        self._dresses: dict[tuple[int, bool], _Dress] = {}  # by width and lowness, till measured
        self._heights: dict[tuple[int, bool], int] = {}  # the same
        self._widths: dict[QWidget, _Widths] = {}
        self.show_playing(False)
        self.show_speed(1.0)
        self.show_linked(True)
        self.show_sound(None, heard=True, tip=texts.SOUND_TIP)
        self.show_side(Side.NOW)
        self._measure()

    # What is -----------------------------------------------------------------------------------

    def show_playing(self, playing: bool) -> None:
        """Play or pause on the primary button."""
        words = texts.PAUSE if playing else texts.PLAY
        play = self.buttons[Command.PLAY_PAUSE]
        play.setIcon(icon("pause" if playing else "play", Ink.ON_ACCENT))
        set_tooltip(play, with_key(words, Command.PLAY_PAUSE))
        play.setAccessibleName(words)

    def show_speed(self, speed: float) -> None:
        """The speed in use, from 0.1 to 2."""
        for quick, button in self.quick_speeds.items():
            button.setChecked(quick == speed)
        self._say(self.speed_button, texts.speed_text(speed))
        self.speed_button.setAccessibleName(texts.SPEED_NAME.format(speed=texts.speed_text(speed)))
        set_tooltip(self.speed_button, texts.SPEED_TIP)
        self.speed_menu.show_speed(speed)

    def show_loop(self, loop: bool) -> None:
        """Whether the part is played over and over."""
        self.buttons[Command.LOOP].setChecked(loop)

    def show_overlay(self, overlay: bool) -> None:
        """Whether the earlier picture lies over the later one."""
        self.buttons[Command.OVERLAY].setChecked(overlay)

    def show_zoomed(self, closer: bool) -> None:
        """Whether the pictures are looked at more closely than whole."""
        self.buttons[Command.ZOOM].setChecked(closer)

    def show_filled(self, filled: bool) -> None:
        """Whether both pictures fill the screen: the button for it then leads back, in words."""
        self._filled = filled
        button = self.buttons[Command.FULL_SCREEN]
        button.setChecked(filled)
        words = texts.BACK_TO_PAGE if filled else texts.FULL_SCREEN
        tip = texts.BACK_TO_PAGE_TIP if filled else texts.FULL_SCREEN_TIP
        set_tooltip(button, with_key(tip, Command.FULL_SCREEN))
        button.setAccessibleName(words)
        self._say(button, words)

    def show_linked(self, linked: bool) -> None:
        """Whether both clips move together."""
        button = self.buttons[Command.IN_STEP]
        button.setChecked(linked)
        button.setIcon(icon("link" if linked else "link_dismiss"))
        set_tooltip(button, texts.IN_STEP_TIP if linked else texts.IN_STEP_TIP_OFF)

    def show_sound(self, side: Side | None, *, heard: bool, tip: str) -> None:
        """Whose sound is chosen, whether it is heard just now, and what the tooltip says of it."""
        self._say(self.sound_button, texts.SOUND_OFF if side is None else texts.SOUND_OF[side])
        self.sound_button.setAccessibleName(self.sound_button.text())
        quiet = side is None or not heard
        self.sound_button.setIcon(icon("speaker_mute" if quiet else "speaker_2"))
        set_tooltip(self.sound_button, tip)

    def show_side(self, side: Side) -> None:
        """Which clip the buttons of the second group mean."""
        self._say(self._side, texts.FRAME_OF[side])

    def show_usable(self, commands: dict[Command, bool], *, speeds: bool) -> None:
        """Which commands can do something now, and whether a speed can be chosen."""
        for chooser in (self.speed_button, *self.quick_speeds.values()):
            chooser.setEnabled(speeds)
        for command, usable in commands.items():
            if button := self.buttons.get(command):
                button.setEnabled(usable)

    def show_reason(self, command: Command, reason: str) -> None:
        """Why a command cannot be done just now, in place of what it does; empty if it can."""
        button = self.buttons[command]
        set_tooltip(button, reason or self._tips[command])
        button.setAccessibleDescription(reason)

    def _say(self, widget: QLabel | QToolButton, words: str) -> None:
        """Put words on a widget; with others it may need another place."""
        if words != widget.text():
            widget.setText(words)
            self._measure(widget)

    # Building ----------------------------------------------------------------------------------

    def _playing_widgets(self) -> list[QWidget]:
        back = self._button(Command.STEP_BACK, "previous_frame", texts.BACK, texts.BACK)
        play = self._button(Command.PLAY_PAUSE, "play", "", texts.PLAY, primary=True)
        on = self._button(Command.STEP_ON, "next_frame", texts.ON, texts.ON)
        back.setAutoRepeat(True)
        on.setAutoRepeat(True)
        loop = self._button(Command.LOOP, "arrow_repeat_all", texts.LOOP, texts.LOOP_TIP)
        loop.setCheckable(True)
        in_step = self._button(Command.IN_STEP, "link", texts.IN_STEP, texts.IN_STEP_TIP)
        in_step.setCheckable(True)
        overlay = self._button(Command.OVERLAY, "layer", texts.OVERLAY, texts.OVERLAY_TIP)
        overlay.setCheckable(True)
        closer = self._button(Command.ZOOM, "zoom_in", texts.CLOSER, texts.CLOSER_TIP)
        closer.setCheckable(True)
        swap = self._button(Command.SWAP, "arrow_swap", texts.SWAP, texts.SWAP_TIP)
        fill = self._button(
            Command.FULL_SCREEN, "full_screen_maximize", texts.FULL_SCREEN, texts.FULL_SCREEN_TIP
        )
        fill.setCheckable(True)
        for speed in QUICK_SPEEDS:
            self.quick_speeds[speed] = self._quick_button(speed)
        speeds = list(self.quick_speeds.values())
        return [
            back,
            play,
            on,
            loop,
            self.speed_button,
            *speeds,
            in_step,
            closer,
            overlay,
            swap,
            fill,
            self.sound_button,
        ]

    def _frame_widgets(self) -> list[QWidget]:
        return [
            self._side,
            self._button(
                Command.PART_START, "arrow_previous", texts.PART_START, texts.PART_START_TIP
            ),
            self._button(Command.PART_END, "arrow_next", texts.PART_END, texts.PART_END_TIP),
            self._button(Command.SET_CUE, "flag", texts.CUE, texts.CUE_TIP),
            self._button(Command.STILL, "camera", texts.STILL, texts.STILL_TIP),
            self._button(Command.MARK, "bookmark_add", texts.MARK, texts.MARK_TIP),
        ]

    def _button(
        self, command: Command, icon_name: str, words: str, tip: str, *, primary: bool = False
    ) -> QToolButton:
        made = tool_button(
            icon_name,
            with_key(tip, command),
            text=words,
            primary=primary,
            on_click=lambda: self.asked.emit(command),
        )
        made.setAccessibleName(words or tip)
        _fit_in(made)
        self.buttons[command] = made
        self._tips[command] = with_key(tip, command)
        return made

    def _quick_button(self, speed: float) -> QToolButton:
        made = QToolButton()
        made.setText(texts.speed_text(speed))
        made.setCheckable(True)
        name = texts.SPEED_NAME.format(speed=texts.speed_text(speed))
        set_tooltip(made, name)
        made.setAccessibleName(name)
        made.clicked.connect(lambda: self.speed_chosen.emit(speed))
        _fit_in(made)
        return made

    def _sound_menu(self) -> QMenu:
        menu = QMenu(self)
        for side in Side:
            action = menu.addAction(icon("speaker_2"), texts.SOUND_CHOICE[side])
            action.triggered.connect(lambda _=False, s=side: self.sound_chosen.emit(s))
        action = menu.addAction(icon("speaker_mute"), texts.SOUND_SILENT)
        action.triggered.connect(lambda: self.sound_chosen.emit(None))
        return menu

    # Width -------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.height_in(width, low=self._low)

    def height_in(self, width: int, *, low: bool) -> int:
        """The height it needs at a width; `low` where it gives up words for it."""
        if (width, low) not in self._heights:
            rows = len(self._lines(self._dress_for(width, low=low), width))
            self._heights[width, low] = rows * self._row_height() + (rows - 1) * SPACE_XS
        return self._heights[width, low]

    def set_low(self, low: bool) -> None:
        """Keep to one row where there is little height, or say all that there is width for."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self._arrange()

    def sizeHint(self) -> QSize:
        width = self._width_in(_DRESSES[3])
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self._row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self, *changed: QWidget) -> None:
        """Learn how wide each widget is (or those that `changed`) with and without its word, then
        arrange them."""
        if not hasattr(self, "_widths"):
            return
        side = Look.of_app().px(ICON)
        for widget in changed if changed and self._widths else (*self._rows[0], *self._rows[1]):
            worded = bare = widget.sizeHint().width()
            if isinstance(widget, QToolButton):
                widget.setIconSize(QSize(side, side))
                widget.setToolButtonStyle(_WORDS if widget.text() else _ICON_ONLY)
                worded = widget.sizeHint().width()
                widget.setToolButtonStyle(_ICON_ONLY)
                bare = widget.sizeHint().width()
            self._widths[widget] = _Widths(worded, bare)
        self._dresses.clear()
        self._heights.clear()
        self.updateGeometry()
        self._arrange()

    def _dress_for(self, width: int, *, low: bool) -> _Dress:
        """As many words as there is room for."""
        if (width, low) not in self._dresses:
            dresses = _LOW_DRESSES if low else _DRESSES
            fitting = (dress for dress in dresses if self._width_in(dress) <= width)
            self._dresses[width, low] = next(fitting, _DRESSES[-1])
        return self._dresses[width, low]

    def _width_in(self, dress: _Dress) -> int:
        widths = [self._row_width(row, dress) for row in self._rows]
        return max(widths) if dress.rows > 1 else sum(widths) + SPACE_L

    def _row_width(self, row: list[QWidget], dress: _Dress) -> int:
        shown = [widget for widget in row if self._is_shown(widget, dress)]
        return sum(self._width_of(widget, dress) for widget in shown) + SPACE_XS * (len(shown) - 1)

    def _row_height(self) -> int:
        return self.buttons[Command.PLAY_PAUSE].sizeHint().height()

    def _is_shown(self, widget: QWidget, dress: _Dress) -> bool:
        if widget is self._side:
            return dress.named
        if widget is self.buttons[Command.FULL_SCREEN]:
            return dress.closely or self._filled
        if widget in (self.buttons[Command.ZOOM], self.buttons[Command.OVERLAY]):
            return dress.closely
        return dress.quick or widget not in self.quick_speeds.values()

    def _is_worded(self, widget: QWidget, dress: _Dress) -> bool:
        if widget is self.buttons[Command.FULL_SCREEN] and self._filled:
            return True
        return self._names.get(widget) not in dress.bare

    def _width_of(self, widget: QWidget, dress: _Dress) -> int:
        widths = self._widths[widget]
        leads_back = self._filled and widget is self.buttons[Command.FULL_SCREEN]
        if not dress.named and not leads_back:
            return min(widths.bare, max(CONTROL_HEIGHT, self._row_height() - SPACE_XS))
        if widget is self.buttons[Command.PLAY_PAUSE]:
            return Look.of_app().px(_PLAY_WIDTH)
        return widths.worded if self._is_worded(widget, dress) else widths.bare

    def _lines(self, dress: _Dress, width: int) -> list[list[QWidget]]:
        """What stands in each line: the two rows, in one line or two, or broken where even the
        barest dress is too wide."""
        first, second = ([w for w in row if self._is_shown(w, dress)] for row in self._rows)
        if dress.rows == 1:
            return [[*first, *second]]
        return [*self._broken(first, dress, width), *self._broken(second, dress, width)]

    def _broken(self, row: list[QWidget], dress: _Dress, width: int) -> list[list[QWidget]]:
        """A row in as few lines as it needs, each with about as many buttons."""
        for lines in range(1, len(row) + 1):
            each = -(-len(row) // lines)
            broken = [row[start : start + each] for start in range(0, len(row), each)]
            if all(self._row_width(line, dress) <= width for line in broken):
                return broken
        return [[widget] for widget in row]

    def _arrange(self) -> None:
        """Put the widgets in centred lines."""
        dress, height = self._dress_for(self.width(), low=self._low), self._row_height()
        first_of_frame = self._rows[1][0 if dress.named else 1]
        for widget in (*self._rows[0], self._side):
            widget.setVisible(self._is_shown(widget, dress))
        for number, line in enumerate(self._lines(dress, self.width())):
            gap = SPACE_L - SPACE_XS if dress.rows == 1 else 0
            x = max(0, (self.width() - self._row_width(line, dress) - gap) // 2)
            for placed in line:
                if placed is first_of_frame:
                    x += gap
                if isinstance(placed, QToolButton):
                    worded = self._is_worded(placed, dress) and bool(placed.text())
                    placed.setToolButtonStyle(_WORDS if worded else _ICON_ONLY)
                width = self._width_of(placed, dress)
                placed.setGeometry(x, number * (height + SPACE_XS), width, height)
                x += width + SPACE_XS


def _menu_button(icon_name: str, name: str, menu: QMenu) -> QToolButton:
    made = tool_button(icon_name, name, text=name)
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    _fit_in(made)
    return made


def _fit_in(made: QToolButton) -> None:
    """Reachable by Tab, but a click leaves the keyboard with the clip."""
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
