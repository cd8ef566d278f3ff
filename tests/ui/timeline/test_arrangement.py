"""Where days stand, what is drawn as one, and that panning changes neither."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.arrange import groups, rows
from engagement_desktop.services.timeline import Band
from engagement_desktop.ui.timeline.scale import (
    SHORTEST,
    Extent,
    Span,
    TimeScale,
    day_of,
    span_scale,
    ticks,
)

EXTENT = Extent(day_of(date(2016, 9, 1)), day_of(date(2026, 12, 1)))
YEAR = TimeScale(day_of(date(2026, 1, 1)), 365, 730)


def test_a_day_stands_in_proportion() -> None:
    assert YEAR.x(day_of(date(2026, 1, 1))) == 0
    assert YEAR.x(day_of(datetime(2026, 1, 2, 12, tzinfo=UTC))) == pytest.approx(3)
    assert YEAR.day(YEAR.x(123.5)) == pytest.approx(123.5)


def test_zooming_keeps_the_day_under_the_pointer() -> None:
    day = YEAR.day(500)
    closer = YEAR.zoomed(0.5, 500, EXTENT)
    assert closer.days == pytest.approx(182.5)
    assert closer.x(day) == pytest.approx(500)


@given(st.floats(0.001, 1000), st.floats(0, 730), st.floats(-9000, 9000))
def test_nothing_outside_the_records_is_ever_shown(factor: float, x: float, moved: float) -> None:
    scale = YEAR.zoomed(factor, x, EXTENT).panned(moved, EXTENT)
    assert scale.days >= SHORTEST
    assert scale.first >= EXTENT.first - 1e-6
    assert scale.last <= EXTENT.last + 1e-6


def test_the_spans_show_the_term_the_year_and_everything() -> None:
    autumn = Band("Autumn", date(2026, 9, 2), date(2026, 12, 18))
    spring = Band("Spring", date(2026, 1, 6), date(2026, 4, 1))
    latest = day_of(date(2026, 11, 18))
    wide = Extent(EXTENT.first, day_of(date(2027, 1, 10)))
    term = span_scale(Span.TERM, wide, [spring, autumn], latest, 700)
    assert term.first == day_of(date(2026, 8, 31))
    assert term.last > day_of(date(2026, 12, 18))
    year = span_scale(Span.YEAR, EXTENT, [], latest, 700)
    assert (year.last, year.days) == (EXTENT.last, 365)
    everything = span_scale(Span.ALL, EXTENT, [], latest, 700)
    assert (everything.first, everything.last) == (EXTENT.first, EXTENT.last)


def test_the_dates_along_the_top_suit_the_zoom() -> None:
    texts = [tick.text for tick in ticks(YEAR, 55)]
    assert texts[0] == "Jan 2026"
    assert texts[8] == "Sep"
    weeks = ticks(TimeScale(day_of(date(2026, 9, 1)), 30, 900), 60)
    assert [tick.text for tick in weeks] == ["7 Sep", "14 Sep", "21 Sep", "28 Sep"]
    years = ticks(TimeScale(EXTENT.first, EXTENT.days, 900), 60)
    assert [tick.text for tick in years] == [
        f"{year}–{year + 1 - 2000}" for year in range(2016, 2027)
    ]


@given(st.lists(st.floats(0, 4000), max_size=60).map(sorted), st.floats(0.5, 400))
def test_every_item_stands_in_exactly_one_group(days: list[float], column: float) -> None:
    found = groups(days, column, column / 3)
    assert [i for group in found for i in range(group.start, group.end)] == list(range(len(days)))
    for group in found:
        assert group.last - group.first <= column
        if group.count == 1:
            assert group.middle == days[group.start]  # what stands alone stands at its own day


@given(
    st.lists(st.floats(0, 4000), max_size=60).map(sorted),
    st.floats(0.5, 400),
    st.floats(0, 4000),
    st.floats(0, 900),
)
def test_a_part_is_grouped_as_it_would_be_in_the_whole(
    days: list[float], column: float, first: float, length: float
) -> None:
    last = first + length
    whole = [g for g in groups(days, column, column / 3) if g.last >= first and g.first <= last]
    part = groups(days, column, column / 3, first, last)
    assert [g for g in part if g.last >= first and g.first <= last] == whole


def test_items_with_room_between_them_stand_alone() -> None:
    assert [group.count for group in groups([1.0, 4.0, 7.0], 10, 2)] == [1, 1, 1]
    assert [group.count for group in groups([1.0, 2.0, 7.0], 10, 2)] == [3]
    assert [group.count for group in groups([9.0, 12.5], 10, 2)] == [1, 1]
    assert [group.count for group in groups([9.0, 10.5], 10, 2)] == [2]  # across an edge


def test_bands_that_would_collide_take_another_row() -> None:
    assert rows([(0, 10), (5, 15), (12, 20), (13, 14)], 2) == (0, 1, 0, None)
