"""The editions of a report: the same words laid out for different readers."""

from __future__ import annotations

from enum import StrEnum


class Edition(StrEnum):
    """How a report is laid out; the value is what the command line calls it."""

    ORDINARY = "ordinary"
    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"
    """Short sentences, a line to each, one picture beside each part; for the parents' report."""
    A3 = "a3"
    """The ordinary pages enlarged to A3, for a wall or for reading together."""

    @property
    def large(self) -> bool:
        """Whether the type is so large that what stood side by side stands one under another."""
        return self in (Edition.LARGE_PRINT, Edition.EASY_READ)
