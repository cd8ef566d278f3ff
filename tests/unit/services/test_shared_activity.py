"""One activity, several pupils: each has their own record, in which the others do not appear."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Observation, Pupil
from engagement_desktop.models.states import Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import (
    evidence,
    finding,
    observations,
    shared_activity,
)
from engagement_desktop.services.observation_removal import delete_draft
from engagement_desktop.services.observation_views import ObservationView, ResponseForm
from tests.helpers.small_school import SmallSchool, small_school, tidied


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        with made.work.database.write() as session:
            session.get_one(Pupil, made.bilal).legal_last_name = "Khan"
        yield made


def begun(school: SmallSchool) -> ObservationView:
    """Amara at the drum, with her own words and a photo named after her."""
    view = observations.new_observation(school.work, school.amara).value
    form = replace(
        view.form,
        activity="Drum circle",
        place="Hall",
        adults="Jo, and Amara’s mum",
        narrative="Amara laughed at the drum.",
        provision="Standing frame",
        responses=(ResponseForm(Area.PERSISTENCE, "Amara went on for a minute."),),
    )
    observations.autosave(school.work, view.id, form)
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(out, "PNG")
    attached = evidence.attach(
        school.work, school.amara, view.id, out.getvalue(), "Amara drum.png", SilentProgress()
    ).value.evidence
    evidence.describe(school.work, attached.id, caption="Amara’s hands", taken_at=None)
    return observations.observation(school.work, view.id)


def also(school: SmallSchool, view: ObservationView, *, with_evidence: bool = True) -> int:
    (number,) = shared_activity.observe_also(
        school.work, view.id, [school.bilal], with_evidence=with_evidence
    ).value
    return number


def test_what_holds_for_everybody_is_filled_in_and_the_rest_is_each_pupils_own(
    school: SmallSchool,
) -> None:
    view = begun(school)
    other = observations.observation(school.work, also(school, view, with_evidence=False))
    assert other.pupil_id == school.bilal
    assert (other.form.activity, other.form.place) == ("Drum circle", "Hall")
    assert other.form.occurred_at == view.form.occurred_at
    assert (other.form.narrative, other.form.provision, other.form.responses) == ("", "", ())
    assert other.evidence == ()
    assert observations.observation(school.work, view.id) == view


def test_nothing_of_the_first_pupil_reaches_the_record_of_the_second(school: SmallSchool) -> None:
    other = observations.observation(school.work, also(school, begun(school)))
    assert "Amara" not in repr(replace(other, evidence=()))
    (shown,) = other.evidence
    assert (shown.original_name, shown.caption) == ("Photo 1.png", "")
    found = finding.find(school.work, "Amara laughed")
    assert [each.record_id for each in found] != []
    assert other.id not in [each.record_id for each in found]


def test_each_is_told_the_others_by_initials_alone(school: SmallSchool) -> None:
    view = begun(school)
    other = also(school, view)
    (companion,) = shared_activity.companions(school.work, view.id)
    assert (companion.observation_id, companion.initials) == (other, "B. K.")
    (back,) = shared_activity.companions(school.work, other)
    assert (back.observation_id, back.initials) == (view.id, "A. E.")
    moderator = replace(school.work, role=Role.MODERATOR)
    assert shared_activity.companions(moderator, view.id) == ()
    mates = shared_activity.classmates(school.work, view.id)
    assert school.bilal not in [mate.pupil_id for mate in mates]


def test_one_of_them_can_be_deleted_without_the_other(school: SmallSchool) -> None:
    view = begun(school)
    other = also(school, view)
    delete_draft(school.work, view.id)
    assert tidied(school.work) == 0  # the photo is Bilal's, too
    (shown,) = observations.observation(school.work, other).evidence
    with evidence.opener(school.work, shown.id)() as content:
        assert content.read(4) == b"\x89PNG"
    assert shared_activity.companions(school.work, other) == ()


def test_one_that_was_begun_for_a_pupil_is_not_tidied_away_unread(school: SmallSchool) -> None:
    other = also(school, begun(school), with_evidence=False)
    assert not observations.close_draft(school.work, other).value
    with school.work.database.read() as session:
        assert session.get(Observation, other) is not None
