"""Roles are enforced where it is written, not by hiding buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engagement_desktop.models.states import PermissionUse, Role
from engagement_desktop.services import (
    observation_corrections,
    observations,
    outcomes,
    permissions,
    pupils,
)
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.workspace import Workspace
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


def test_a_moderator_writes_no_observation(school: SmallSchool) -> None:
    moderator = replace(school.work, role=Role.MODERATOR)
    with pytest.raises(NotAllowed, match="is the part of an observer, teacher"):
        observations.new_observation(moderator, school.amara)
    assert observations.list_observations(school.work, school.amara) == ()


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
