"""Faults in a slot pass silently in Qt: this hook logs them and tells the user in one place."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from engagement_desktop.ui.messages import Messages

_log = logging.getLogger(__name__)


class NamelessFormatter(logging.Formatter):
    """Writes of an exception what it is and where it came from, but never what it says: that may
    hold a child's name, or the name of a file."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the stacks without their messages."""
        kept, record.exc_text = record.exc_text, None  # what another formatter made of it
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei: Any) -> str:
        """Each exception of the chain by its type, with file, line and function of each frame."""
        lines = []
        error: BaseException | None = ei[1]
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            for frame in traceback.extract_tb(error.__traceback__):
                place = "/".join(Path(frame.filename).parts[-3:])
                lines.append(f"  {place}:{frame.lineno} {frame.name}")
            before = None if error.__suppress_context__ else error.__context__
            error = error.__cause__ or before
        return "\n".join(lines)


def watch(messages: Messages) -> None:
    """Send every exception that nobody caught to the log and to `messages`.

    Stop with `unwatch` before `messages` is destroyed.
    """

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        messages.bug(error.with_traceback(trace))

    sys.excepthook = caught
    threading.excepthook = _log_thread


def unwatch() -> None:
    """Put Python's own hooks back."""
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__


def _log_thread(caught: threading.ExceptHookArgs) -> None:
    # A thread of the runner hands its errors over itself; what arrives here has no place on screen.
    _log.error("A fault in a background thread", exc_info=caught.exc_value)
