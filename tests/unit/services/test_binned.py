"""The bin: everything that can be deleted comes back as it was, until a lead empties it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import (
    binned,
    contributions,
    conversations,
    dates,
    evidence,
    finding,
    keeping,
    moderation,
    observations,
    plans,
    review,
)
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.contributions import ContributionForm
from engagement_desktop.services.conversations import ConversationForm, TargetForm
from engagement_desktop.services.dates import SchoolDateForm
from engagement_desktop.services.moderation_views import PutUpForm
from engagement_desktop.services.observation_removal import delete_draft
from engagement_desktop.services.observation_views import ObservationForm, ResponseForm
from engagement_desktop.services.permitted import set_others
from engagement_desktop.services.plans import ProvisionForm
from engagement_desktop.services.review import MarkerForm
from engagement_desktop.services.workspace import Workspace
from tests.helpers.small_school import SmallSchool, small_school
from tests.unit.services.test_evidence import attach, begun, photo

DAY = date(2026, 9, 7)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


def as_lead(school: SmallSchool) -> Workspace:
    return replace(school.work, role=Role.LEAD)


def put_up(school: SmallSchool) -> int:
    view = begun(school)
    form = ObservationForm(
        view.form.occurred_at,
        activity="Bells",
        responses=(ResponseForm(Area.EXPLORATION, "Reached for them."),),
    )
    observations.approve(school.work, view.id, form)
    form_up = PutUpForm(Area.EXPLORATION, "", (view.id,), None, "She looked for the bells.")
    return moderation.put_up(school.work, school.amara, form_up).value


def _conversation(school: SmallSchool) -> tuple[int, Callable[[], object]]:
    form = ConversationForm(
        held_on=DAY, with_whom="Her mother", targets=(TargetForm(None, "Wait for her"),)
    )
    number = conversations.save_conversation(school.work, school.amara, None, form).value
    entry = conversations.remove_conversation
    return entry(
        school.work, number
    ).value, lambda: conversations.conversations(school.work, school.amara).all


def _contribution(school: SmallSchool) -> tuple[int, Callable[[], object]]:
    form = ContributionForm(told_on=DAY, told_by="Her physiotherapist", words="The wedge helps.")
    number = contributions.save_contribution(school.work, school.amara, None, form).value
    entry = contributions.remove_contribution(school.work, number).value
    return entry, lambda: contributions.list_contributions(school.work, school.amara)


def _provision(school: SmallSchool) -> tuple[int, Callable[[], object]]:
    form = ProvisionForm("A ten-second wait", DAY)
    number = plans.save_provision(school.work, school.amara, None, form).value
    entry = plans.remove_provision(school.work, number).value
    return entry, lambda: plans.list_provision(school.work, school.amara)


def _moderation(school: SmallSchool) -> tuple[int, Callable[[], object]]:
    entry = moderation.take_down(school.work, put_up(school)).value
    return entry, lambda: moderation.list_moderations(school.work, school.amara)


def _draft(school: SmallSchool) -> tuple[int, Callable[[], object]]:
    view = begun(school)
    attach(school, view, photo(), "a.png")
    observations.autosave(school.work, view.id, replace(view.form, narrative="Looked at a lamp."))
    return delete_draft(school.work, view.id).value, lambda: finding.find(school.work, "lamp")


@pytest.mark.parametrize("deleted", [_conversation, _contribution, _provision, _moderation, _draft])
def test_what_was_deleted_waits_in_the_bin_and_comes_back(
    school: SmallSchool, deleted: Callable[[SmallSchool], tuple[int, Callable[[], object]]]
) -> None:
    entry, now = deleted(school)
    assert now() == ()
    (line,) = binned.list_bin(school.work)
    assert (line.id, line.pupil_name, line.removed_by) == (entry, "Amara", "Jo Field")
    assert line.title
    assert line.on_day is not None
    saved = binned.put_back(school.work, entry)
    assert saved.changes.touches_pupil(school.amara)
    assert now() != ()
    assert binned.list_bin(school.work) == ()
    with pytest.raises(AppError, match="no longer in the bin"):
        binned.put_back(school.work, entry)


def test_a_day_of_the_diary_comes_back(school: SmallSchool) -> None:
    lead = as_lead(school)
    number = dates.save_school_date(lead, None, SchoolDateForm("Parents’ evening", DAY)).value
    entry = dates.remove_school_date(lead, number).value
    assert binned.list_bin(school.work) == ()  # a teacher may not take days out, nor put them back
    with pytest.raises(NotAllowed):
        binned.put_back(school.work, entry)
    binned.put_back(lead, entry)
    assert dates.school_date_form(lead, number).what == "Parents’ evening"


def test_a_mark_comes_back_at_its_frame_and_is_found_again(school: SmallSchool) -> None:
    shot = attach(school, begun(school), photo(), "a.png")
    mark = review.add_marker(
        school.work,
        shot.id,
        pts=0,
        frame=0,
        time_base=Fraction(1, 10),
        form=MarkerForm("Looks up", (Area.ANTICIPATION,), "Both hands still."),
    ).value
    assert [found.record_id for found in finding.find(school.work, "hands still")] == [mark.id]
    (latest,) = finding.find(school.work, "in:marker area:anticipation")
    assert (latest.moment, latest.title) == (finding.Moment(shot.id, 0), "Looks up")
    assert finding.find(school.work, "in:marker area:initiation") == ()
    review.delete_marker(school.work, mark.id)
    assert finding.find(school.work, "hands still") == ()
    (line,) = binned.list_bin(school.work)
    binned.put_back(school.work, line.id)
    assert review.review_clip(school.work, shot.id).markers == (mark,)
    assert [found.record_id for found in finding.find(school.work, "hands still")] == [mark.id]


def test_a_mark_that_says_nothing_leaves_nothing_in_the_bin(school: SmallSchool) -> None:
    shot = attach(school, begun(school), photo(), "a.png")
    mark = review.add_marker(school.work, shot.id, pts=0, frame=0, time_base=Fraction(1, 10)).value
    review.delete_marker(school.work, mark.id)
    assert binned.list_bin(school.work) == ()


def test_a_photo_never_comes_back_to_another_observation(school: SmallSchool) -> None:
    """SQLite gives the number of a deleted observation to the next one."""
    view = begun(school)
    entry = evidence.remove(school.work, attach(school, view, photo(), "a.png").id).value
    draft = delete_draft(school.work, view.id).value
    other = observations.new_observation(school.work, school.bilal).value
    assert other.id == view.id
    with pytest.raises(AppError, match="put that back first"):
        binned.put_back(school.work, entry)
    assert binned.put_back(school.work, draft).value != other.id
    assert observations.observation(school.work, other.id).evidence == ()
    assert [line.id for line in binned.list_bin(school.work)] == [entry]


def test_only_a_lead_empties_it_and_a_hold_keeps_what_is_on_it(school: SmallSchool) -> None:
    lead = as_lead(school)
    with pytest.raises(NotAllowed) as refused:
        binned.empty(school.work, SilentProgress())
    assert refused.value.act is Act.EMPTY
    _provision(school)
    keeping.place_hold(lead, school.amara, "An appeal.")
    _draft(school)
    assert all(line.on_hold for line in binned.list_bin(lead))
    assert binned.empty(lead, SilentProgress()).value == binned.Emptied(0, 2)
    (hold,) = keeping.holds(lead)
    keeping.lift_hold(lead, hold.id)
    assert binned.empty(lead, SilentProgress()).value == binned.Emptied(2, 0)
    assert binned.list_bin(lead) == ()
    with school.work.database.read() as session:
        assert binned.shows(session, school.bilal) == 0


def test_it_is_known_who_else_is_in_a_deleted_clip(school: SmallSchool) -> None:
    shot = attach(school, begun(school), photo(), "a.png")
    set_others(school.work, shot.id, [school.bilal])
    evidence.remove(school.work, shot.id)
    with school.work.database.read() as session:
        assert binned.shows(session, school.bilal) == 1
        assert binned.shows(session, school.amara) == 0
