"""What is said of pupils together: only of enough of them that none can be told from it."""

from __future__ import annotations

from collections.abc import Collection

FEWEST = 5
"""Nothing is said of fewer pupils than this together, not even how many records there are."""


def may_be_told(pupils: Collection[int]) -> bool:
    """Whether something that concerns these pupils may be said of the school as a whole."""
    return len(set(pupils)) >= FEWEST
