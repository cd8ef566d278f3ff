"""How soon each page of a pupil is there, in the real window with no screen.

A page is there when everything it reads has come and is painted, pictures included, and of clips
the frames; thumbnails along a clip may follow. It was shown before, of another pupil: what the
first showing loads is loaded once a day.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from engagement_desktop.benchmarks import Figure, within
from engagement_desktop.benchmarks.timeline_window import TimelineWindow
from engagement_desktop.ui.page_ids import PUPIL_PAGES, PageId
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.ui.review.review_page import ReviewPage

SHOWN_MS = 150.0


def pages(
    seen: TimelineWindow,
    pupil_ids: Sequence[int],
    rounds: int,
    page_ids: Sequence[PageId] = PUPIL_PAGES,
) -> list[Figure]:
    """A figure for each page: of these pupils, the one whose page takes longest."""
    found = []
    for page_id in page_ids:
        _shown(seen, seen.other_id, page_id)
        taken = {pupil_id: list[float]() for pupil_id in pupil_ids}
        for _ in range(rounds):
            for pupil_id, times in taken.items():
                times.append(_shown(seen, pupil_id, page_id))
        slowest = max(statistics.median(times) for times in taken.values())
        found.append(
            within(
                f"{page_id.words}: shown, the slowest of {len(taken)} pupils",
                slowest,
                "ms",
                SHOWN_MS,
            )
        )
    return found


def _shown(seen: TimelineWindow, pupil_id: int, page_id: PageId) -> float:
    """Milliseconds from choosing the pupil to their page painted, with nothing left to do."""
    start = time.perf_counter()
    page = seen.window.show_pupil(pupil_id, page_id)
    seen.wait(seen.window.tasks.idle)
    QApplication.processEvents()
    seen.wait(seen.window.tasks.idle)
    QApplication.processEvents()
    if isinstance(page, ReviewPage):
        seen.wait(lambda: _frames_stand(page.player))
    # What went, goes: only a running event loop does this by itself.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return (time.perf_counter() - start) * 1000


def _frames_stand(player: SideBySidePlayer) -> bool:
    """Whether each clip shows its frame."""
    clips = (side for side in Side if player.clip(side) is not None)
    return all(player.panes.shown(side) is not None for side in clips)
