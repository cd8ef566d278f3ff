"""Roles are enforced where it is written, not by hiding buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import PermissionUse, Role
from engagement_desktop.security.key_file import WrongPassword
from engagement_desktop.services import (
    access,
    observation_corrections,
    observations,
    outcomes,
    permissions,
    pupils,
)
from engagement_desktop.services.access import NotAllowed, PasswordNeeded
from engagement_desktop.services.workspace import Workspace
from tests.helpers.school import PASSWORD, copy_school, open_school
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture
def signed_in(tmp_path: Path) -> Iterator[Workspace]:
    """A real school, opened with a password."""
    opened = open_school(copy_school(tmp_path))
    yield opened
    opened.close()


def test_what_leaves_asks_the_password_again_and_not_for_long(
    signed_in: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PasswordNeeded):
        signed_in.took_out(Act.EXPORT, "evidence", [1])
    with pytest.raises(WrongPassword):
        signed_in.confirm("not my password")
    with pytest.raises(PasswordNeeded):
        signed_in.took_out(Act.EXPORT, "evidence", [1])

    now = 1000.0
    monkeypatch.setattr(access.time, "monotonic", lambda: now)
    later = replace(signed_in, clock=lambda: datetime.now(UTC) + timedelta(minutes=1))
    later.confirm(PASSWORD)  # after the wait that a wrong one brings
    later.took_out(Act.EXPORT, "evidence", [1])
    now += access.CONFIRMED_SECONDS
    with pytest.raises(PasswordNeeded):
        later.took_out(Act.EXPORT, "evidence", [1])


def test_a_role_that_may_not_is_not_even_asked(signed_in: Workspace) -> None:
    observer = replace(signed_in, role=Role.OBSERVER)
    with pytest.raises(NotAllowed):
        observer.require_confirmed(Act.EXPORT)


def test_writing_an_observation_asks_nothing(signed_in: Workspace) -> None:
    assert not signed_in.needs_password(Act.OBSERVE)
    signed_in.require_confirmed(Act.OBSERVE)


def test_a_moderator_writes_no_observation(school: SmallSchool) -> None:
    moderator = replace(school.work, role=Role.MODERATOR)
    with pytest.raises(NotAllowed, match="is the part of an observer, teacher"):
        observations.new_observation(moderator, school.amara)
    assert observations.list_observations(school.work, school.amara) == ()


def test_an_observation_under_correction_is_closed_to_a_moderator(school: SmallSchool) -> None:
    draft = observations.new_observation(school.work, school.amara).value
    assert draft.is_open
    moderator = replace(school.work, role=Role.MODERATOR)
    assert not observations.observation(moderator, draft.id).is_open


@pytest.mark.parametrize(
    "act",
    [
        lambda work, school: observation_corrections.correct(work, 1),
        lambda work, school: observations.approve(work, 1),
        lambda work, school: outcomes.close_outcome(work, school.outcome),
        lambda work, school: pupils.save_pupil(work, school.amara, pupils.profile(work, 1).form),
        lambda work, school: permissions.add(
            work, school.amara, permissions.PermissionForm(PermissionUse.FAMILY, "his mother")
        ),
        lambda work, school: pupils.set_photo(work, school.amara, None),
    ],
)
def test_an_observer_does_not_do_a_teachers_part(
    school: SmallSchool, act: Callable[[Workspace, SmallSchool], object]
) -> None:
    with pytest.raises(NotAllowed) as refused:
        act(school.as_assistant, school)
    assert "Nothing was changed." in refused.value.sentence
