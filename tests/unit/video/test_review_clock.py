"""The clock: every frame shown follows from the position, and stepping comes back."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.review_clock import ClipTimes, ReviewClock, Side


def index_of(pts: list[int], time_base: Fraction, last: int) -> FrameIndex:
    count = len(pts)
    return FrameIndex(
        pts=tuple(pts),
        keyframes=(True,) + (False,) * (count - 1),
        keyframe_dts=(0,),
        time_base=time_base,
        last_duration=last,
        width=16,
        height=16,
        rotation=0,
        codec="h264",
        variable_rate=False,
        hidden=0,
        has_sound=False,
        warnings=(),
    )


def steady(count: int, rate: int | Fraction) -> ClipTimes:
    return ClipTimes(index_of(list(range(count)), 1 / Fraction(rate), 1))


@st.composite
def clip_times(draw: st.DrawFn) -> ClipTimes:
    gaps = draw(st.lists(st.integers(1, 4000), min_size=1, max_size=12))
    start = draw(st.integers(-9000, 9000))
    base = draw(st.sampled_from([Fraction(1, 600), Fraction(1, 1000), Fraction(1, 90_000)]))
    index = index_of(list(accumulate(gaps, initial=start)), base, draw(st.integers(1, 4000)))
    offset = draw(st.fractions(-5, 5, max_denominator=1000))
    scale = draw(st.fractions(Fraction(1, 2), 2, max_denominator=50))
    return ClipTimes(index, offset, scale)


unhurried = settings(max_examples=50, deadline=None)
pairs = st.lists(clip_times(), min_size=1, max_size=2)
moments = st.fractions(-10, 60, max_denominator=997)


@unhurried
@given(pairs, moments, st.sampled_from([1, -1]))
def test_a_step_and_back_shows_the_same_frames(
    clips: list[ClipTimes], at: Fraction, by: int
) -> None:
    clock = ReviewClock(*clips)
    clock.seek(at)
    clock.step(by)
    before = clock.frames()
    clock.step(by)
    assume(clock.frames() != before)
    clock.step(-by)
    assert clock.frames() == before


@unhurried
@given(pairs)
def test_stepping_through_shows_every_frame_of_each_clip_and_ends(clips: list[ClipTimes]) -> None:
    clock = ReviewClock(*clips)
    seen = [{clip.frame(clock.position())} for clip in clips]
    for _ in range(sum(len(clip.index) for clip in clips)):
        before = clock.frames()
        clock.step(1)
        for place, frame in enumerate(clock.frames()):
            assert frame - before[place] in (0, 1)
            seen[place].add(frame)
    assert [len(frames) for frames in seen] == [len(clip.index) for clip in clips]
    last = clock.position()
    clock.step(1)
    assert clock.position() == last


@unhurried
@given(clip_times(), moments)
def test_offset_and_scale_round_trip(clip: ClipTimes, common: Fraction) -> None:
    local = clip.local(common)
    assert (local + clip.offset) / clip.scale == common
    for n in range(len(clip.index)):
        assert clip.frame(clip.common(n)) == n


@unhurried
@given(pairs, moments, st.lists(st.floats(0, 0.2), max_size=30), st.floats(-2, 2))
def test_linked_clips_never_differ_by_a_frame_while_playing(
    clips: list[ClipTimes], at: Fraction, ticks: list[float], speed: float
) -> None:
    clock = ReviewClock(*clips)
    clock.seek(at)
    clock.set_speed(speed)
    clock.start(0.0)
    for now in accumulate(ticks):
        position = clock.position(now)
        for clip, n in zip(clips, clock.frames(), strict=True):
            first, last = clip.common(0), clip.common(len(clip.index) - 1)
            if first <= position < last:
                assert clip.common(n) <= position < clip.common(n + 1)


@unhurried
@given(pairs, moments, st.data())
def test_marking_the_event_on_both_sides_shows_both_events_at_once(
    clips: list[ClipTimes], at: Fraction, data: st.DataObject
) -> None:
    assume(len(clips) == 2)
    clock = ReviewClock(*clips)
    left = data.draw(st.integers(0, len(clips[0].index) - 1))
    right = data.draw(st.integers(0, len(clips[1].index) - 1))
    assert not clock.set_sync(Side.LEFT, left)
    clock.seek(at)
    shown = clock.frame_of(Side.LEFT)
    assert clock.set_sync(Side.RIGHT, right)
    assert clock.frame_of(Side.LEFT) == shown
    clock.seek_frame(Side.LEFT, left)
    assert clock.frames() == (left, right)


@unhurried
@given(pairs, moments, st.integers(-3, 3))
def test_one_clip_moves_alone_by_whole_frames(
    clips: list[ClipTimes], at: Fraction, by: int
) -> None:
    assume(len(clips) == 2)
    clock = ReviewClock(*clips)
    clock.seek(at)
    left, right = clock.frames()
    clock.step_one(Side.RIGHT, by)
    wanted = min(len(clips[1].index) - 1, max(0, right + by))
    assert clock.frames() == (left, wanted)


@unhurried
@given(pairs, st.lists(st.floats(0, 1), min_size=1, max_size=40), st.booleans(), st.floats(0.1, 2))
def test_time_never_leaves_the_clips_or_the_loop(
    clips: list[ClipTimes], ticks: list[float], loop: bool, speed: float
) -> None:
    clock = ReviewClock(*clips)
    clock.loop = loop
    clock.set_speed(speed)
    clock.start(0.0)
    first, last = clock.loop_bounds
    for now in accumulate(ticks):
        assert first <= clock.position(now) < last
        assert clock.playing or not loop


def test_speed_changes_while_playing_without_a_jump() -> None:
    clock = ReviewClock(steady(300, 30))
    clock.start(10.0)
    clock.set_speed(0.5, 12.0)
    assert clock.position(12.0) == 2
    assert float(clock.position(14.0)) == pytest.approx(3.0)
    clock.set_speed(9, 14.0)
    assert clock.speed == 2
    clock.set_speed(-0.01, 14.0)
    assert clock.speed == Fraction(-1, 10)


def test_pause_keeps_the_frame_that_is_shown() -> None:
    clock = ReviewClock(steady(300, 30), steady(300, 25))
    clock.start(0.0)
    shown = clock.frames(1.234)
    clock.pause(1.234)
    assert clock.frames(99.0) == shown
    assert not clock.playing


def test_the_shorter_clip_keeps_its_last_frame_until_the_longer_ends() -> None:
    clock = ReviewClock(steady(30, 30), steady(90, 30))
    clock.start(0.0)
    assert clock.frames(2.01) == (29, 60)
    assert clock.frames(3.5) == (29, 89)
    assert not clock.playing
    clock.start(4.0)
    assert clock.frames(4.0) == (0, 0)


def test_a_loop_runs_between_in_and_out_and_shows_both() -> None:
    clock = ReviewClock(steady(300, 30))
    clock.set_in_out(Side.LEFT, 60, 30)
    clock.loop = True
    clock.start(0.0)
    shown = [clock.frames(tick / 60)[0] for tick in range(240)]
    assert set(shown) == set(range(30, 61))
    assert shown[0] == 30


def test_playing_backwards_stops_on_the_first_frame() -> None:
    clock = ReviewClock(steady(30, 30))
    clock.set_speed(-1)
    clock.start(0.0)
    assert clock.frames(0.0) == (29,)
    assert clock.frames(0.5)[0] < 16
    assert clock.frames(2.0) == (0,)
    assert not clock.playing
