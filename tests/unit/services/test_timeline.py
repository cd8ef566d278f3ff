"""What stands on the timeline, and what the choices leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import ProvisionChange, Term
from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services.context_coverage import coverage
from engagement_desktop.services.response_card import response_card
from engagement_desktop.services.timeline import Filter, shown, timeline
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


def test_marks_stand_in_order_of_time_with_their_own_area_and_word(school: SmallSchool) -> None:
    observe(
        school.work,
        school.amara,
        Seen(at(2026, 5, 4), Area.INITIATION, "established"),
        Seen(at(2025, 9, 8), Area.EXPLORATION, None, did="Stilled.", why="highest_interest"),
    )
    observe(school.work, school.bilal, Seen(at(2026, 1, 1)))
    first, second = timeline(school.work, school.amara).marks
    assert (first.area, first.day, first.established) == (Area.EXPLORATION, date(2025, 9, 8), None)
    assert (first.glimpse, first.baseline) == ("Stilled.", True)
    assert (second.area, second.established) == (Area.INITIATION, "how_established.established")
    assert not second.baseline


def test_provision_terms_and_notes_of_sleep_stand_around_the_marks(school: SmallSchool) -> None:
    with school.work.database.write() as session:
        session.add_all(
            [
                Term(name="Autumn", first_day=date(2026, 9, 2), last_day=date(2026, 12, 18)),
                ProvisionChange(
                    pupil_id=school.amara, what="Switch", from_on=date(2026, 10, 1), effect="more"
                ),
                ProvisionChange(pupil_id=school.bilal, what="Not hers", from_on=date(2026, 10, 1)),
            ]
        )
    observe(school.work, school.amara, Seen(at(2026, 11, 2), sleep="slept badly"))
    view = timeline(school.work, school.amara)
    assert [(band.name, band.first, band.last) for band in view.provision] == [
        ("Switch", date(2026, 10, 1), None)
    ]
    assert view.terms[0].name == "Autumn"
    assert [(note.day, note.text) for note in view.notes] == [(date(2026, 11, 2), "slept badly")]


def test_one_place_or_name_written_in_two_ways_is_one_choice(school: SmallSchool) -> None:
    observe(
        school.work,
        school.amara,
        Seen(at(2026, 5, 4), place="Hall", adults="Tom and Priya"),
        Seen(at(2026, 5, 5), place=" hall ", adults="priya; Jo Field"),
    )
    view = timeline(school.work, school.amara)
    assert view.places == ("Hall",)
    assert view.adults == ("Jo Field", "Priya", "Tom")


def test_each_choice_leaves_what_it_names_and_counts_observations(school: SmallSchool) -> None:
    observe(
        school.work,
        school.amara,
        Seen(at(2026, 5, 4, 9), Area.EXPLORATION, place="Hall", adults="Tom", clip=True),
        Seen(at(2026, 5, 5, 12), Area.INITIATION, adults="Priya", outcome=school.outcome),
        Seen(at(2026, 5, 6, 14), Area.INITIATION, adults="Tom"),
    )
    view = timeline(school.work, school.amara)

    def days(wanted: Filter) -> list[int]:
        marks, count = shown(view, wanted)
        assert count == len(marks)  # one response in each of these observations
        return [mark.day.day for mark in marks]

    assert days(Filter()) == [4, 5, 6]
    assert days(Filter(areas=frozenset({Area.INITIATION}))) == [5, 6]
    assert days(Filter(outcome_id=school.outcome)) == [5]
    assert days(Filter(place="Hall")) == [4]
    assert days(Filter(adult="Tom")) == [4, 6]
    assert days(Filter(time_of_day=TimeOfDay.MIDDAY)) == [5]
    assert days(Filter(with_clips=True)) == [4]
    assert days(Filter(adult="Tom", time_of_day=TimeOfDay.AFTERNOON)) == [6]


def test_an_observation_without_a_response_yet_is_counted(school: SmallSchool) -> None:
    (pair,) = observe(school.work, school.amara, Seen(at(2026, 5, 4)))
    with school.work.database.write() as session:
        from engagement_desktop.models.records import AreaResponse

        session.delete(session.get_one(AreaResponse, pair[1]))
    marks, count = shown(timeline(school.work, school.amara), Filter())
    assert (marks, count) == ((), 1)


def test_a_pupil_who_is_gone_is_said_in_words(school: SmallSchool) -> None:
    with pytest.raises(AppError, match="no longer in the school"):
        timeline(school.work, 999)


def test_the_card_speaks_the_schools_own_words(school: SmallSchool) -> None:
    ((observation, response),) = observe(
        school.work,
        school.amara,
        Seen(
            at(2026, 5, 4),
            did="Looked to the tube.",
            established="developing",
            support=("independent",),
            sleep="slept well",
            clip=True,
            outcome=school.outcome,
        ),
    )
    card = response_card(school.work, response)
    assert card.observation_id == observation
    assert card.what_pupil_did == "Looked to the tube."
    assert card.how_established == "developing"
    assert card.support == ("independent",)
    assert card.context == ("slept well",)
    assert card.observer == "Jo Field"
    assert card.outcomes == ("Amara will show what she wants next.",)
    assert [picture.title for picture in card.pictures] == ["tube.mp4"]
    assert card.clip_id == card.pictures[0].evidence_id


def test_a_card_of_a_response_that_is_gone_is_said_in_words(school: SmallSchool) -> None:
    with pytest.raises(AppError, match="no longer in the observation"):
        response_card(school.work, 999)


def test_coverage_tells_where_a_response_was_seen_and_where_not_yet(school: SmallSchool) -> None:
    observe(
        school.work,
        school.amara,
        Seen(at(2026, 5, 4, 9), Area.PERSISTENCE, place="Hall", adults="Tom"),
        Seen(at(2026, 5, 5, 14), Area.PERSISTENCE, "not_seen", place="Pool", adults="Priya"),
    )
    view = timeline(school.work, school.amara)
    found = {line.area: line for line in coverage(view, view.marks)}
    line = found[Area.PERSISTENCE]
    assert line.places == ("Hall",)
    assert line.adults == ("Jo Field", "Tom")
    assert line.times == (TimeOfDay.MORNING,)
    assert line.not_yet == ("Pool", "with Priya", "in the afternoon")
    assert replace(found[Area.EXPLORATION], not_yet=()).places == ()
