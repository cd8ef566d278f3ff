"""When an outcome deserves a fresh look (5.3), and that every kind of progress counts (5.1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engagement_desktop.models.stalling import NEAR, NOT_MOVEMENT, Sign, kind_words, stalling
from engagement_desktop.models.states import StepStatus
from engagement_desktop.models.vocabularies import Vocabulary, shipped_words

TODAY = date(2026, 11, 21)
SET = date(2026, 2, 1)
EVERY_WAY = [w.key for w in shipped_words() if w.vocabulary is Vocabulary.WHAT_THIS_SHOWS]


def due(
    *signs: Sign,
    expected: date | None = TODAY,
    reviewed: date | None = None,
    closed: date | None = None,
) -> bool:
    return stalling(
        expected_by=expected,
        set_on=SET,
        reviewed_on=reviewed,
        closed_on=closed,
        signs=signs,
        today=TODAY,
    )


def test_a_near_date_and_no_movement_is_noticed() -> None:
    assert due()
    assert due(expected=TODAY + NEAR)
    assert due(expected=TODAY - timedelta(days=200))


def test_a_far_date_no_date_or_a_closed_outcome_is_left_alone() -> None:
    assert not due(expected=TODAY + NEAR + timedelta(days=1))
    assert not due(expected=None)
    assert not due(closed=TODAY)


@pytest.mark.parametrize("shows", EVERY_WAY)
def test_maintaining_and_slowing_a_decline_are_movement_too(shows: str) -> None:
    said = due(Sign.of_response(TODAY, shows))
    assert said == (shows in NOT_MOVEMENT)


def test_the_words_that_are_no_movement_exist() -> None:
    assert set(EVERY_WAY) >= NOT_MOVEMENT


def test_only_what_came_since_the_last_review_counts() -> None:
    earlier = Sign.of_step(date(2026, 5, 1), StepStatus.ACHIEVED)
    assert not due(earlier)
    assert due(earlier, reviewed=date(2026, 5, 2))
    assert not due(earlier, reviewed=date(2026, 5, 1))


def test_a_step_still_in_progress_is_no_movement() -> None:
    assert due(Sign.of_step(TODAY, StepStatus.IN_PROGRESS))
    assert not due(Sign.of_step(TODAY, StepStatus.CHANGED))


def test_it_is_said_kindly_and_without_a_number_for_the_child() -> None:
    words = kind_words("Amara", date(2026, 12, 18), TODAY)
    assert "The date for this outcome is 18 December 2026" in words
    assert "what would help Amara next" in words
    assert "was 1 November 2026" in kind_words("Amara", date(2026, 11, 1), TODAY)
    for word in ("fail", "stall", "behind", "lack", "%"):
        assert word not in words
