"""Times for pictures that have none of their own: in the order shown, and as near as can be."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.video.frame_times import are_their_own, worked_out

_ANY = st.lists(st.none() | st.integers(-(10**6), 10**6), min_size=1, max_size=40)
_RISING = st.lists(st.integers(0, 10**6), min_size=1, max_size=40, unique=True).map(sorted)


@given(_ANY, st.integers(1, 3000))
def test_times_go_on_whatever_a_file_says(times: list[int | None], gap: int) -> None:
    found = worked_out(times, gap)
    assert len(found) == len(times)
    known = [time for time in found if time is not None]
    assert known
    assert all(earlier < later for earlier, later in pairwise(known))


@given(_RISING)
def test_times_that_go_on_are_left_as_they_are(times: list[int]) -> None:
    assert are_their_own(times)
    assert worked_out(times, 40) == times


def test_times_of_decoding_are_those_of_showing_in_their_order() -> None:
    assert not are_their_own([0, 2, 3, 1])
    assert worked_out([0, 2, 3, 1, 4], 1) == [0, 1, 2, 3, 4]
    pyramid = [0, 4, 3, 5, 2, 7, 6, 8, 1, 9, 10, 12, 11, 13]
    assert worked_out(pyramid, 1) == list(range(14))


def test_a_clock_that_is_set_back_goes_on() -> None:
    first = [100 * n for n in range(80)]
    whole = [100 * n for n in range(160)]
    assert worked_out(first + first, 100) == whole
    assert worked_out(first + [7350 + 100 * n for n in range(80)], 100) == whole


def test_pictures_without_a_time_lie_evenly_between_those_with_one() -> None:
    assert worked_out([None, 100, None, None, 400, None], 7) == [0, 100, 200, 300, 400, 500]
    assert worked_out([None, None, None], 40) == [0, 40, 80]
    assert worked_out([0, 0, 0, 33, 33, 66], 33) == [0, 11, 22, 33, 49, 66]


def test_a_picture_without_room_has_no_time() -> None:
    assert worked_out([0, 0, 0, 2, 3], 1) == [0, None, 1, 2, 3]
