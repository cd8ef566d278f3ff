"""What stands on the timeline, and what the choices leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import AreaResponse, Plan, ProvisionChange, Term
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services import review, saved_filters, timeline_sheet
from engagement_desktop.services.context_coverage import Met, Where, behind, coverage
from engagement_desktop.services.contexts_seen import contexts_seen
from engagement_desktop.services.response_card import response_card
from engagement_desktop.services.timeline import Band, timeline
from engagement_desktop.services.timeline_filter import Filter, WithEvidence, filter_words, shown
from tests.helpers.observed import Seen, at, clip_of, observe
from tests.helpers.pdf import words_of
from tests.helpers.small_school import SmallSchool, small_school

IN_THREE_PLACES = (
    Seen(at(2026, 5, 4, 9), Area.PERSISTENCE, place="Hall", adults="Tom"),
    Seen(at(2026, 5, 5, 14), Area.PERSISTENCE, "not_seen", place="Pool", adults="Priya"),
    Seen(at(2026, 5, 6, 14), Area.INITIATION, place="Garden", adults=""),
)


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
    assert first.seen.observer == "Jo Field"
    assert (second.area, second.established) == (Area.INITIATION, "how_established.established")
    assert not second.baseline


def test_the_baseline_is_the_first_of_highest_interest_in_its_area(school: SmallSchool) -> None:
    interest = "highest_interest"
    observe(
        school.work,
        school.amara,
        Seen(at(2025, 9, 1), Area.INITIATION),
        Seen(at(2025, 9, 8), Area.INITIATION, why=interest),
        Seen(at(2025, 9, 9), Area.INITIATION, why=interest),
        Seen(at(2025, 9, 10), Area.PERSISTENCE, why=interest),
    )
    marks = timeline(school.work, school.amara).marks
    assert [mark.day.day for mark in marks if mark.baseline] == [8, 10]


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
    assert days(Filter(evidence=WithEvidence.CLIP)) == [4]
    assert days(Filter(evidence=WithEvidence.ANY)) == [4]
    assert days(Filter(evidence=WithEvidence.PICTURE)) == []
    assert days(Filter(evidence=WithEvidence.NONE)) == [5, 6]
    assert days(Filter(activity="bubble TUBE")) == [4, 5, 6]
    assert days(Filter(observer="Jo Field")) == [4, 5, 6]
    assert days(Filter(observer="Tom")) == []  # was there, but another observed
    assert days(Filter(status=ObservationStatus.DRAFT)) == []
    assert days(Filter(adult="Tom", time_of_day=TimeOfDay.AFTERNOON)) == [6]


def test_an_observation_without_a_response_yet_is_counted(school: SmallSchool) -> None:
    (pair,) = observe(school.work, school.amara, Seen(at(2026, 5, 4)))
    with school.work.database.write() as session:
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
    observe(school.work, school.amara, *IN_THREE_PLACES)
    view = timeline(school.work, school.amara)
    found = {
        (row.where, row.name): {cell.area: cell for cell in row.cells}
        for row in coverage(view, view.marks)
    }
    assert list(found) == [
        (Where.PLACE, "Garden"),
        (Where.PLACE, "Hall"),
        (Where.PLACE, "Pool"),
        (Where.ADULT, "Jo Field"),
        (Where.ADULT, "Priya"),
        (Where.ADULT, "Tom"),
        (Where.TIME, "morning"),
        (Where.TIME, "afternoon"),
    ]
    met = {name: cells[Area.PERSISTENCE].met for (_, name), cells in found.items()}
    assert met["Hall"] is met["Tom"] is met["Jo Field"] is met["morning"] is Met.SEEN
    assert met["Pool"] is met["Priya"] is met["afternoon"] is Met.LOOKED_FOR
    assert met["Garden"] is Met.NOT_YET
    seen = found[Where.PLACE, "Hall"][Area.PERSISTENCE]
    assert [mark.day.day for mark in seen.marks] == [4]
    not_yet = found[Where.PLACE, "Garden"][Area.PERSISTENCE]
    assert [(mark.day.day, mark.area) for mark in not_yet.marks] == [(6, Area.INITIATION)]


def test_what_stands_behind_a_cell_of_the_coverage_can_be_chosen(school: SmallSchool) -> None:
    observe(school.work, school.amara, *IN_THREE_PLACES)
    view = timeline(school.work, school.amara)
    for rests_on in (Filter(), Filter(areas=frozenset({Area.PERSISTENCE}))):
        admitted, _ = shown(view, rests_on)
        for row in coverage(view, admitted):
            for cell in row.cells:
                marks, _ = shown(view, behind(row, cell, rests_on))
                assert set(cell.marks) <= set(marks)
                assert cell.met is Met.NOT_YET or {mark.area for mark in marks} == {cell.area}


@pytest.mark.parametrize("first", [4, 5, 6, 7, 8])
def test_what_is_told_of_each_context_is_what_its_row_says(school: SmallSchool, first: int) -> None:
    observe(
        school.work,
        school.amara,
        Seen(at(2026, 5, 4, 15), Area.PERSISTENCE, place="hall", adults="Tom"),
        Seen(at(2026, 5, 5, 9), Area.PERSISTENCE, "not_seen", place="Pool", adults="Priya"),
        Seen(at(2026, 5, 6, 14), Area.INITIATION, None, place="Garden", adults=""),
        Seen(at(2026, 5, 7, 14), Area.REALISATION, place=" Hall", adults="Priya and tom"),
    )
    observe(school.work, school.bilal, Seen(at(2026, 5, 7, 19), place="Library", adults="Sam"))
    view = timeline(school.work, school.amara)
    rows = coverage(view, [mark for mark in view.marks if first <= mark.day.day <= 7])
    with school.work.database.read() as session:
        told = contexts_seen(session, school.amara, date(2026, 5, first), date(2026, 5, 7))
    assert [(each.where, each.name, each.areas) for each in told] == [
        (row.where, row.name, {cell.area for cell in row.cells if cell.met is Met.SEEN})
        for row in rows
    ]


def test_coverage_of_an_outcome_rests_on_what_touches_it(school: SmallSchool) -> None:
    observe(
        school.work,
        school.amara,
        Seen(at(2026, 5, 4), place="Hall", outcome=school.outcome),
        Seen(at(2026, 5, 5), place="Pool"),
    )
    view = timeline(school.work, school.amara)
    marks, _ = shown(view, Filter(outcome_id=school.outcome))
    rows = {
        row.name: row.cells[list(Area).index(Area.ANTICIPATION)].met
        for row in coverage(view, marks)
    }
    assert (rows["Hall"], rows["Pool"]) == (Met.SEEN, Met.NOT_YET)


def test_plans_stand_from_their_first_day_to_their_review(school: SmallSchool) -> None:
    with school.work.database.write() as session:
        for first, reviewed, worked in (
            (date(2026, 9, 1), date(2026, 10, 16), "The cue card helped."),
            (date(2026, 10, 17), None, ""),
        ):
            session.add(
                Plan(
                    pupil_id=school.amara,
                    activity="Bubble tube",
                    from_on=first,
                    reviewed_on=reviewed,
                    success_criteria="Looks before it lights.",
                    what_worked=worked,
                    created_at=school.work.now(),
                )
            )
    assert timeline(school.work, school.amara).plans == (
        Band("Bubble tube", date(2026, 9, 1), date(2026, 10, 16), "The cue card helped."),
        Band("Bubble tube", date(2026, 10, 17), None, "Looks before it lights."),
    )


def test_the_choice_is_told_in_words(school: SmallSchool) -> None:
    view = timeline(school.work, school.amara)
    assert filter_words(view, Filter()) == "All five areas"
    chosen = Filter(
        areas=frozenset({Area.INITIATION, Area.EXPLORATION}),
        outcome_id=school.outcome,
        place="Hall",
        time_of_day=TimeOfDay.MORNING,
        evidence=WithEvidence.CLIP,
    )
    assert filter_words(view, chosen) == (
        "Exploration, Initiation; outcome: Amara will show what she wants next.; place: Hall; "
        "time of day: morning; with a clip"
    )


WHOLE = Filter(
    areas=frozenset({Area.INITIATION}),
    activity="Drum",
    place="Hall",
    adult="Tom",
    time_of_day=TimeOfDay.MIDDAY,
    observer="Jo Field",
    status=ObservationStatus.APPROVED,
    evidence=WithEvidence.NONE,
)


def test_a_kept_choice_comes_back_as_it_was_for_every_pupil(school: SmallSchool) -> None:
    saved_filters.save_filter(school.work, school.amara, "  Tom in the  hall", WHOLE)
    for pupil in (school.amara, school.bilal):
        (kept,) = saved_filters.saved_filters(school.work, pupil)
        assert (kept.name, kept.filter) == ("Tom in the hall", WHOLE)


def test_a_choice_with_an_outcome_is_kept_for_its_pupil_alone(school: SmallSchool) -> None:
    chosen = Filter(outcome_id=school.outcome)
    saved_filters.save_filter(school.work, school.amara, "Wants", chosen)
    assert [k.filter for k in saved_filters.saved_filters(school.work, school.amara)] == [chosen]
    assert saved_filters.saved_filters(school.work, school.bilal) == ()


def test_kept_choices_are_ones_own_and_a_name_stands_once(school: SmallSchool) -> None:
    saved_filters.save_filter(school.work, school.amara, "Tom", Filter(adult="Tom"))
    kept = saved_filters.save_filter(school.work, school.amara, "Tom", Filter(observer="Tom")).value
    (found,) = saved_filters.saved_filters(school.work, school.amara)
    assert found.filter == Filter(observer="Tom")
    assert saved_filters.saved_filters(school.as_assistant, school.amara) == ()
    with pytest.raises(AppError, match="no longer kept"):
        saved_filters.forget_filter(school.as_assistant, kept.id)
    saved_filters.forget_filter(school.work, kept.id)
    assert saved_filters.saved_filters(school.work, school.amara) == ()
    with pytest.raises(InvalidInput, match="write a name"):
        saved_filters.save_filter(school.work, school.amara, "  ", Filter())


def test_a_moment_of_another_area_is_not_on_the_card(school: SmallSchool) -> None:
    ((observation, response),) = observe(school.work, school.amara, Seen(at(2026, 5, 4), clip=True))
    clip = clip_of(school.work, observation)
    for frame, title, areas in (
        (30, "Lamp lights", ()),
        (60, "Looks up", (Area.ANTICIPATION,)),
        (90, "Reaches", (Area.INITIATION,)),
    ):
        form = review.MarkerForm(title, areas)
        review.add_marker(
            school.work, clip, pts=frame * 512, frame=frame, time_base=Fraction(1, 15360), form=form
        )
    moments = response_card(school.work, response).moments
    assert [(m.evidence_id, m.pts, m.frame, m.title) for m in moments] == [
        (clip, 30 * 512, 30, "Lamp lights"),
        (clip, 60 * 512, 60, "Looks up"),
    ]


def test_a_timeline_on_paper_is_of_a_school_year_or_of_everything(school: SmallSchool) -> None:
    work = replace(school.work, clock=lambda: datetime(2026, 11, 22, 9, tzinfo=UTC))
    with pytest.raises(AppError, match="Nothing has been observed yet"):
        timeline_sheet.wish_of(work, school.amara)
    observe(work, school.amara, Seen(at(2025, 5, 4), did="Held on."), Seen(at(2026, 10, 5)))

    def days(period: str | None) -> tuple[date, date]:
        wish = timeline_sheet.wish_of(work, school.amara, period)
        return wish.first, wish.last

    assert days(None) == (date(2025, 5, 4), date(2026, 11, 22))
    assert days("2024-25") == (date(2024, 9, 1), date(2025, 8, 31))
    assert days("2026–27") == (date(2026, 9, 1), date(2026, 11, 22))  # no further than today
    with pytest.raises(AppError, match="is no school year"):
        timeline_sheet.wish_of(work, school.amara, "last year")
    made = timeline_sheet.preview(work, school.amara, timeline_sheet.wish_of(work, school.amara))
    assert "Held on." in words_of(made.pdf)
    assert made.leaving.ids == (school.amara,)
