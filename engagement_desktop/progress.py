"""How long work tells how far it is and hears that it should stop."""

from __future__ import annotations

from typing import Protocol

from engagement_desktop.errors import Cancelled


class Progress(Protocol):
    """Given to every task that may last longer than a blink; called from the worker's thread."""

    def report(self, done: int, total: int, words: str = "") -> None:
        """Tell that `done` of `total` (same unit; total 0 = not known) is finished, in `words`."""

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""


class SilentProgress:
    """Progress nobody watches: for scripts and tests. `cancel()` makes the next check raise."""

    def __init__(self) -> None:
        self.cancelled = False
        self.done = 0
        self.total = 0

    def report(self, done: int, total: int, words: str = "") -> None:  # noqa: ARG002 - protocol
        """Remember the latest figures."""
        self.done, self.total = done, total

    def cancel(self) -> None:
        """Ask the task to stop at its next check."""
        self.cancelled = True

    def check(self) -> None:
        """Raise `Cancelled` after `cancel()`."""
        if self.cancelled:
            raise Cancelled
