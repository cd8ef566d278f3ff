"""The pupil list, the header, the profile and permissions, over a real encrypted file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.records import ClassGroup
from engagement_desktop.models.states import AreaOfNeed, PermissionUse
from engagement_desktop.services import permissions, pupils
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.permissions import PermissionForm
from engagement_desktop.services.pupils import Need, PupilForm
from engagement_desktop.services.workspace import Workspace
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ELIF = PupilForm("Elif", "Aydın", "Elif")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: NOW))


@pytest.fixture
def work(school: SmallSchool) -> Workspace:
    return school.work


def refusal(form: PupilForm, work: Workspace) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        pupils.save_pupil(work, None, form)
    return {problem.field: problem.sentence for problem in refused.value.problems}


def test_the_list_tells_who_was_seen_when(school: SmallSchool) -> None:
    observe(school.work, school.amara, Seen(at(2026, 11, 2)), Seen(at(2026, 11, 9)))
    amara, bilal = pupils.list_pupils(school.work)
    assert (amara.preferred_name, amara.class_name) == ("Amara", "Willow")
    assert amara.last_seen == date(2026, 11, 9)
    assert bilal.last_seen is None


def test_the_list_goes_by_class_and_name_and_leaves_out_who_has_left(work: Workspace) -> None:
    with work.database.write() as session:
        session.add(ClassGroup(name="Acorn", position=1))
        session.flush()
    acorn = next(row.id for row in pupils.list_classes(work) if row.name == "Acorn")
    pupils.save_pupil(work, None, replace(ELIF, preferred_name="aaron", class_id=acorn))
    pupils.save_pupil(work, None, replace(ELIF, preferred_name="Zac", left_on=date(2026, 7, 1)))
    pupils.save_pupil(work, None, replace(ELIF, preferred_name="Yan", left_on=TODAY))
    names = [row.preferred_name for row in pupils.list_pupils(work)]
    assert names == ["Amara", "Bilal", "aaron", "Yan"]
    assert "Zac" in [row.preferred_name for row in pupils.list_pupils(work, left=True)]


def test_what_is_saved_is_what_is_read(work: Workspace) -> None:
    form = replace(
        ELIF,
        born_on=date(2017, 5, 4),
        upn=" b8012 00005001 ",
        actual_year=4,
        communication="Elif’s yes is a smile.\nHer no is a turn away.",
        plan_kind="plan_kind.ehc_plan",
        needs=(Need(AreaOfNeed.COGNITION, "learns by doing"), Need(AreaOfNeed.SEMH, "")),
    )
    saved = pupils.save_pupil(work, None, form)
    assert saved.changes.touches(Kind.PUPIL)
    assert saved.changes.touches_pupil(saved.value)
    shown = pupils.profile(work, saved.value)
    assert shown.form == replace(form, upn="B801200005001")
    assert shown.plan_kind == "EHC plan"
    changed = replace(shown.form, needs=(Need(AreaOfNeed.SEMH, "calm places"),))
    pupils.save_pupil(work, saved.value, changed)
    assert pupils.profile(work, saved.value).form.needs == changed.needs


def test_names_are_needed_and_each_says_so(work: Workspace) -> None:
    assert set(refusal(PupilForm(preferred_name=" "), work)) == {
        "legal_first_name",
        "legal_last_name",
        "preferred_name",
    }
    assert len(pupils.list_pupils(work)) == 2


def test_a_birth_date_in_the_future_is_refused(work: Workspace) -> None:
    told = refusal(replace(ELIF, born_on=date(2031, 4, 3)), work)
    assert told == {"born_on": "This date of birth is in the future. Please check the year."}


def test_a_doubtful_upn_warns_and_is_saved_as_it_was_given(work: Workspace) -> None:
    form = replace(ELIF, upn="C801200005001")
    (doubt,) = pupils.check(form, TODAY)
    assert doubt.field == "upn"
    assert not doubt.blocks
    saved = pupils.save_pupil(work, None, form).value
    assert pupils.profile(work, saved).form.upn == "C801200005001"


def test_the_header_tells_what_stands_and_what_does_not(school: SmallSchool) -> None:
    work, amara = school.work, school.amara
    form = replace(pupils.profile(work, amara).form, actual_year=4, communication="Looks up.\nMore")
    pupils.save_pupil(work, amara, form)
    assert [line.stands for line in pupils.pupil_header(work, amara).permissions] == [False]
    for use in (PermissionUse.FAMILY, PermissionUse.ASSESSMENT):
        permissions.add(work, amara, PermissionForm(use, "Ngozi, mother"))
    header = pupils.pupil_header(work, amara)
    assert (header.preferred_name, header.year, header.class_name) == ("Amara", "Year 4", "Willow")
    assert header.communication == "Looks up."
    stands, not_so = header.permissions
    assert stands.text == "Photo and video: assessment, family"
    assert not not_so.stands
    assert "display" in not_so.text


def test_a_withdrawn_permission_stays_written_and_can_be_taken_back(school: SmallSchool) -> None:
    work, amara = school.work, school.amara
    form = PermissionForm(PermissionUse.DISPLAY, "Ngozi, mother", from_on=date(2026, 9, 1))
    number = permissions.add(work, amara, form).value
    permissions.withdraw(work, number)
    (permission,) = pupils.profile(work, amara).permissions
    assert (permission.stands, permission.withdrawn_on) == (False, TODAY)
    permissions.undo_withdrawal(work, number)
    assert pupils.profile(work, amara).permissions[0].stands


def test_a_permission_needs_a_giver_and_dates_in_order(school: SmallSchool) -> None:
    form = PermissionForm(PermissionUse.FAMILY, " ", from_on=TODAY, until_on=date(2026, 1, 1))
    with pytest.raises(InvalidInput) as refused:
        permissions.add(school.work, school.amara, form)
    assert [problem.field for problem in refused.value.problems] == ["given_by", "until_on"]


def test_a_photo_is_made_small_square_and_upright_and_forgets_where_it_was_taken(
    school: SmallSchool,
) -> None:
    picture = Image.new("RGB", (1200, 800), "white")
    picture.paste("red", (0, 0, 600, 800))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    exif[0x010F] = "Camera Maker"
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    pupils.set_photo(school.work, school.amara, file.getvalue())
    kept = pupils.photo(school.work, school.amara)
    assert kept is not None
    shown = Image.open(io.BytesIO(kept)).convert("RGB")
    assert shown.size == (pupils.PHOTO_SIDE, pupils.PHOTO_SIDE)
    assert not shown.getexif()
    top, bottom = shown.getpixel((160, 20)), shown.getpixel((160, 300))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[1] < 60 < 200 < bottom[1]  # the red half is on top after the turn
    assert pupils.list_pupils(school.work)[0].has_photo
    pupils.set_photo(school.work, school.amara, None)
    assert pupils.photo(school.work, school.amara) is None


def test_a_picture_of_another_kind_is_not_even_opened(school: SmallSchool) -> None:
    """Among what Pillow can open are formats that start other programs."""
    for head in (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"GIF89a\1\0\1\0"):
        with pytest.raises(AppError, match="JPEG, PNG or HEIC"):
            pupils.set_photo(school.work, school.amara, head + bytes(200))
    assert pupils.photo(school.work, school.amara) is None


def test_a_file_that_is_no_photo_is_refused_in_words(school: SmallSchool, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="could not be opened as a photo"):
        pupils.set_photo(school.work, school.amara, b"<html>")
    with pytest.raises(AppError, match="could not be read"):
        pupils.set_photo_file(school.work, school.amara, tmp_path / "gone.jpg")
