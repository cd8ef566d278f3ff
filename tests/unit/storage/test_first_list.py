"""The pupils as a start shows them: the same as everywhere else, and refused where they must be."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from engagement_desktop.models.records import ClassGroup, StaffMember
from engagement_desktop.services import arrival, pupils, school_file
from engagement_desktop.services.pupils import PupilForm
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import first_list, refusals
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.first_list import FirstList
from engagement_desktop.storage.in_use import InUse
from engagement_desktop.storage.keyed_file import KeyedFile
from engagement_desktop.storage.migrations import newest
from tests.helpers.observed import Seen, at, observe

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def clock() -> datetime:
    return NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed demo school: two classes and none, accents, a photo, one who has left."""
    path = tmp_path / "Hillside.engagement"
    work = school_file.create_demo(path, "Hillside School", "Jo Field", clock=clock)
    with work.database.write() as session:
        willow, acorn = ClassGroup(name="Willow", position=0), ClassGroup(name="Acorn", position=1)
        session.add_all([acorn, willow])
        session.flush()
        ids = willow.id, acorn.id
        session.get_one(StaffMember, work.staff_id).class_group_id = willow.id
    form = PupilForm("Élodie", "O’Neill", "Élodie", class_id=ids[0])
    elodie = pupils.save_pupil(work, None, form).value
    zac = pupils.save_pupil(work, None, PupilForm("Zac", "Ng", "zac", class_id=ids[0])).value
    pupils.save_pupil(work, None, PupilForm("Ada", "Ng", "Ada", class_id=ids[1]))
    pupils.save_pupil(work, None, PupilForm("Bea", "Ng", "Bea"))
    gone = PupilForm("Cai", "Ng", "Cai", class_id=ids[0], left_on=date(2026, 7, 20))
    pupils.save_pupil(work, None, gone)
    today = replace(gone, preferred_name="Dee", left_on=NOON.date())
    pupils.save_pupil(work, None, today)
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(picture, "PNG")
    pupils.set_photo(work, zac, picture.getvalue())
    observe(work, elodie, Seen(at(2026, 11, 2)), Seen(at(2026, 11, 9)))
    school_file.close(work)
    return path


@pytest.fixture
def work(path: Path) -> Iterator[Workspace]:
    opened = school_file.open_demo(path, clock=clock)
    yield opened
    school_file.close(opened)


def first(path: Path) -> FirstList | None:
    arrived = arrival.arrive_at_demo(path, clock=clock)
    arrived.leave()
    return arrived.first


def test_a_start_shows_the_same_pupils_as_everything_after_it(path: Path) -> None:
    shown = first(path)
    work = school_file.open_demo(path, clock=clock)
    assert shown is not None
    assert shown.pupils == pupils.list_pupils(work)
    assert shown.classes == pupils.list_classes(work)
    assert shown.school_name == work.school_name
    own = next(row.id for row in shown.classes if row.name == "Willow")
    assert shown.class_id == own
    school_file.close(work)
    names = [row.preferred_name for row in shown.pupils]
    assert "Dee" in names, "the last day at school is still a day at school"
    assert "Cai" not in names


def test_it_reads_the_tables_of_this_release() -> None:
    assert newest() == first_list.SHAPE


@pytest.mark.parametrize("shape", ["0001", "9999"])
def test_a_file_of_another_shape_is_left_to_the_migrations(
    path: Path, work: Workspace, shape: str
) -> None:
    with work.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": shape})
    school_file.close(work)
    assert first(path) is None
    if shape > first_list.SHAPE:
        with pytest.raises(refusals.NewerVersion):
            school_file.open_demo(path)
        KeyedFile.open(path, arrival_key(path)).release()  # it was let go


def arrival_key(path: Path) -> DataKey:
    from engagement_desktop.security import key_front

    demo = key_front.read(key_front.beside(path)).demo
    assert demo is not None
    return DataKey.from_bytes(demo.data_key)


def test_who_is_not_in_the_file_is_shown_nothing_and_the_file_is_let_go(
    path: Path,
) -> None:
    with pytest.raises(refusals.Damaged):
        arrival.arrive(path, arrival_key(path), 999, keys=None)
    assert first(path) is not None


def test_a_missing_file_another_key_and_a_file_in_use_are_refused(
    path: Path, work: Workspace
) -> None:
    with pytest.raises(refusals.FileMissing):
        arrival.arrive_at_demo(path.with_name("gone.engagement"))
    with pytest.raises(InUse):
        arrival.arrive_at_demo(path)
    school_file.close(work)
    with pytest.raises(refusals.WrongKey):
        arrival.arrive(path, DataKey.random(), 1, keys=None)
    assert first(path) is not None


@pytest.mark.parametrize("keep", [0, 5 * refusals.PAGE_BYTES])
def test_an_empty_or_shortened_file_is_refused(path: Path, keep: int) -> None:
    with path.open("r+b") as file:
        file.truncate(keep)
    with pytest.raises((refusals.FileEmpty, refusals.Damaged)):
        arrival.arrive_at_demo(path)
