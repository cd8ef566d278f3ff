"""The first view stays sealed until the second is written; what is agreed stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.moderating import Stage
from engagement_desktop.models.records import Permission
from engagement_desktop.models.states import PermissionUse, Role
from engagement_desktop.services import moderation, permitted
from engagement_desktop.services.moderation_views import (
    AgreementForm,
    MeetingForm,
    PutUpForm,
    ViewForm,
)
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school

SECRET = "I take this for anticipation, since she stilled before the light."
AGREED = AgreementForm("Jo and Sam", "how_established.emerging", "Emerging.", "She stilled.", "")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture
def second(school: SmallSchool) -> Workspace:
    """Somebody who takes part in moderation and did not put it up."""
    return replace(school.as_assistant, role=Role.MODERATOR)


def put_up(school: SmallSchool, *, clip: bool = False, meeting: int | None = None) -> int:
    [(number, _)] = observe(school.work, school.amara, Seen(at(2026, 11, 4), clip=clip))
    form = PutUpForm(
        Area.ANTICIPATION,
        "Is this anticipation?",
        (number,),
        "how_established.developing",
        SECRET,
        meeting,
    )
    return moderation.put_up(school.work, school.amara, form).value


def test_the_first_view_is_sealed_until_the_second_is_written(
    school: SmallSchool, second: Workspace
) -> None:
    number = put_up(school)
    sealed = moderation.moderation_page(second, number)
    assert SECRET not in repr(sealed)
    assert "developing" not in repr(sealed)
    assert sealed.line.mine_to_view
    assert sealed.sample[0].what_pupil_did == "Looked up."
    moderation.write_view(second, number, ViewForm("how_established.emerging", "A first look."))
    opened = moderation.moderation_page(second, number)
    assert opened.first is not None
    assert opened.first.words == SECRET
    assert [view.words for view in opened.second] == ["A first look."]


def test_whoever_put_it_up_cannot_be_the_second(school: SmallSchool) -> None:
    number = put_up(school)
    assert not moderation.moderation_page(school.work, number).line.mine_to_view
    with pytest.raises(AppError):
        moderation.write_view(school.work, number, ViewForm(None, "I still think so."))


def test_a_view_is_written_once_and_agreement_needs_it(
    school: SmallSchool, second: Workspace
) -> None:
    number = put_up(school)
    with pytest.raises(AppError):
        moderation.agree(school.work, number, AGREED)
    moderation.write_view(second, number, ViewForm(None, "A first look."))
    with pytest.raises(AppError):
        moderation.write_view(second, number, ViewForm(None, "No, something else."))
    with pytest.raises(InvalidInput) as refused:
        moderation.agree(school.work, number, AgreementForm())
    assert {p.field for p in refused.value.problems} == {"agreed", "why", "who_took_part"}
    moderation.agree(school.work, number, AGREED)
    page = moderation.moderation_page(school.work, number)
    assert page.line.stage is Stage.AGREED
    assert page.line.agreed_established == "emerging"
    with pytest.raises(AppError):
        moderation.agree(school.work, number, AGREED)
    with pytest.raises(AppError):
        moderation.take_down(school.work, number)
    with school.work.database.read() as session:
        assert [hit.kind for hit in search.find(session, "stilled")] == ["moderation"]


def test_clips_are_shown_only_where_permission_for_it_stands(school: SmallSchool) -> None:
    number = put_up(school, clip=True)
    page = moderation.moderation_page(school.work, number)
    assert page.clips_left_out
    assert page.sample[0].clip_ids == ()
    with school.work.database.write() as session:
        session.add(
            Permission(
                pupil_id=school.amara,
                use=PermissionUse.INTERNAL_MODERATION,
                from_on=at(2020, 1, 1).date(),
            )
        )
    page = moderation.moderation_page(school.work, number)
    assert not page.clips_left_out
    assert len(page.sample[0].clip_ids) == 1
    meeting = moderation.save_meeting(
        school.work, None, MeetingForm(None, "Jo; Ash Grove School", "Ash Grove School")
    ).value
    outside = put_up(school, clip=True, meeting=meeting)
    assert moderation.moderation_page(school.work, outside).clips_left_out


def test_a_meeting_holds_its_pupils_one_by_one(school: SmallSchool) -> None:
    meeting = moderation.save_meeting(school.work, None, MeetingForm(None, "Jo and Sam")).value
    put_up(school, meeting=meeting)
    [(number, _)] = observe(school.work, school.bilal, Seen(at(2026, 11, 5)))
    form = PutUpForm(Area.ANTICIPATION, "", (number,), None, "Mine.", meeting)
    moderation.put_up(school.work, school.bilal, form)
    [shown] = moderation.list_meetings(school.work)
    assert [line.pupil_name for line in shown.lines] == ["Amara", "Bilal"]


def test_what_is_missing_is_asked_for_and_a_sample_is_of_the_pupil(school: SmallSchool) -> None:
    with pytest.raises(InvalidInput) as refused:
        moderation.put_up(school.work, school.amara, PutUpForm())
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"area", "observation_ids", "first_view"}
    [(other, _)] = observe(school.work, school.bilal, Seen(at(2026, 11, 4)))
    form = PutUpForm(Area.ANTICIPATION, "", (other,), None, "Mine.")
    with pytest.raises(AppError):
        moderation.put_up(school.work, school.amara, form)
    assert moderation.list_moderations(school.work, school.amara) == ()


def test_a_clip_in_which_another_may_not_be_shown_is_left_out(
    school: SmallSchool, second: Workspace
) -> None:
    number = put_up(school, clip=True)
    with school.work.database.write() as session:
        session.add(
            Permission(
                pupil_id=school.amara,
                use=PermissionUse.INTERNAL_MODERATION,
                from_on=school.work.today(),
            )
        )
    (sample,) = moderation.moderation_page(second, number).sample
    (clip,) = sample.clip_ids
    permitted.set_others(school.work, clip, [school.bilal])
    page = moderation.moderation_page(second, number)
    assert page.sample[0].clip_ids == ()
    assert page.clips_left_out


def test_all_of_a_pupil_are_read_as_each_alone(school: SmallSchool, second: Workspace) -> None:
    for _ in range(2):
        number = put_up(school)
        moderation.write_view(second, number, ViewForm(None, "She waited, then looked."))
        put_up(school)
    for reader in (school.work, second):
        listed = moderation.list_moderations(reader, school.amara)
        pages = moderation.moderation_pages(reader, school.amara)
        assert pages == tuple(moderation.moderation_page(reader, line.id) for line in listed)
        assert tuple(page.line for page in pages) == listed
