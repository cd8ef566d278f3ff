"""How times of clips read, and that a label tells its frame from every other of the clip."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.video import time_words
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.time_words import frames_named, position_text, time_of


def indexed(times: list[int], time_base: Fraction) -> FrameIndex:
    """The index of a clip whose frames have these pts."""
    keys = (True,) + (False,) * (len(times) - 1)
    return FrameIndex(
        tuple(times), keys, (times[0],), time_base, 1, 640, 360, 0, "h264", False, 0, False, ()
    )


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "00:00.00"),
        (299 / 30, "00:09.97"),
        (59.996, "01:00.00"),
        (3599.999, "1:00:00.00"),
        (7325.5, "2:02:05.50"),
    ],
)
def test_times_read_as_on_a_stop_watch(seconds: float, text: str) -> None:
    assert time_words.time_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1.433, "+1.43 s after the cue"),
        (-0.4, "0.40 s before the cue"),
        (0.004, "at the cue"),
        (-0.004, "at the cue"),
    ],
)
def test_the_distance_to_the_cue_reads_as_a_sentence(seconds: float, text: str) -> None:
    assert time_words.cue_text(seconds) == text


def test_a_fast_clip_has_three_decimals_and_an_ordinary_one_two() -> None:
    fast = indexed([n * 1000 for n in range(480)], Fraction(1, 240_000))
    assert [time_of(fast, n) for n in (0, 1, 2)] == ["00:00.000", "00:00.004", "00:00.008"]
    assert position_text(fast, 3, 1) == "00:00.012 · frame 3 · +0.008 s after the cue"
    assert time_of(indexed([n * 4000 for n in range(60)], Fraction(1, 240_000)), 1) == "00:00.02"


@given(
    gaps=st.lists(st.integers(1, 60_000), min_size=1, max_size=60),
    start=st.integers(-(10**6), 10**9),
    base=st.sampled_from([1000, 12_800, 15_360, 30_000, 60_000, 90_000]),
)
def test_no_two_frames_of_a_clip_read_alike_and_each_is_found_by_its_label(
    gaps: list[int], start: int, base: int
) -> None:
    pts = [start + sum(gaps[:n]) for n in range(len(gaps) + 1)]
    index = indexed(pts, Fraction(1, base))
    labels = [time_of(index, n) for n in range(len(index))]
    assert len(set(labels)) == len(labels)
    assert [frames_named(index, label) for label in labels] == [(n,) for n in range(len(index))]


def test_a_time_written_with_fewer_decimals_names_all_the_frames_it_may_mean() -> None:
    fast = indexed([n * 1000 for n in range(480)], Fraction(1, 240_000))
    assert frames_named(fast, "00:00.01") == (2, 3)
    assert frames_named(fast, "00:00.004") == (1,)
    assert frames_named(fast, "00:09.00") == ()
