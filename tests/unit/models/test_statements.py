"""A statement of another framework is a tag: no level comes in with it, and its wording stays."""

from __future__ import annotations

import pytest

from engagement_desktop.models.statements import StatementText, compare, rates


@pytest.mark.parametrize(
    "wording",
    [
        "Turns to a voice on 60% of trials",
        "Scores when shown a switch",
        "Level 3: turns to a voice",
        "Turns to a voice 4 out of 5 times",
        "P scale 2 listening",
        "Answers in 3/5 sessions",
        "Answers per cent of the time",
    ],
)
def test_what_rates_a_pupil_is_no_statement(wording: str) -> None:
    assert rates(wording)


@pytest.mark.parametrize(
    "wording", ["Chooses between two cups", "Looks from one level to another", "Shares 2 toys"]
)
def test_what_somebody_does_may_name_a_number(wording: str) -> None:
    assert not rates(wording)


def test_another_wording_of_a_code_is_another_statement() -> None:
    old = StatementText("RfL 12", "Contact", "Turns to a voice")
    kept = StatementText("", "Contact", "Stills to music")
    new = StatementText("rfl  12", "Contact", "Looks for the one who speaks")
    found = compare([old, kept], [new, StatementText("", "", "stills  to MUSIC")])
    assert found.new == (new,)
    assert found.superseded == (old,)
    assert [each.wording for each in found.known] == ["stills  to MUSIC"]
