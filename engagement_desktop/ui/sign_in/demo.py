"""The demo school in a folder of this user: unlocked, or made the first time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engagement_desktop.errors import AppError
from engagement_desktop.progress import Progress
from engagement_desktop.services.arrival import Arrival, arrive_at_demo


class DemoOfEarlierRelease(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """To be asked about before `make_anew` puts a new demo school in its place."""

    def __init__(self, refusal: AppError, make_anew: Callable[[Progress], Arrival]) -> None:
        super().__init__(refusal.happened, safe=refusal.safe, to_do=refusal.to_do)
        self.make_anew = make_anew


def open_or_make(folder: Path, progress: Progress) -> Arrival:
    """Unlock the demo school in `folder`; runs in a worker, since making it takes a while.

    Raises:
        DemoOfEarlierRelease: there is one, with whatever was written in it.
    """
    from engagement_desktop.services import demo_school  # reads clips: heavy to load

    def make_anew(progress: Progress) -> Arrival:
        return arrive_at_demo(demo_school.make_demo(folder, progress, replace_older=True))

    try:
        return arrive_at_demo(demo_school.make_demo(folder, progress))
    except demo_school.FromEarlierRelease as refusal:
        raise DemoOfEarlierRelease(refusal, make_anew) from refusal
