"""Faults in a slot pass silently in Qt: this hook logs them and tells the user in one place."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from engagement_desktop.ui.messages import Messages

_log = logging.getLogger(__name__)


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
