"""A step moves only as allowed, and never gets stuck."""

from __future__ import annotations

from engagement_desktop.models.states import StepStatus
from engagement_desktop.models.steps import may_become, next_statuses


def test_what_was_reached_is_taken_up_again_before_it_is_replaced() -> None:
    assert next_statuses(StepStatus.ACHIEVED) == (StepStatus.IN_PROGRESS,)
    assert not may_become(StepStatus.ACHIEVED, StepStatus.CHANGED)
    assert not may_become(StepStatus.CHANGED, StepStatus.ACHIEVED)


def test_every_status_can_be_left_and_reached() -> None:
    for status in StepStatus:
        assert next_statuses(status)
        assert may_become(status, status)
        assert any(may_become(other, status) for other in StepStatus if other is not status)
        for after in next_statuses(status):
            assert may_become(status, after)
