"""A real, encrypted, migrated school: made once in a run, copied for each test."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from keyring.backend import KeyringBackend

from engagement_desktop.security import key_front
from engagement_desktop.security.device_secret import DeviceSecrets
from engagement_desktop.security.slots import Effort
from engagement_desktop.services import arrival, school_file
from engagement_desktop.services.workspace import Workspace

SCHOOL, ADMIN = "Willow Bank School", "Jo Field"
PASSWORD = "three unusual lanterns"
CHEAP = Effort(memory_kib=64, passes=1, lanes=1)
"""So little work that a test does not wait; never used outside tests."""


class MemoryKeyring(KeyringBackend):
    """A credential store that forgets everything at the end of the test."""

    priority = 1  # type: ignore[assignment]  # keyring's own way to declare it

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


BACKEND = MemoryKeyring()
DEVICES = DeviceSecrets(BACKEND)
"""This PC, on which the template was made."""


def copy_school(folder: Path, name: str = "Willow Bank") -> Path:
    """Copy the template, with its key file, into `folder`; the path of the school's file."""
    path = folder / f"{name}{arrival.SUFFIX}"
    shutil.copyfile(_template(), path)
    shutil.copyfile(key_front.beside(_template()), key_front.beside(path))
    return path


def open_school(
    path: Path, password: str = PASSWORD, clock: Callable[[], datetime] | None = None
) -> Workspace:
    """Sign in to a copy as its administrator."""
    return school_file.open_school(path, password, devices=DEVICES, clock=clock)


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="engagement-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / f"template{arrival.SUFFIX}"
    work = school_file.create_school(path, SCHOOL, ADMIN, PASSWORD, devices=DEVICES, effort=CHEAP)
    school_file.close(work)
    return path
