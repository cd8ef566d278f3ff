"""Which earlier response is laid beside a later one, and what is pointed out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engagement_desktop.models.areas import Area
from engagement_desktop.services.response_card import response_card
from engagement_desktop.services.then_and_now import Line, Then, compare, earlier
from engagement_desktop.services.timeline import timeline
from engagement_desktop.services.timeline_marks import Mark
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school

A = Area.ANTICIPATION


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture
def marks(school: SmallSchool) -> tuple[Mark, ...]:
    observe(
        school.work,
        school.amara,
        Seen(at(2025, 1, 10), A, activity="Drum", place="Hall"),
        Seen(at(2025, 3, 12), A, activity="Bubble tube", why="highest_interest"),
        Seen(at(2025, 10, 20), Area.INITIATION, activity="Bubble tube"),
        Seen(at(2025, 11, 25), A, activity="Foil"),
        Seen(at(2026, 11, 18), A, activity="bubble tube "),
    )
    return timeline(school.work, school.amara).marks


def then(marks: tuple[Mark, ...], now: Mark, which: Then) -> str:
    found = earlier(marks, now, which)
    return str(found.day) if found else ""


def test_the_baseline_is_the_first_of_highest_interest(marks: tuple[Mark, ...]) -> None:
    assert then(marks, marks[-1], Then.BASELINE) == "2025-03-12"
    assert then(marks, marks[1], Then.BASELINE) == ""  # none was called so before
    assert then(marks, marks[1], Then.FIRST) == "2025-01-10"
    assert then(marks, marks[0], Then.FIRST) == ""


def test_a_year_ago_is_the_nearest_or_nothing(marks: tuple[Mark, ...]) -> None:
    assert then(marks, marks[-1], Then.YEAR_AGO) == "2025-11-25"
    assert then(marks, marks[1], Then.YEAR_AGO) == ""


def test_the_same_activity_in_the_same_area(marks: tuple[Mark, ...]) -> None:
    assert then(marks, marks[-1], Then.SAME_ACTIVITY) == "2025-03-12"
    assert then(marks, marks[3], Then.SAME_ACTIVITY) == ""
    assert then(marks, marks[2], Then.SAME_ACTIVITY) == ""


def test_the_same_place_in_the_same_area(marks: tuple[Mark, ...]) -> None:
    assert then(marks, marks[-1], Then.SAME_PLACE) == "2025-03-12"
    assert then(marks, marks[1], Then.SAME_PLACE) == ""


def by_label(lines: tuple[Line, ...]) -> dict[str, Line]:
    return {line.label: line for line in lines}


def test_what_differs_is_pointed_out_piece_by_piece(school: SmallSchool) -> None:
    pairs = observe(
        school.work,
        school.amara,
        Seen(
            at(2026, 3, 12),
            A,
            "emerging",
            did="Looked after it lit.",
            support=("gesture", "spoken_prompt"),
        ),
        Seen(
            at(2026, 11, 18),
            A,
            "developing",
            did="Looked before it lit.",
            support=("gesture", "independent"),
            adults="Priya",
        ),
    )
    cards = [response_card(school.work, response) for _, response in pairs]
    lines = by_label(compare("Amara", cards))
    then, now = lines["Support"].sides
    assert [(piece.text, piece.differs) for piece in then] == [
        ("gesture", False),
        ("spoken prompt", True),
    ]
    assert [(piece.text, piece.differs) for piece in now] == [
        ("gesture", False),
        ("independent", True),
    ]
    assert lines["How established"].sides[1][0].differs
    assert not any(piece.differs for piece in lines["Where and when"].sides[1])
    (then_did,), (now_did,) = lines["What Amara did"].sides
    assert (then_did.text, now_did.text) == ("Looked after it lit.", "Looked before it lit.")
    assert not now_did.differs  # sentences are for the reader to compare
    assert "Consistency" not in lines  # neither side has it


def test_of_three_what_any_other_does_not_have_is_pointed_out(school: SmallSchool) -> None:
    pairs = observe(
        school.work,
        school.amara,
        Seen(at(2025, 3, 12), A, support=("gesture", "spoken_prompt")),
        Seen(at(2026, 3, 12), A, support=("gesture",)),
        Seen(at(2026, 11, 18), A, support=("gesture", "spoken_prompt")),
    )
    cards = [response_card(school.work, response) for _, response in pairs]
    sides = by_label(compare("Amara", cards))["Support"].sides
    told = [[(piece.text, piece.differs) for piece in side] for side in sides]
    both = [("gesture", False), ("spoken prompt", True)]
    assert told == [both, [("gesture", False)], both]
