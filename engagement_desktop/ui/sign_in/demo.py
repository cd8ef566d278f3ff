"""The demo school in a folder of this user: opened, or made the first time."""

from __future__ import annotations

from pathlib import Path

from engagement_desktop.services import school_file
from engagement_desktop.ui.sign_in.sign_in_view import Opened

_FILE = "Demo school.engagement"
_SCHOOL = "Hillside School"
_TEACHER = "Jo Field"


def open_or_make(folder: Path) -> Opened:
    """Open the demo school in `folder`; runs in a worker, since making it takes a while."""
    path = folder / _FILE
    if path.exists():
        return Opened(school_file.open_demo(path), path)
    folder.mkdir(parents=True, exist_ok=True)
    return Opened(school_file.create_demo(path, _SCHOOL, _TEACHER), path)
