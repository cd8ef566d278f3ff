"""Wherever a picture leaves the assessment, its permission is asked, and others' in it, too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from engagement_desktop.models.states import PermissionUse
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence, exports, permissions, permitted
from engagement_desktop.services.exports import FrameShown
from engagement_desktop.services.permissions import PermissionForm
from engagement_desktop.services.permitted import NotPermitted, OtherPupil
from tests.helpers.reports import photo
from tests.helpers.small_school import SmallSchool, small_school

DAY = date(2026, 9, 15)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


def why(school: SmallSchool, pupil_id: int, use: PermissionUse, day: date = DAY) -> str:
    with school.work.database.read() as session:
        return permitted.why_not(session, pupil_id, use, day)


def give(
    school: SmallSchool,
    pupil_id: int,
    use: PermissionUse,
    from_on: date = DAY,
    until_on: date | None = None,
) -> int:
    form = PermissionForm(use, "her mother", from_on=from_on, until_on=until_on)
    return permissions.add(school.work, pupil_id, form).value


@pytest.mark.parametrize("use", list(PermissionUse))
def test_each_use_is_permitted_on_its_own_from_its_first_day_to_its_last(
    school: SmallSchool, use: PermissionUse
) -> None:
    give(school, school.amara, use, DAY, DAY + timedelta(days=1))
    for other in PermissionUse:
        assert bool(why(school, school.amara, other)) is (other is not use)
    before, after = DAY - timedelta(days=1), DAY + timedelta(days=2)
    assert why(school, school.amara, use, before) == f"there is no permission for {use.value}"
    assert (
        why(school, school.amara, use, after)
        == f"no permission for {use.value} from 17 September 2026"
    )
    assert why(school, school.bilal, use)


def test_a_withdrawal_takes_effect_at_once(school: SmallSchool) -> None:
    today = school.work.today()
    given = give(school, school.amara, PermissionUse.DISPLAY, today)
    assert not why(school, school.amara, PermissionUse.DISPLAY, today)
    permissions.withdraw(school.work, given)
    assert why(school, school.amara, PermissionUse.DISPLAY, today)


@pytest.fixture
def picture(school: SmallSchool) -> int:
    attached = evidence.attach(
        school.work, school.amara, None, photo(), "drum.jpg", SilentProgress()
    )
    return attached.value.evidence.id


def export(school: SmallSchool, picture: int, to: Path) -> None:
    exports.export_picture(
        school.work,
        [FrameShown(picture)],
        PermissionUse.DISPLAY,
        to,
        progress=SilentProgress(),
    )


def test_another_pupil_in_a_picture_must_have_permission_too(
    school: SmallSchool, picture: int, tmp_path: Path
) -> None:
    today, to = school.work.today(), tmp_path / "drum.png"
    give(school, school.amara, PermissionUse.DISPLAY, today)
    permitted.set_others(school.work, picture, [school.bilal, school.amara])
    assert permitted.others_in(school.work, picture) == (OtherPupil(school.bilal, "Bilal"),)
    with pytest.raises(NotPermitted, match="Another pupil is in it") as refused:
        export(school, picture, to)
    assert "Bilal" not in refused.value.sentence
    assert not to.exists()

    give(school, school.bilal, PermissionUse.DISPLAY, today)
    export(school, picture, to)
    assert to.read_bytes().startswith(b"\x89PNG")


def test_a_named_pupil_is_taken_off_again(school: SmallSchool, picture: int) -> None:
    permitted.set_others(school.work, picture, [school.bilal])
    permitted.set_others(school.work, picture, [])
    assert permitted.others_in(school.work, picture) == ()
