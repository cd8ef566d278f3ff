"""Erasing takes two people, and afterwards nothing of the pupil stands in the file's pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select, text

from engagement_desktop.models.records import Pupil, StaffMember
from engagement_desktop.models.states import Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import (
    erasing,
    evidence,
    finding,
    keeping,
    observations,
    permitted,
    pupils,
    school_file,
)
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.erasing import CannotErase, ErasureReason
from engagement_desktop.services.pupils import PupilForm
from engagement_desktop.services.workspace import Workspace
from tests.helpers.decrypted import holds
from tests.helpers.reports import photo
from tests.helpers.small_school import KEY, SmallSchool, small_school

CANARIES = ("Zuleikhaxa", "Canarynarrative", "canaryclip")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, role=Role.LEAD))


@pytest.fixture
def second(school: SmallSchool) -> Workspace:
    return replace(school.work, staff_id=school.assistant)


@pytest.fixture
def zuleikha(school: SmallSchool) -> int:
    """A pupil whose words are found nowhere else: profile, observation, photo, draft, index."""
    work = school.work
    form = PupilForm(
        legal_first_name="Zuleikhaxa",
        legal_last_name="Example",
        preferred_name="Zuleikhaxa",
        medical="Zuleikhaxa sleeps after seizures.",
    )
    pupil_id = pupils.save_pupil(work, None, form).value
    for number in range(30):
        view = observations.new_observation(work, pupil_id).value
        words = f"Canarynarrative {number} " * 40
        observations.autosave(work, view.id, replace(view.form, narrative=words))
    content = photo() + b"canaryclip" * 100_000
    evidence.attach(work, pupil_id, view.id, content, "canaryclip.jpg", SilentProgress())
    return pupil_id


def erased(school: SmallSchool, second: Workspace, pupil_id: int) -> bytes:
    request = erasing.ask(school.work, pupil_id, ErasureReason.FAMILY_ASKED).value
    return erasing.erase(second, request, SilentProgress()).value


def test_nothing_of_the_pupil_is_left_in_any_page(
    school: SmallSchool, second: Workspace, zuleikha: int
) -> None:
    school.work.database.compact()
    for canary in CANARIES:
        assert holds(school.path, KEY, canary.encode()), canary
    pages_before = school.path.stat().st_size
    erased(school, second, zuleikha)
    for canary in CANARIES:
        assert not holds(school.path, KEY, canary.encode()), canary
    log = school.path.with_name(school.path.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0
    assert school.path.stat().st_size < pages_before
    assert finding.find(school.work, "Canarynarrative") == ()
    assert [row.preferred_name for row in pupils.list_pupils(school.work)] == ["Amara", "Bilal"]


def test_called_off_it_is_finished_after_the_next_opening(
    school: SmallSchool, second: Workspace, zuleikha: int
) -> None:
    class CalledOff(SilentProgress):
        def report(self, done: int, total: int, words: str = "") -> None:
            super().report(done, total, words)
            if done > 5:
                self.cancel()

    request = erasing.ask(school.work, zuleikha, ErasureReason.FAMILY_ASKED).value
    assert erasing.erase(second, request, CalledOff()).value.startswith(b"%PDF")
    assert school_file.is_to_tidy(school.work)
    school_file.tidy(school.work)
    assert not school_file.is_to_tidy(school.work)
    for canary in CANARIES:
        assert not holds(school.path, KEY, canary.encode()), canary


def test_the_certificate_says_who_when_and_how_much(
    school: SmallSchool, second: Workspace, zuleikha: int
) -> None:
    words = PdfReader(io.BytesIO(erased(school, second, zuleikha))).pages[0].extract_text()
    for expected in (
        "Zuleikhaxa Example",
        "Jo Field",
        "Sam Reed",
        "30 observations",
        "1 clip, photo or document",
        "the family asked for it",
    ):
        assert expected in " ".join(words.split())


def test_what_is_remembered_has_no_name(
    school: SmallSchool, second: Workspace, zuleikha: int
) -> None:
    erased(school, second, zuleikha)
    with school.work.database.read() as session:
        rows = session.execute(text("SELECT * FROM erasure")).all()
        names = list(session.scalars(select(StaffMember.name).order_by(StaffMember.name)))
    (remembered,) = erasing.done_before(school.work)
    assert remembered.pupil_id == zuleikha
    assert len(rows) == 1
    assert "Zuleikhaxa" not in str(rows)
    assert names == ["Jo Field", "Sam Reed"]


def test_it_takes_two_people_and_a_lead(school: SmallSchool, zuleikha: int) -> None:
    teacher = replace(school.work, role=Role.TEACHER)
    with pytest.raises(NotAllowed):
        erasing.ask(teacher, zuleikha, ErasureReason.MISTAKE)
    request = erasing.ask(school.work, zuleikha, ErasureReason.MISTAKE).value
    (waiting,) = erasing.asked(school.work)
    assert not waiting.may_do
    with pytest.raises(CannotErase, match="two people"):
        erasing.erase(school.work, request, SilentProgress())
    assert pupils.profile(school.work, zuleikha).form.preferred_name == "Zuleikhaxa"
    erasing.take_back(school.work, request)
    assert erasing.asked(school.work) == ()


def test_a_hold_stands_in_the_way_until_it_is_lifted(
    school: SmallSchool, second: Workspace, zuleikha: int
) -> None:
    request = erasing.ask(school.work, zuleikha, ErasureReason.TIME_OVER).value
    hold = keeping.place_hold(school.work, zuleikha, "an inquiry").value
    with pytest.raises(CannotErase, match="on hold"):
        erasing.erase(second, request, SilentProgress())
    keeping.lift_hold(school.work, hold)
    erasing.erase(second, request, SilentProgress())


def test_a_pupil_seen_in_clips_of_others_is_not_erased_unnoticed(
    school: SmallSchool, zuleikha: int
) -> None:
    kept = evidence.attach(
        school.work, school.amara, None, photo("#102030"), "drum.jpg", SilentProgress()
    )
    permitted.set_others(school.work, kept.value.evidence.id, [zuleikha])
    with pytest.raises(CannotErase, match="in 1 clip of other pupils"):
        erasing.ask(school.work, zuleikha, ErasureReason.MISTAKE)


def test_it_is_told_beforehand_where_the_name_stands_besides(
    school: SmallSchool, zuleikha: int
) -> None:
    view = observations.new_observation(school.work, school.bilal).value
    told = replace(view.form, narrative="Bilal gave Zuleikhaxa the drum.")
    observations.autosave(school.work, view.id, told)
    erasing.ask(school.work, zuleikha, ErasureReason.MISTAKE)
    (waiting,) = erasing.asked(school.work)
    assert waiting.elsewhere == ("Bilal Example: one record",)


def test_others_lose_nothing(school: SmallSchool, second: Workspace, zuleikha: int) -> None:
    kept = evidence.attach(
        school.work, school.amara, None, photo("#102030"), "drum.jpg", SilentProgress()
    ).value.evidence.id
    erased(school, second, zuleikha)
    assert evidence.picture(school.work, kept, (40, 40))
    assert school.work.media.verify(SilentProgress()) == ()


def test_it_is_repeated_in_an_older_file_but_never_on_somebody_else(
    school: SmallSchool, second: Workspace, zuleikha: int, tmp_path: Path
) -> None:
    admin = replace(school.work, role=Role.ADMINISTRATOR)
    remembered = (
        erasing.Erased(zuleikha, _created(school, zuleikha)),
        erasing.Erased(school.bilal, _created(school, school.bilal) - timedelta(days=1)),
    )
    assert erasing.repeat(admin, remembered, SilentProgress()) == 1
    assert [row.id for row in pupils.list_pupils(admin)] == [school.amara, school.bilal]


def _created(school: SmallSchool, pupil_id: int) -> datetime:
    with school.work.database.read() as session:
        return session.get_one(Pupil, pupil_id).created_at
