"""A moderator reads what was put up for moderation and nothing else, whichever service is asked."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from engagement_desktop import services
from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    Base,
    Moderation,
    ModerationObservation,
    Observation,
    Outcome,
    Pupil,
    StaffMember,
)
from engagement_desktop.models.states import Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import (
    evidence,
    finding,
    observations,
    outcomes,
    pupils,
    school_file,
    timeline,
)
from engagement_desktop.services.access import _HIDDEN_FROM_MODERATORS, put_up_alone
from engagement_desktop.services.pupils import PupilForm
from engagement_desktop.services.workspace import Workspace
from tests.helpers.every_table import EveryTable
from tests.helpers.reports import photo
from tests.helpers.school import DEVICES, PASSWORD, copy_school, open_school


@dataclass
class Put:
    work: Workspace
    shown: int
    hidden: int
    in_sample: int
    left_out: int
    of_hidden: int


@pytest.fixture
def put(tmp_path: Path) -> Iterator[Put]:
    """A school with two pupils, of whom one was put up with one of two observations."""
    work = open_school(copy_school(tmp_path))
    ids = [
        pupils.save_pupil(
            work,
            None,
            PupilForm(legal_first_name=name, legal_last_name="Example", preferred_name=name),
        ).value
        for name in ("Amara", "Bilal")
    ]
    seen = []
    for pupil_id, words in ((ids[0], "drum"), (ids[0], "bubbles"), (ids[1], "drum at the window")):
        view = observations.new_observation(work, pupil_id).value
        observations.autosave(work, view.id, replace(view.form, narrative=words))
        evidence.attach(work, pupil_id, view.id, photo(), f"{words}.jpg", SilentProgress())
        seen.append(view.id)
    with work.database.write() as session:
        row = Moderation(pupil_id=ids[0], area=Area.EXPLORATION, put_up_at=work.now())
        row.sample = [ModerationObservation(observation_id=seen[0])]
        session.add(row)
        session.add(Outcome(pupil_id=ids[0], wording="Looks up.", set_on=work.today()))
    work.database.narrow(put_up_alone)
    yield Put(replace(work, role=Role.MODERATOR), *ids, *seen)
    work.close()


def test_only_the_sample_of_the_pupil_put_up_is_there(put: Put) -> None:
    work = put.work
    assert [row.id for row in pupils.list_pupils(work)] == [put.shown]
    assert [row.id for row in observations.list_observations(work, put.shown)] == [put.in_sample]
    assert observations.list_observations(work, put.hidden) == ()
    assert observations.observation(work, put.in_sample).evidence


@pytest.mark.parametrize("which", ["left_out", "of_hidden"])
def test_what_was_not_put_up_is_as_if_it_were_not_there(put: Put, which: str) -> None:
    number = getattr(put, which)
    with pytest.raises(AppError):
        observations.observation(put.work, number)
    with put.work.database.read() as session:
        assert session.get(Observation, number) is None
        assert session.scalar(select(func.count()).select_from(Observation)) == 1


def test_neither_a_profile_nor_an_outcome_nor_a_word_of_others_is_found(put: Put) -> None:
    with pytest.raises(AppError):
        pupils.profile(put.work, put.hidden)
    assert not any(each for each in outcomes.list_outcomes(put.work, put.shown))
    found = finding.find(put.work, "drum")
    assert [each.record_id for each in found] == [put.in_sample]


def test_the_picture_of_another_pupil_does_not_open(put: Put) -> None:
    with put.work.database.read() as session:
        mine = observations.observation(put.work, put.in_sample).evidence[0].id
        assert session.get(Pupil, put.hidden) is None
    assert evidence.picture(put.work, mine, (10, 10))
    for other in {1, 2, 3} - {mine}:
        with pytest.raises(AppError):
            evidence.picture(put.work, other, (10, 10))


def test_every_record_of_a_pupil_is_narrowed_or_named(put: Put) -> None:
    of_a_pupil = {
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if "pupil_id" in mapper.local_table.c
    }
    hidden = {kind.__name__ for kind in _HIDDEN_FROM_MODERATORS}
    assert of_a_pupil - hidden == {"Observation", "Evidence", "Moderation", "Permission"}


def test_signing_in_as_a_moderator_narrows_the_first_list_and_the_rest(tmp_path: Path) -> None:
    path = copy_school(tmp_path)
    work = open_school(path)
    form = PupilForm(legal_first_name="Bilal", legal_last_name="Example", preferred_name="Bilal")
    pupil_id = pupils.save_pupil(work, None, form).value
    with work.database.write() as session:
        session.get_one(StaffMember, work.staff_id).role = Role.MODERATOR
    work.close()
    arrived = school_file.unlock(path, PASSWORD, devices=DEVICES)
    assert arrived.first is not None
    assert arrived.first.pupils == ()
    work = school_file.move_in(arrived)
    assert work.role is Role.MODERATOR
    assert pupils.list_pupils(work) == ()
    with pytest.raises(AppError):
        timeline.timeline(work, pupil_id)
    work.close()


def asked_by_numbers() -> Iterator[tuple[str, Callable[..., object], tuple[object, ...]]]:
    """Every function of a service that takes the numbers of records and nothing else: its name,
    itself, and what it is given beside the school; “int” stands for a number."""
    for module in pkgutil.iter_modules(services.__path__):
        if module.name.startswith("demo_") or module.name in _OF_THE_FILE:
            continue
        for name, each in inspect.getmembers(
            importlib.import_module(f"{services.__name__}.{module.name}"), inspect.isfunction
        ):
            first, *others = [*inspect.signature(each).parameters.values()] or [None]
            if name.startswith("_") or first is None or first.name != "work":
                continue
            given = [
                _GIVEN.get(other.annotation) for other in others if other.default is other.empty
            ]
            if None not in given:
                yield f"{each.__module__}.{name}", each, tuple(given)


_OF_THE_FILE = frozenset({"arrival", "own_passwords", "recovery", "rekeying", "school_file"})
_GIVEN = {
    "int": "int",
    "int | None": "int",
    "str": "a",
    "Progress": SilentProgress(),
    "tuple[int, int]": (40, 40),
}


def test_no_service_that_is_asked_for_a_number_tells_what_was_not_put_up(put: Put) -> None:
    hidden: dict[str, str] = {}
    day = date(2031, 3, 7)
    with put.work.database.write() as session:
        pupil = session.get_one(Pupil, put.shown)
        pupil.born_on = pupil.started_on = day
        pupil.plan_review_on = put.work.today() + timedelta(days=20)
        for name in ("upn", "interests", "senses", "mobility", "medical"):
            hidden[f"profile {name}"] = f"{name} put on the profile"
            setattr(pupil, name, hidden[f"profile {name}"])
        hidden |= {"profile dates": repr(day), "review": repr(pupil.plan_review_on)}
        for pupil_id in (put.shown, put.hidden):
            ids = {"pupil": pupil_id, "media": 1}
            every = EveryTable(session, pupil_id, ids, seed=f"of {pupil_id} ")
            every.fill_all(_NOT_FILLED)
            hidden |= {f"{pupil_id} {name}": word for name, word in every.canaries.items()}
    shown = f"{put.shown} permission."  # the pupil's permissions are looked at with the sample
    hidden = {name: word for name, word in hidden.items() if not name.startswith(shown)}
    asked, told = 0, []
    for name, each, given in asked_by_numbers():
        for number in range(1, 6):
            asked += 1
            numbered = [number if one == "int" else one for one in given]
            try:
                answer = repr(each(put.work, *numbered))
            except (AppError, NoResultFound):  # refused, or not there
                continue
            told += [
                f"{name}({number}) tells {where}"
                for where, word in hidden.items()
                if word in answer
            ]
    assert told == []
    assert asked > 500


_NOT_FILLED = frozenset(
    {"moderation", "moderation_observation", "moderation_view", "saved_filter", "form_draft"}
)
"""What would put up what it stands beside, and what is the moderator's own."""
