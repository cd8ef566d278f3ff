"""The pack on paper: nobody's first view, nobody else's name, no still without permission."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Pupil
from engagement_desktop.models.states import PermissionUse, Role
from engagement_desktop.services import moderation, moderation_pack, permissions, permitted
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.moderation_pack import PackWish
from engagement_desktop.services.moderation_views import AgreementForm, PutUpForm, ViewForm
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_views import Preview
from tests.helpers.observed import clip_of
from tests.helpers.pdf import pictures_in, words_of
from tests.helpers.reports import observed, photo
from tests.helpers.small_school import SmallSchool, small_school

SECRET = "She stilled before the light: I take this for anticipation."
WORDS = "Amara stilled as Bilal lifted the lamp for Jo Field, then Amara’s eyes rose."
ANOTHER = PackWish(other_school=True, with_name=False)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    with small_school(tmp_path_factory.mktemp("pack")) as made:
        yield made


@pytest.fixture(scope="module")
def seen(school: SmallSchool) -> int:
    with school.work.database.write() as session:
        session.get_one(Pupil, school.amara).communication = "Amara’s yes is a long look up."
    return observed(school, date(2026, 11, 4), WORDS, picture=photo())


@pytest.fixture(scope="module")
def put_up(school: SmallSchool, seen: int) -> int:
    form = PutUpForm(Area.ANTICIPATION, "Is this it, Amara?", (seen,), None, SECRET)
    return moderation.put_up(school.work, school.amara, form).value


def printed(school: SmallSchool, number: int, wish: PackWish = PackWish()) -> Preview:  # noqa: B008 - frozen
    return moderation_pack.preview(school.work, number, wish, ReportPictures())


def permit(school: SmallSchool, pupil_id: int, use: PermissionUse) -> int:
    form = permissions.PermissionForm(use, "their mother", "consent", date(2026, 1, 1))
    return permissions.add(school.work, pupil_id, form).value


def test_there_is_room_for_a_view_and_nobodys_first_one(school: SmallSchool, put_up: int) -> None:
    made = printed(school, put_up)
    words = words_of(made.pdf)
    assert SECRET not in words
    assert "Your view" in words
    assert "emerging" in words
    assert "Amara stilled as another pupil lifted the lamp for a member of staff" in words
    assert "Bilal" not in words
    assert "Jo Field" not in words
    assert made.hints == ("Put into words, so that nobody else is named: Bilal Example, Jo Field.",)
    assert printed(school, put_up).pdf == made.pdf


def test_another_school_learns_the_name_only_where_it_is_chosen(
    school: SmallSchool, put_up: int
) -> None:
    made = printed(school, put_up, ANOTHER)
    assert "Amara" not in words_of(made.pdf)
    assert "This pupil stilled as another pupil" in words_of(made.pdf)
    about = pypdf.PdfReader(io.BytesIO(made.pdf)).metadata
    assert about is not None
    assert "Amara" not in str(about.title)
    assert "Amara" in words_of(printed(school, put_up, replace(ANOTHER, with_name=True)).pdf)


def test_a_still_is_shown_only_for_the_use_that_is_permitted(
    school: SmallSchool, seen: int, put_up: int
) -> None:
    made = printed(school, put_up)
    assert pictures_in(made.pdf) == 0
    assert made.left_out == ("One still left out: there is no permission for internal moderation.",)
    given = permit(school, school.amara, PermissionUse.INTERNAL_MODERATION)
    assert pictures_in(printed(school, put_up).pdf) == 1
    assert pictures_in(printed(school, put_up, ANOTHER).pdf) == 0

    permitted.set_others(school.work, clip_of(school.work, seen), [school.bilal])
    with_bilal = printed(school, put_up)
    assert pictures_in(with_bilal.pdf) == 0
    assert "another pupil is in it" in with_bilal.left_out[0]
    permitted.set_others(school.work, clip_of(school.work, seen), [])
    permissions.withdraw(school.work, given)
    assert pictures_in(printed(school, put_up).pdf) == 0


def test_once_agreed_it_is_the_record_of_it(school: SmallSchool, seen: int) -> None:
    form = PutUpForm(Area.ANTICIPATION, "", (seen,), "how_established.developing", SECRET)
    number = moderation.put_up(school.work, school.amara, form).value
    second = replace(school.as_assistant, role=Role.MODERATOR)
    moderation.write_view(second, number, ViewForm("how_established.emerging", "Emerging to me."))
    assert "Emerging to me" not in words_of(printed(school, number).pdf)
    agreed = AgreementForm(
        "Jo Field, Sam Reed", "how_established.emerging", "We agree.", "As Bilal did not help.", ""
    )
    moderation.agree(school.work, number, agreed)
    words = words_of(printed(school, number, ANOTHER).pdf)
    assert "Emerging. We agree." in words
    assert "As another pupil did not help." in words
    assert SECRET in words
    assert "Emerging to me." in words
    assert "Jo Field, Sam Reed" in words
    assert "Your view" not in words


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.MODERATOR])
def test_only_who_may_take_pictures_out_makes_a_pack(
    school: SmallSchool, put_up: int, role: Role
) -> None:
    work = replace(school.work, role=role)
    with pytest.raises(NotAllowed):
        moderation_pack.preview(work, put_up, PackWish(), ReportPictures())
