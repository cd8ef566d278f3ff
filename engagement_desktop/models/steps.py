"""How a step may come to stand: what was reached or replaced is taken up again before it moves on.

A skill that is lost and worked towards again (5.1) is a step taken up again, not a step undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engagement_desktop.models.states import StepStatus

_NEXT: Mapping[StepStatus, frozenset[StepStatus]] = MappingProxyType(
    {
        StepStatus.IN_PROGRESS: frozenset(
            {StepStatus.ACHIEVED, StepStatus.UPDATED, StepStatus.CHANGED}
        ),
        StepStatus.UPDATED: frozenset(
            {StepStatus.IN_PROGRESS, StepStatus.ACHIEVED, StepStatus.CHANGED}
        ),
        StepStatus.ACHIEVED: frozenset({StepStatus.IN_PROGRESS}),
        StepStatus.CHANGED: frozenset({StepStatus.IN_PROGRESS}),
    }
)


def next_statuses(status: StepStatus) -> tuple[StepStatus, ...]:
    """What a step that stands like this may come to next, in the order offered."""
    return tuple(each for each in StepStatus if each in _NEXT[status])


def may_become(before: StepStatus, after: StepStatus) -> bool:
    """Whether a step may go from one status to another; staying as it is always may."""
    return before is after or after in _NEXT[before]
