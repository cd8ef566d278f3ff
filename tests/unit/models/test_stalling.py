"""When an outcome deserves a fresh look (5.3), and that every kind of progress counts (5.1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    planned: tuple[date, ...] = (),
) -> bool:
    return stalling(
        expected_by=expected,
        set_on=SET,
        reviewed_on=reviewed,
        closed_on=closed,
        signs=signs,
        planned=planned,
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


def test_a_plan_begun_since_answers_it_and_an_older_one_does_not() -> None:
    assert not due(planned=(TODAY - NEAR,))
    assert not due(planned=(SET, TODAY))
    assert due(planned=(SET, TODAY - NEAR - timedelta(days=1)))


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
MAYBE = st.one_of(st.none(), DAYS)
SIGNS = st.lists(st.builds(Sign, DAYS, st.booleans()), max_size=5)


@given(MAYBE, DAYS, MAYBE, MAYBE, SIGNS, st.lists(DAYS, max_size=3), DAYS, DAYS)
def test_more_movement_never_raises_it(
    expected: date | None,
    set_on: date,
    reviewed: date | None,
    closed: date | None,
    signs: list[Sign],
    planned: list[date],
    today: date,
    moved: date,
) -> None:
    def said(those: list[Sign], begun: list[date]) -> bool:
        return stalling(
            expected_by=expected,
            set_on=set_on,
            reviewed_on=reviewed,
            closed_on=closed,
            signs=those,
            planned=begun,
            today=today,
        )

    before = said(signs, planned)
    assert said([*signs, Sign(moved, movement=True)], planned) <= before
    assert said(signs, [*planned, moved]) <= before
    if closed is not None or expected is None:
        assert not before


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
