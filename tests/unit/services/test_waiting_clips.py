"""Filmed first, sorted later: a clip waits for its pupil, and then is evidence like any other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from engagement_desktop.errors import AppError
from engagement_desktop.models.states import Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import binned, evidence, observations, taking_in, waiting_clips
from engagement_desktop.services.observation_views import ObservationForm
from tests.helpers.small_school import SmallSchool, emptied, small_school, tidied


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


def photo(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(out, "PNG")
    return out.getvalue()


def bring_in(school: SmallSchool, *colours: str) -> list[int]:
    """Bring photos in; their ids."""
    for colour in colours:
        taking_in.bring_in(school.work, photo(colour), f"{colour}.png", SilentProgress())
    return sorted(view.id for view in waiting_clips.waiting(school.work))


def test_what_waits_belongs_to_nobody_and_is_kept_at_the_next_opening(school: SmallSchool) -> None:
    bring_in(school, "teal")
    assert tidied(school.work) == 0
    (view,) = waiting_clips.waiting(school.work)
    assert view.original_name == "teal.png"
    assert view.poster is not None
    assert observations.list_observations(school.work, school.amara) == ()
    assert waiting_clips.waiting(replace(school.work, role=Role.MODERATOR)) == ()


def test_sorted_into_a_new_observation_it_is_evidence_with_its_bytes(school: SmallSchool) -> None:
    ids = bring_in(school, "teal", "plum")
    made = waiting_clips.sort_into(school.work, ids, school.amara, None).value
    view = observations.observation(school.work, made.observation_id)
    assert view.pupil_id == school.amara
    assert {each.original_name for each in view.evidence} == {"teal.png", "plum.png"}
    with evidence.opener(school.work, view.evidence[0].id)() as content:
        assert content.read() == photo(view.evidence[0].original_name.removesuffix(".png"))
    assert waiting_clips.waiting(school.work) == ()
    assert tidied(school.work) == 0


def test_sorted_into_an_observation_under_way_it_stands_with_the_others(
    school: SmallSchool,
) -> None:
    view = observations.new_observation(school.work, school.amara).value
    (waiting,) = bring_in(school, "teal")
    (choice,) = waiting_clips.open_observations(school.work, school.amara)
    assert choice.id == view.id
    waiting_clips.sort_into(school.work, [waiting], school.amara, view.id)
    assert len(observations.observation(school.work, view.id).evidence) == 1


def test_it_goes_neither_into_another_pupils_observation_nor_into_an_approved_one(
    school: SmallSchool,
) -> None:
    view = observations.new_observation(school.work, school.amara).value
    (waiting,) = bring_in(school, "teal")
    with pytest.raises(AppError, match="another pupil"):
        waiting_clips.sort_into(school.work, [waiting], school.bilal, view.id)
    observations.approve(
        school.work, view.id, ObservationForm(view.form.occurred_at, narrative="Looked.")
    )
    assert waiting_clips.open_observations(school.work, school.amara) == ()
    with pytest.raises(AppError, match="approved"):
        waiting_clips.sort_into(school.work, [waiting], school.amara, view.id)
    assert len(waiting_clips.waiting(school.work)) == 1


def test_what_was_removed_can_be_put_back_until_the_bin_is_emptied(school: SmallSchool) -> None:
    ids = bring_in(school, "teal")
    removed = waiting_clips.remove(school.work, ids).value
    assert waiting_clips.waiting(school.work) == ()
    binned.put_back(school.work, removed.entries[0])
    assert len(waiting_clips.waiting(school.work)) == 1
    waiting_clips.remove(school.work, ids)
    assert tidied(school.work) == 0
    assert emptied(school.work) == 1


def test_two_people_who_sort_the_same_clip_do_not_make_two_of_it(school: SmallSchool) -> None:
    ids = bring_in(school, "teal")
    waiting_clips.sort_into(school.work, ids, school.amara, None)
    with pytest.raises(AppError, match="already"):
        waiting_clips.sort_into(school.as_assistant, ids, school.bilal, None)
    assert observations.list_observations(school.work, school.bilal) == ()
