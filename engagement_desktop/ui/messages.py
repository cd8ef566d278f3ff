"""What the program says to the user outside a field: a sentence, a problem, or an offer to undo.

`Messages` is the channel that anyone may speak into; the bar at the foot of the page area shows
what was said (`shell.message_bar`). Nothing here stops the work with a dialog.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal

from engagement_desktop.errors import AppError

_log = logging.getLogger(__name__)

BUG_SENTENCE = (
    "Something went wrong inside the program. What you wrote is still here. "
    "Please carry on, and start the program again when you can."
)


class MessageKind(Enum):
    """How a message is shown and how long it stays."""

    SAID = "said"
    PROBLEM = "problem"
    UNDO = "undo"
    BUG = "bug"


@dataclass(frozen=True)
class Message:
    """One thing said. `action` with its word stands as a button beside the sentence."""

    kind: MessageKind
    sentence: str
    action_text: str = ""
    action: Callable[[], object] | None = None


class Messages(QObject):
    """The one channel for messages; `said` carries a `Message`."""

    said = Signal(object)

    def say(
        self, sentence: str, action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Something good to know; it goes away by itself."""
        self.said.emit(Message(MessageKind.SAID, sentence, action_text, action))

    def problem(
        self, error: AppError, action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Something the user can act on; it stays until it is closed."""
        self.said.emit(Message(MessageKind.PROBLEM, error.sentence, action_text, action))

    def undo(self, sentence: str, undo: Callable[[], object]) -> None:
        """Something was done that can be taken back (“Photo removed.”)."""
        self.said.emit(Message(MessageKind.UNDO, sentence, "Undo", undo))

    def bug(self, error: BaseException) -> None:
        """Something that should never happen: logged with its stack, told once, the work kept."""
        _log.error("A fault in the program", exc_info=error)
        self.said.emit(Message(MessageKind.BUG, BUG_SENTENCE))
