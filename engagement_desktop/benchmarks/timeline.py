"""The timeline of one pupil with ten years of records: how soon it is there, and how it moves.

It is measured in the real window with no screen: 1,200 observations with 4,000 responses, and 300
plans, changes of provision and judgements around them; and two clips side by side from then | now.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from engagement_desktop.benchmarks import Figure, p95, within
from engagement_desktop.benchmarks.timeline_window import TimelineWindow, opened, start_application
from engagement_desktop.benchmarks.video_clips import noisy
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    Judgement,
    Observation,
    Plan,
    ProvisionChange,
    Term,
)
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence
from engagement_desktop.services.timeline_marks import Mark
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.ui.timeline.scale import SHORTEST, Span

SHOWN_MS = 150.0
PAINTED_MS = 16.7
GROWN_MB = 50.0
TOGETHER_MS = 500.0
OBSERVATIONS, RESPONSES, OTHERS = 1_200, 4_000, 300
_SCREEN = (1920, 1080)
_ROUNDS = 9
_STEPS = 120
_ZOOM = 1.25
_CLIP = ((1280, 720), 30, 90, 4_000_000)
_WORDS = (
    "how_established.not_seen",
    "how_established.emerging",
    "how_established.developing",
    "how_established.established",
)


def run(
    observations: int = OBSERVATIONS,
    responses: int = RESPONSES,
    others: int = OTHERS,
    rounds: int = _ROUNDS,
    steps: int = _STEPS,
) -> list[Figure]:
    """Show, scroll and zoom one long timeline; then open two clips from it, time and again."""
    start_application()
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(
            Path(folder) / "long.engagement", 2, observations + 20, observations, _SCREEN
        ) as seen,
    ):
        _fill(seen.work, seen.pupil_id, responses, others)
        before = _resident()
        shown = [seen.measure() for _ in range(rounds)]
        moved = {span: _scrolled(seen, span, steps) for span in Span}
        zoomed = _zoomed(seen)
        grown = _resident() - before
        together = _watched_together(seen, Path(folder), max(rounds // 2, 1))
    several = f"{observations:,} observations, {responses:,} responses, {others:,} others"
    return [
        within(f"{several} shown", statistics.median(shown), "ms", SHOWN_MS),
        *(
            within(f"a step of scrolling painted, {span.value}, p95", p95(times), "ms", PAINTED_MS)
            for span, times in moved.items()
        ),
        within("a step of zooming painted, p95", p95(zoomed), "ms", PAINTED_MS),
        within("memory grown", grown, "MB", GROWN_MB),
        within("then | now, both first pictures", statistics.median(together), "ms", TOGETHER_MS),
    ]


def _resident() -> float:
    """The memory this process holds, in MB; 0 where the system does not say."""
    gc.collect()
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _scrolled(seen: TimelineWindow, span: Span, steps: int) -> list[float]:
    """Milliseconds of each step of a scroll to and fro, to the end of its paint."""
    lanes = seen.page.lanes
    lanes.show_span(span)
    if span is Span.ALL:  # all of it cannot be scrolled: a little closer, it can
        lanes.zoom(0.9)
    lanes.pan(-steps / 2 * lanes.scale.days / 40)
    step = lanes.scale.days / 40
    return [_painted(seen, lambda: lanes.pan(step)) for _ in range(steps)]


def _zoomed(seen: TimelineWindow) -> list[float]:
    """Milliseconds of each step of zooming, from all of it to a fortnight and back."""
    lanes = seen.page.lanes
    lanes.show_span(Span.ALL)
    most, taken = lanes.scale.days, []
    for factor, there in ((1 / _ZOOM, SHORTEST), (_ZOOM, most)):
        while abs(lanes.scale.days - there) > 0.5:
            taken.append(_painted(seen, lambda: lanes.zoom(factor)))  # noqa: B023 - called at once
    return taken


def _painted(seen: TimelineWindow, move: Callable[[], object]) -> float:
    start = time.perf_counter()
    move()
    seen.page.lanes.repaint()
    taken = (time.perf_counter() - start) * 1000
    QApplication.processEvents()
    return taken


def _watched_together(seen: TimelineWindow, folder: Path, rounds: int) -> list[float]:
    """Milliseconds from “Watch together” to the first pictures of both clips."""
    page = seen.page
    pair = _with_clips(seen, folder)
    taken = []
    for _ in range(rounds + 1):
        seen.window.show_pupil(seen.pupil_id, PageId.TIMELINE)
        seen.settle()
        page.show_side_by_side(pair)
        seen.wait(lambda: page.can_watch)
        start = time.perf_counter()
        page.watch_together()
        review = seen.window.area.page
        assert isinstance(review, ReviewPage)
        seen.wait(partial(_both_shown, review))
        taken.append((time.perf_counter() - start) * 1000)
        seen.settle()
        seen.window.show_pupil(seen.other_id, PageId.REVIEW)
        seen.settle()
    return taken[1:]  # the first made the page and read the clips' indexes


def _both_shown(review: ReviewPage) -> bool:
    return all(review.player.panes.shown(side) is not None for side in Side)


def _with_clips(seen: TimelineWindow, folder: Path) -> tuple[Mark, Mark]:
    """Bring a clip into each of two observations with a response in the same area."""
    assert seen.page.view is not None
    marks = [mark for mark in seen.page.view.marks if mark.area is Area.ANTICIPATION]
    with seen.work.database.write() as session:  # only drafts take evidence in
        for mark in (marks[0], marks[-1]):
            draft = session.get_one(Observation, mark.observation_id)
            draft.status = ObservationStatus.DRAFT
    for name, mark in (("then", marks[0]), ("now", marks[-1])):
        clip = noisy(folder / f"{name}.mp4", *_CLIP)
        evidence.attach(
            seen.work, seen.pupil_id, mark.observation_id, clip, clip.name, SilentProgress()
        )
    return marks[0], marks[-1]


def _fill(work: Workspace, pupil_id: int, responses: int, others: int) -> None:
    """More responses of this pupil, and plans, provision and judgements around them."""
    with work.database.write() as session:
        found = session.execute(
            select(AreaResponse.observation_id, AreaResponse.area)
            .join(Observation, Observation.id == AreaResponse.observation_id)
            .where(Observation.pupil_id == pupil_id)
        ).all()
        there: dict[int, set[Area]] = {}
        for number, area in found:
            there.setdefault(number, set()).add(area)
        for place, (number, area) in enumerate(_missing(there, responses - len(found))):
            session.add(
                AreaResponse(
                    observation_id=number,
                    area=area,
                    what_pupil_did="Looked up and waited.",
                    how_established=_WORDS[place % len(_WORDS)],
                )
            )
        session.add_all(_around(work, pupil_id, list(session.scalars(select(Term.id))), others))


def _missing(there: dict[int, set[Area]], wanted: int) -> Iterator[tuple[int, Area]]:
    """Areas in which an observation has no response yet, as many as wanted."""
    free = ((n, area) for n, areas in there.items() for area in Area if area not in areas)
    yield from (pair for pair, _ in zip(free, range(max(wanted, 0)), strict=False))


def _around(
    work: Workspace, pupil_id: int, terms: list[int], others: int
) -> Iterator[Plan | ProvisionChange | Judgement]:
    today, third = work.today(), others // 3
    days = [today - timedelta(days=3650 * n // max(third, 1)) for n in range(third)]
    for day in days:
        yield Plan(
            pupil_id=pupil_id,
            activity="Floor drum",
            from_on=day,
            reviewed_on=day + timedelta(days=42),
            created_at=work.now(),
        )
        yield ProvisionChange(
            pupil_id=pupil_id,
            what="Ten-second wait",
            from_on=day,
            until_on=day + timedelta(days=60),
        )
    pairs = [(term, area) for term in terms for area in Area]
    for (term, area), day in zip(pairs, days, strict=False):
        yield Judgement(
            pupil_id=pupil_id,
            area=area,
            term_id=term,
            how_established=_WORDS[1],
            made_at=work.now() - timedelta(days=(today - day).days),
        )
