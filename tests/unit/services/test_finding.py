"""Every kind of record is found by its words, and filters narrow it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Observation
from engagement_desktop.models.states import AreaOfNeed
from engagement_desktop.services import conversations, finding, observation_rows, outcomes
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.conversations import ConversationForm
from engagement_desktop.services.outcomes import OutcomeForm
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        seen = [
            *observe(
                made.work,
                made.amara,
                Seen(at(2026, 5, 4), Area.EXPLORATION, did="Followed the ribbon.", place="Hall"),
                Seen(at(2026, 11, 4), Area.INITIATION, did="Asked for the ribbon.", adults="Priya"),
            ),
            *observe(made.work, made.bilal, Seen(at(2026, 11, 4), did="Laughed at the ribbon.")),
        ]
        with made.work.database.write() as session:
            for number, _ in seen:
                observation_rows.index(session, session.get_one(Observation, number))
        form = ConversationForm(
            held_on=date(2026, 10, 1), with_whom="her mother", home_sees="A ribbon in her hand."
        )
        conversations.save_conversation(made.work, made.amara, None, form)
        outcome = OutcomeForm("Amara chooses a ribbon.", needs=(AreaOfNeed.COMMUNICATION,))
        outcomes.save_outcome(made.work, made.amara, None, outcome)
        yield made


def found(school: SmallSchool, typed: str) -> set[tuple[Kind, str, str]]:
    return {(each.kind, each.pupil_name, each.title) for each in finding.find(school.work, typed)}


def test_all_kinds_are_found_by_a_word(school: SmallSchool) -> None:
    assert {kind for kind, _, _ in found(school, "ribbon")} == {
        Kind.OBSERVATION,
        Kind.CONVERSATION,
        Kind.OUTCOME,
    }
    assert (Kind.CONVERSATION, "Amara", "her mother") in found(school, "ribbon")


@pytest.mark.parametrize(
    ("filters", "pupils", "kinds"),
    [
        ("pupil:bil", {"Bilal"}, {Kind.OBSERVATION}),
        ("area:initiation", {"Amara"}, {Kind.OBSERVATION}),
        ("with:priya", {"Amara"}, {Kind.OBSERVATION}),
        ("place:hall", {"Amara"}, {Kind.OBSERVATION}),
        ("to:2026-06-01", {"Amara"}, {Kind.OBSERVATION}),
        ("in:conversations", {"Amara"}, {Kind.CONVERSATION}),
        ("from:1/10/2026 to:1/10/2026", {"Amara"}, {Kind.CONVERSATION}),
    ],
)
def test_filters_narrow_what_is_found(
    school: SmallSchool, filters: str, pupils: set[str], kinds: set[Kind]
) -> None:
    shown = found(school, f"ribbon {filters}")
    assert {name for _, name, _ in shown} == pupils
    assert {kind for kind, _, _ in shown} == kinds


def test_filters_alone_show_the_latest_observations(school: SmallSchool) -> None:
    days = [each.day for each in finding.find(school.work, "pupil:amara")]
    assert days == [date(2026, 11, 4), date(2026, 5, 4)]
    assert finding.find(school.work, "") == ()
    assert finding.find(school.work, "place:%") == ()
