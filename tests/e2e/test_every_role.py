"""Nobody is offered what their role does not allow: whatever can be pressed is not refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import Role
from engagement_desktop.services import access, observations, school_file
from engagement_desktop.services.access import put_up_alone
from engagement_desktop.ui.main_window import MainWindow
from tests.e2e.every_page import actions_here, every_page, without_the_systems_dialogs
from tests.e2e.teacher import Teacher
from tests.e2e.test_hostile_school import write_everywhere
from tests.e2e.test_hostile_words import fill
from tests.helpers.clips import Recipe, encode
from tests.helpers.presser import Place, Presser
from tests.helpers.reports import photo
from tests.helpers.school import copy_school, open_school

NIGHTLY = ("timeline", "review", "reports", "editor, draft", "editor, for approval")
"""Pages of many buttons; pressed in the long form alone."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A school in which everything was written once, and its pupil."""
    path = copy_school(tmp_path_factory.mktemp("roles"))
    work = open_school(path)
    write_everywhere(work, 1, "Sam sat and looked.")
    child = fill(work, "Sam sat and looked.", encode(Recipe(frames=6))).id
    observations.new_observation(work, child)
    school_file.close(work)
    return path, child


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[Act]:
    """Every act that is refused, wherever the refusal goes."""
    found: list[Act] = []
    tell = access.NotAllowed.__init__

    def note(self: access.NotAllowed, act: Act) -> None:
        found.append(act)
        tell(self, act)

    monkeypatch.setattr(access.NotAllowed, "__init__", note)
    return found


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    "role",
    [
        role if role is Role.MODERATOR else pytest.param(role, marks=pytest.mark.nightly)
        for role in Role
    ],
)
def test_nothing_that_can_be_pressed_is_refused_for_the_role(
    role: Role,
    teacher: Teacher,
    made: tuple[Path, int],
    refused: list[Act],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    path, pupil_id = made
    a_file = tmp_path / "photo.jpg"
    a_file.write_bytes(photo())
    without_the_systems_dialogs(monkeypatch, tmp_path, a_file)
    work = replace(open_school(_copy(path, tmp_path)), role=role)
    if role is Role.MODERATOR:
        work.database.narrow(put_up_alone)
    teacher.window.show_school(work, MainWindow)
    teacher.settle()
    long = request.config.getoption("--long")
    found: set[str] = set()
    pressed = 0

    def note(where: str) -> None:
        found.update(f"{where}: {act.value}" for act in refused)
        refused.clear()

    for name, fresh in [*every_page(teacher, pupil_id)]:
        if name in NIGHTLY and not long:
            continue
        presser = Presser(fresh, teacher.settle, a_file=a_file)
        fresh()
        note(f"{name}, opening it")
        for action in actions_here(teacher):
            fresh()
            teacher.main.actions_table.trigger(action)
            teacher.settle()
            for _ in presser.dialogs(Place(action, 0)):
                pressed += 1
            note(f"{name}, {action}")
        for place, _ in presser.press_everything():
            pressed += 1
            note(f"{name}, {place}")
    assert found == set()
    assert pressed > 30


def _copy(path: Path, folder: Path) -> Path:
    """A copy of its own: what is pressed changes the school."""
    to = folder / path.name
    for each in path.parent.iterdir():
        if each.is_file() and each.suffix != ".lock":
            (folder / each.name).write_bytes(each.read_bytes())
    return to
