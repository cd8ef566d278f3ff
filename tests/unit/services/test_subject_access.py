"""Everything held on a pupil leaves once it is asked for: all of it, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Base, Contact, Evidence, Pupil
from engagement_desktop.models.states import ContactKind, Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.security.school_keys import SchoolKeys
from engagement_desktop.services import (
    audit_trail,
    held_records,
    permitted,
    subject_access,
)
from engagement_desktop.services.access import NotAllowed, PasswordNeeded
from engagement_desktop.services.audit_trail import TrailFilter
from engagement_desktop.services.subject_access import DisclosureForm, Looked
from engagement_desktop.services.workspace import Workspace
from tests.helpers.every_table import NOON, EveryTable
from tests.helpers.pdf import words_of
from tests.helpers.reports import observed, photo
from tests.helpers.small_school import SmallSchool, small_school

WORDS = "Amara gave Bilal the drum while Jo Field sang and Ngozi Okafor watched."


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    with small_school(tmp_path_factory.mktemp("held")) as made:
        work = replace(made.work, clock=lambda: NOON)
        school = replace(made, work=work)
        with work.database.write() as session:
            session.get_one(Pupil, made.amara).photo = photo("#884422")
            session.add(
                Contact(
                    pupil_id=made.amara,
                    kind=ContactKind.FAMILY,
                    name="Ngozi Okafor",
                    who_they_are="mother",
                )
            )
        observed(school, date(2026, 11, 4), WORDS, picture=photo())
        observed(school, date(2026, 11, 5), "She laughed.", picture=photo("#22aa66"))
        with work.database.read() as session:
            _, second = session.query(Evidence.id).order_by(Evidence.id).all()
        permitted.set_others(work, second[0], [made.bilal])
        yield school


@pytest.fixture(scope="module")
def lead(school: SmallSchool) -> Workspace:
    return replace(school.work, role=Role.LEAD)


def looked(lead: Workspace, school: SmallSchool) -> Looked:
    return subject_access.look(lead, school.amara, SilentProgress())


def test_every_table_is_the_pupils_or_says_why_it_is_not() -> None:
    held = {table.name for table in held_records.held_tables()}
    named = set(held_records.NOT_HELD_ON_PUPILS)
    everything = set(Base.metadata.tables)
    assert everything - held - named == set(), "say what these are in NOT_HELD_ON_PUPILS"
    assert held.isdisjoint(named)
    about_pupils = {table.name for table in Base.metadata.tables.values() if "pupil_id" in table.c}
    assert about_pupils - held == {"search_entry"}


def test_every_word_of_every_table_is_in_the_copy(school: SmallSchool, lead: Workspace) -> None:
    with school.work.database.write() as session:
        pupil = Pupil(
            legal_first_name="Zed",
            legal_last_name="Zedson",
            preferred_name="Zed",
            created_at=NOON,
            updated_at=NOON,
        )
        session.add(pupil)
        session.flush()
        filling = EveryTable(session, pupil.id, ids={"pupil": pupil.id})
        filling.fill_all()
        sections = held_records.read(session, pupil, lead.words())
    told = "\n".join(subject_access.texts_of(sections))
    hidden = {"observation.activity_ref", "comparison.later_offset", "report.given_sha256"}
    lost = {
        name for name, word in filling.canaries.items() if word not in told and name not in hidden
    }
    assert lost == set()
    assert len(filling.canaries) > 80
    with school.work.database.write() as session:
        session.delete(session.get_one(Pupil, pupil.id))


def test_before_anybody_decides_those_who_work_with_the_pupil_are_named(
    school: SmallSchool, lead: Workspace
) -> None:
    found = looked(lead, school)
    assert {(name.name, name.given) for name in found.names} == {
        ("Bilal Example", False),
        ("Ngozi Okafor, mother", False),
        ("Jo Field", True),
    }
    bilal = next(name for name in found.names if name.name == "Bilal Example")
    assert "gave Bilal the drum" in bilal.example
    assert [(each.file_name, bool(each.why_not)) for each in found.files] == [
        ("01 photo.jpg", False),
        ("02 photo 2026-11-22.jpg", False),
        ("03 photo 2026-11-22.jpg", True),
    ]
    assert "another pupil can be seen" in found.files[2].why_not


def test_the_copy_is_as_it_was_decided(
    school: SmallSchool, lead: Workspace, tmp_path: Path
) -> None:
    found = looked(lead, school)
    as_offered = subject_access.offered(found)
    folder = subject_access.give(lead, school.amara, as_offered, tmp_path, SilentProgress())
    assert folder == tmp_path / "Amara Example – what is held – 2026-11-22"
    assert sorted(path.name for path in folder.iterdir()) == [
        "01 photo.jpg",
        "02 photo 2026-11-22.jpg",
        "What is held.pdf",
    ]
    assert (folder / "02 photo 2026-11-22.jpg").read_bytes() == photo()
    words = words_of((folder / "What is held.pdf").read_bytes())
    assert (
        "Amara gave another pupil the drum while Jo Field sang and a family member watched."
        in words
    )
    assert "Bilal" not in words
    assert "Ngozi" not in words
    assert "Not in this copy: another pupil can be seen or heard in it." in words
    assert "Information Commissioner" in words

    everything = DisclosureForm(
        tuple(name.key for name in found.names), tuple(each.key for each in found.files)
    )
    second = subject_access.give(lead, school.amara, everything, tmp_path, SilentProgress())
    assert second.name.endswith("(2)")
    assert WORDS in words_of((second / "What is held.pdf").read_bytes())
    assert len(list(second.iterdir())) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name, second.name]

    lines = audit_trail.look_through(lead, TrailFilter()).lines
    taken = f"Copy of everything held, pupil {school.amara} (Amara) taken out of the file"
    assert lines[0].what == taken


def test_stopped_or_refused_it_leaves_nothing(
    school: SmallSchool, lead: Workspace, tmp_path: Path
) -> None:
    files = tuple(each.key for each in looked(lead, school).files)

    class Stops(SilentProgress):
        def report(self, done: int, total: int, words: str = "") -> None:
            super().report(done, total, words)
            if words.startswith("Writing 03"):
                raise Cancelled

    with pytest.raises(Cancelled):
        subject_access.give(lead, school.amara, DisclosureForm(files=files), tmp_path, Stops())
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(AppError, match="could not be written"):
        subject_access.give(
            lead, school.amara, DisclosureForm(), tmp_path / "gone", SilentProgress()
        )


def test_only_a_lead_gives_it_out_and_only_with_the_password(
    school: SmallSchool, lead: Workspace, tmp_path: Path
) -> None:
    for role in (Role.OBSERVER, Role.TEACHER, Role.MODERATOR):
        work = replace(school.work, role=role)
        with pytest.raises(NotAllowed):
            subject_access.look(work, school.amara, SilentProgress())
    signed_in = replace(lead, keys=cast(SchoolKeys, object()))
    with pytest.raises(PasswordNeeded):
        subject_access.give(signed_in, school.amara, DisclosureForm(), tmp_path, SilentProgress())
    assert list(tmp_path.iterdir()) == []


def test_a_clip_of_another_in_which_the_pupil_is_seen_is_told_without_the_name(
    school: SmallSchool, lead: Workspace, tmp_path: Path
) -> None:
    found = subject_access.look(lead, school.bilal, SilentProgress())
    assert found.elsewhere == ("Amara Example: one record",)
    (shown,) = found.files
    assert shown.why_not == "it is of another pupil"
    folder = subject_access.give(lead, school.bilal, DisclosureForm(), tmp_path, SilentProgress())
    words = words_of((folder / "What is held.pdf").read_bytes())
    assert "of another pupil, in which Bilal can be seen or heard" in words
    assert "Amara" not in words
    assert Area.ANTICIPATION.value not in words
