"""The reviewer's keys in one table: the player obeys it and the shortcut help shows it.

They work only while the reviewer has the focus; a text field keeps every key to itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Command(Enum):
    """What a key or a button of the reviewer does."""

    PLAY_PAUSE = auto()
    STEP_BACK = auto()
    STEP_ON = auto()
    STEP_BACK_ALONE = auto()
    STEP_ON_ALONE = auto()
    PLAY_BACK = auto()
    PAUSE = auto()
    PLAY_ON = auto()
    TO_START = auto()
    TO_END = auto()
    PART_START = auto()
    PART_END = auto()
    LOOP = auto()
    SET_CUE = auto()
    MARK = auto()
    SLOWER = auto()
    FASTER = auto()
    SPEED_QUARTER = auto()
    SPEED_HALF = auto()
    SPEED_FULL = auto()
    SPEED_DOUBLE = auto()
    IN_STEP = auto()
    SWAP = auto()
    STILL = auto()
    OVERLAY = auto()
    ZOOM = auto()
    WHOLE_CLIP = auto()
    CLEAR_CUE = auto()
    EXPORT_PICTURE = auto()
    EXPORT_CLIP = auto()
    ZOOM_ALONE = auto()
    PAN_LEFT = auto()
    PAN_RIGHT = auto()
    PAN_UP = auto()
    PAN_DOWN = auto()
    FULL_SCREEN = auto()


@dataclass(frozen=True)
class KeyBinding:
    """A command with the keys that give it, how they are written in help, and what they do.

    `repeats` says whether holding the key down repeats the command.
    """

    command: Command
    keys: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...]
    shown: str
    words: str
    repeats: bool = False


_K = Qt.Key
_PLAIN = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier

KEY_MAP: tuple[KeyBinding, ...] = (
    KeyBinding(Command.PLAY_PAUSE, ((_K.Key_Space, _PLAIN),), "Space", "Play or pause"),
    KeyBinding(
        Command.STEP_BACK,
        ((_K.Key_Comma, _PLAIN), (_K.Key_Left, _PLAIN)),
        ", or ←",
        "Back one frame",
        repeats=True,
    ),
    KeyBinding(
        Command.STEP_ON,
        ((_K.Key_Period, _PLAIN), (_K.Key_Right, _PLAIN)),
        ". or →",
        "On one frame",
        repeats=True,
    ),
    KeyBinding(
        Command.STEP_BACK_ALONE,
        ((_K.Key_Comma, _SHIFT), (_K.Key_Less, _SHIFT), (_K.Key_Left, _SHIFT)),
        "Shift + , or ←",
        "Back one frame in the chosen clip alone",
        repeats=True,
    ),
    KeyBinding(
        Command.STEP_ON_ALONE,
        ((_K.Key_Period, _SHIFT), (_K.Key_Greater, _SHIFT), (_K.Key_Right, _SHIFT)),
        "Shift + . or →",
        "On one frame in the chosen clip alone",
        repeats=True,
    ),
    KeyBinding(Command.PLAY_BACK, ((_K.Key_J, _PLAIN),), "J", "Play backwards"),
    KeyBinding(Command.PAUSE, ((_K.Key_K, _PLAIN),), "K", "Pause"),
    KeyBinding(
        Command.PLAY_ON, ((_K.Key_L, _PLAIN),), "L", "Play; again for twice the speed till it stops"
    ),
    KeyBinding(Command.TO_START, ((_K.Key_Home, _PLAIN),), "Home", "To the start of the part"),
    KeyBinding(Command.TO_END, ((_K.Key_End, _PLAIN),), "End", "To the end of the part"),
    KeyBinding(Command.PART_START, ((_K.Key_I, _PLAIN),), "I", "The part starts at this frame"),
    KeyBinding(Command.PART_END, ((_K.Key_O, _PLAIN),), "O", "The part ends at this frame"),
    KeyBinding(Command.LOOP, ((_K.Key_R, _PLAIN),), "R", "Repeat the part, or not"),
    KeyBinding(Command.SET_CUE, ((_K.Key_S, _PLAIN),), "S", "The cue is at this frame"),
    KeyBinding(Command.MARK, ((_K.Key_M, _PLAIN),), "M", "Mark this moment"),
    KeyBinding(Command.STILL, ((_K.Key_P, _PLAIN),), "P", "Keep this frame as a picture"),
    KeyBinding(Command.IN_STEP, ((_K.Key_G, _PLAIN),), "G", "Both together, or each alone"),
    KeyBinding(Command.SWAP, ((_K.Key_X, _PLAIN),), "X", "Swap the two clips"),
    KeyBinding(Command.OVERLAY, ((_K.Key_V, _PLAIN),), "V", "Lay the earlier over the later"),
    KeyBinding(Command.ZOOM, ((_K.Key_Z, _PLAIN),), "Z", "Look closer, or at the whole picture"),
    KeyBinding(
        Command.ZOOM_ALONE, ((_K.Key_Z, _SHIFT),), "Shift+Z", "Look closer at both, or at one"
    ),
    *(
        KeyBinding(command, ((key, _CTRL),), f"Ctrl + {arrow}", words, repeats=True)
        for command, key, arrow, words in (
            (Command.PAN_LEFT, _K.Key_Left, "←", "Further left, when looking closer"),
            (Command.PAN_RIGHT, _K.Key_Right, "→", "Further right, when looking closer"),
            (Command.PAN_UP, _K.Key_Up, "↑", "Further up, when looking closer"),
            (Command.PAN_DOWN, _K.Key_Down, "↓", "Further down, when looking closer"),
        )
    ),
    KeyBinding(Command.FULL_SCREEN, ((_K.Key_F11, _PLAIN),), "F11", "Fill the screen, or not"),
    KeyBinding(Command.SLOWER, ((_K.Key_Minus, _PLAIN),), "−", "Slower", repeats=True),
    KeyBinding(
        Command.FASTER,
        ((_K.Key_Plus, _PLAIN), (_K.Key_Plus, _SHIFT), (_K.Key_Equal, _PLAIN)),
        "+",
        "Faster",
        repeats=True,
    ),
    KeyBinding(Command.SPEED_QUARTER, ((_K.Key_4, _PLAIN),), "4", "A quarter of the speed"),
    KeyBinding(Command.SPEED_HALF, ((_K.Key_5, _PLAIN),), "5", "Half the speed"),
    KeyBinding(Command.SPEED_FULL, ((_K.Key_1, _PLAIN),), "1", "Full speed"),
    KeyBinding(Command.SPEED_DOUBLE, ((_K.Key_2, _PLAIN),), "2", "Twice the speed"),
)
_BY_KEY = {key: binding for binding in KEY_MAP for key in binding.keys}
_SHOWN = {binding.command: binding.shown for binding in KEY_MAP}


def binding_for(event: QKeyEvent) -> KeyBinding | None:
    """The binding that `event` gives, or None; what else goes with Ctrl or Alt is the window's."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _BY_KEY.get((_K(event.key()), modifiers))


def menu_text(words: str, command: Command) -> str:
    """`words` for a menu, with the key of `command` at the end of the line, if it has one."""
    return f"{words}\t{_SHOWN[command]}" if command in _SHOWN else words


def with_key(words: str, command: Command) -> str:
    """`words` with the key of `command`, if it has one: “Play (Space)”."""
    return f"{words} ({_SHOWN[command]})" if command in _SHOWN else words
