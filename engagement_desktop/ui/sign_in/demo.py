"""The demo school in a folder of this user: unlocked, or made the first time."""

from __future__ import annotations

from pathlib import Path

from engagement_desktop.progress import Progress
from engagement_desktop.services.arrival import Arrival, arrive_at_demo


def open_or_make(folder: Path, progress: Progress) -> Arrival:
    """Unlock the demo school in `folder`; runs in a worker, since making it takes a while."""
    from engagement_desktop.services import demo_school  # reads clips: heavy to load

    return arrive_at_demo(demo_school.make_demo(folder, progress))
