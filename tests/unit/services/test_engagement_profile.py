"""The engagement profile of a pupil, from a real encrypted file to the printed page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.records import CommunicationSign, Interest, ProvisionChange, Pupil
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.services import engagement_profile, permissions
from engagement_desktop.services.permissions import PermissionForm
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_views import Preview
from tests.helpers.pdf import words_of
from tests.helpers.reports import observed, photo
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2027, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        made = replace(made, work=replace(made.work, clock=lambda: NOW))
        with made.work.database.write() as session:
            pupil = session.get_one(Pupil, made.amara)
            pupil.communication = "Her yes is a <b>long</b> look up."
            pupil.medical = "Epilepsy."
            pupil.photo = photo()
            session.add_all(
                [
                    CommunicationSign(
                        pupil_id=made.amara,
                        what_pupil_does="Turns away",
                        what_it_means="Enough",
                        how_to_answer="Stop and wait",
                    ),
                    Interest(
                        pupil_id=made.amara, activity="Drum", what_it_looks_like="Cheek on the tray"
                    ),
                    ProvisionChange(
                        pupil_id=made.amara, what="Switch on the right", from_on=date(2027, 1, 1)
                    ),
                    ProvisionChange(
                        pupil_id=made.amara,
                        what="A touch cue",
                        from_on=date(2026, 1, 1),
                        until_on=date(2026, 9, 1),
                    ),
                ]
            )
        yield made


def shown(school: SmallSchool, edition: Edition = Edition.ORDINARY) -> tuple[Preview, str]:
    made = engagement_profile.preview(school.work, school.amara, ReportPictures(), edition=edition)
    return made, words_of(made.pdf)


def permit(school: SmallSchool) -> None:
    form = PermissionForm(PermissionUse.ASSESSMENT, "a parent", from_on=date(2025, 9, 1))
    permissions.add(school.work, school.amara, form)


@pytest.mark.parametrize("edition", [Edition.ORDINARY, Edition.LARGE_PRINT])
def test_a_new_adult_reads_how_to_begin(school: SmallSchool, edition: Edition) -> None:
    observed(school, date(2027, 3, 1), "Looked up [00:04.20].")
    observed(school, date(2027, 2, 1), "An older one.")
    _, words = shown(school, edition)

    for part in (
        "Getting to know Amara",
        "Her yes is a <b>long</b> look up.",
        "Turns away",
        "Stop and wait",
        "Drum: Cheek on the tray",
        "Switch on the right",
        "Epilepsy.",
        f"{Area.ANTICIPATION.title}",
        "Looked up. (1 March 2027)",
    ):
        assert part in words
    assert "A touch cue" not in words
    assert "An older one." not in words
    assert "Bilal" not in words


def test_the_photo_is_shown_only_where_its_use_is_permitted(school: SmallSchool) -> None:
    made, _ = shown(school)
    assert made.left_out == ("The photo is left out: there is no permission for assessment.",)
    assert not pypdf.PdfReader(io.BytesIO(made.pdf)).pages[0].images

    permit(school)
    made, _ = shown(school)
    assert made.left_out == ()
    assert len(pypdf.PdfReader(io.BytesIO(made.pdf)).pages[0].images) == 1


def test_what_was_seen_lately_gives_way_so_that_one_page_is_enough(school: SmallSchool) -> None:
    permit(school)
    for number, area in enumerate(Area, start=1):
        observed(school, date(2027, 3, number), "She looked and looked again. " * 40, area)
    made, words = shown(school)

    assert len(pypdf.PdfReader(io.BytesIO(made.pdf)).pages) == 1
    assert "She looked and looked again." not in words
    assert made.left_out == (
        "What was seen lately is left out, so that the profile stays on one page.",
    )
    assert made.hints == ()


def test_a_profile_too_long_for_a_page_is_pointed_out_and_an_empty_one_too(
    school: SmallSchool,
) -> None:
    with school.work.database.write() as session:
        session.get_one(Pupil, school.amara).medical = "A long story. " * 400
    made, _ = shown(school)
    assert "takes more than one page" in made.hints[0]

    bare = engagement_profile.preview(school.work, school.bilal, ReportPictures())
    assert "little in the profile yet" in bare.hints[0]
