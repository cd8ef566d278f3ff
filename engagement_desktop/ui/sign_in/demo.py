"""The demo school in a folder of this user: opened, or made the first time."""

from __future__ import annotations

from pathlib import Path

from engagement_desktop.progress import Progress
from engagement_desktop.services import school_file
from engagement_desktop.ui.sign_in.sign_in_view import Opened


def open_or_make(folder: Path, progress: Progress) -> Opened:
    """Open the demo school in `folder`; runs in a worker, since making it takes a while."""
    from engagement_desktop.services import demo_school  # reads clips: heavy to load

    path = demo_school.make_demo(folder, progress)
    return Opened(school_file.open_demo(path), path)
