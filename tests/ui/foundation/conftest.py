"""A real school in a real encrypted file, and the window on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engagement_desktop.models.records import (
    ClassGroup,
    Observation,
    Permission,
    Pupil,
    StaffMember,
)
from engagement_desktop.models.states import ObservationStatus, PermissionUse, Role
from engagement_desktop.services import school_file
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings, Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Messages

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
WILLOW = {"Amara": 1, "Bilal": 3, "Cerys": 12, "Zoë": 40}
OAK = {"Jada": 0, "Kofi": None}
"""Preferred names, and how many days ago each was seen."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed demo school with two classes, made once."""
    path = tmp_path_factory.mktemp("template") / "Hillside.engagement"
    work = school_file.create_demo(path, "Hillside School", "Jo Field", clock=lambda: NOW)
    with work.database.write() as session:
        me = session.get_one(StaffMember, work.staff_id)
        me.job = "class teacher"
        me.role = Role.TEACHER
        for position, (class_name, names) in enumerate((("Willow", WILLOW), ("Oak", OAK))):
            group = ClassGroup(name=class_name, position=position)
            session.add(group)
            session.flush()
            if class_name == "Willow":
                me.class_group_id = group.id
            for name, days in names.items():
                pupil = Pupil(
                    legal_first_name=name,
                    legal_last_name="Example",
                    preferred_name=name,
                    class_group_id=group.id,
                    actual_year=4,
                    communication=f"{name} looks up for yes.",
                    created_at=NOW,
                    updated_at=NOW,
                )
                session.add(pupil)
                session.flush()
                session.add(
                    Permission(
                        pupil_id=pupil.id,
                        use=PermissionUse.ASSESSMENT,
                        given_by="a parent",
                        from_on=date(2026, 9, 1),
                    )
                )
                if days is not None:
                    seen = NOW - timedelta(days=days)
                    session.add(
                        Observation(
                            pupil_id=pupil.id,
                            status=ObservationStatus.APPROVED,
                            occurred_at=seen,
                            activity="drum",
                            created_at=seen,
                            updated_at=seen,
                        )
                    )
    school_file.close(work)
    return path


@pytest.fixture
def demo_file(template: Path, tmp_path: Path) -> Path:
    """This test's own copy of the school, closed."""
    for part in template.parent.glob(f"{template.name}*"):
        shutil.copy(part, tmp_path / part.name)
    return tmp_path / template.name


@pytest.fixture
def work(demo_file: Path) -> Iterator[Workspace]:
    """This test's own school, open."""
    opened = school_file.open_demo(demo_file, clock=lambda: NOW)
    yield opened
    school_file.close(opened)


@pytest.fixture
def messages() -> Messages:
    return Messages()


@pytest.fixture
def make_main(
    qtbot: QtBot, look: Look, work: Workspace, messages: Messages, own_folders: None
) -> Iterator[Callable[[], MainWindow]]:
    """Makes the window on the school, shown and loaded."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(work, Settings(theme=Theme.LIGHT), messages)
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(window.tasks.idle, timeout=5000)
        return window

    yield make
    for window in made:
        assert window.close_school(), "something still runs in the background"


@pytest.fixture
def main(make_main: Callable[[], MainWindow]) -> MainWindow:
    return make_main()
