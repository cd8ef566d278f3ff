"""Filters are taken out of what is typed; whatever is no filter is looked for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.areas import Area
from engagement_desktop.models.search_words import Wanted, filters_in, read_search, with_filter


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("drum hall", Wanted(words="drum hall")),
        ("drum pupil:amara", Wanted(words="drum", pupil="amara")),
        ('place:"sensory room" looked', Wanted(words="looked", place="sensory room")),
        ("area:init with:Tom", Wanted(area=Area.INITIATION, adult="Tom")),
        ("from:2026-09-01 to:4/5/2027", Wanted(since=date(2026, 9, 1), until=date(2027, 5, 4))),
        ("outcome:switch in:observations", Wanted(outcome="switch", kind="observations")),
        ("area:sideways 10:30", Wanted(words="area:sideways 10:30")),
        ("from:whenever", Wanted(words="from:whenever")),
        ('drum place:""', Wanted(words="drum")),
    ],
)
def test_what_was_typed_is_understood(typed: str, wanted: Wanted) -> None:
    assert read_search(typed) == wanted


@given(st.text())
def test_anything_can_be_typed(typed: str) -> None:
    wanted = read_search(typed)
    if ":" not in typed:
        assert wanted == Wanted(words=" ".join(typed.split()))


@pytest.mark.parametrize(
    ("typed", "name", "value", "after"),
    [
        ("drum", "area", "initiation", "drum area:initiation"),
        ("drum area:init hall", "area", "persistence", "drum hall area:persistence"),
        ("drum area:init", "area", "", "drum"),
        ("", "place", "sensory room", 'place:"sensory room"'),
        ("area:sideways", "area", "initiation", "area:sideways area:initiation"),
    ],
)
def test_a_filter_is_written_into_what_was_typed(
    typed: str, name: str, value: str, after: str
) -> None:
    assert with_filter(typed, name, value) == after
    assert (name in filters_in(after)) is bool(value)
