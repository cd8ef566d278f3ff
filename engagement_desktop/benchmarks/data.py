"""How a school of 200 pupils and ten years is worked with: pages, search, saving, the start.

The file holds 240,000 observations with 800,000 responses, and what else ten years leave: plans,
judgements, conversations, reports, photos and clips. A small file of the same pupils is the peer.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engagement_desktop.benchmarks import Figure, against, p95, start, within
from engagement_desktop.benchmarks.large_school import make_large_school
from engagement_desktop.benchmarks.school_pages import SHOWN_MS, pages
from engagement_desktop.benchmarks.timeline_window import (
    TimelineWindow,
    start_application,
    window_on,
)
from engagement_desktop.services import finding, observations, school_file
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.page_ids import PUPIL_PAGES, PageId

SAME_WITHIN = 1.25
"""The same time, but for what a measurement varies."""
FOUND_MS = 100.0
SAVED_MS = 50.0
START_RATIO = 1.2
OF_ONE_PUPIL = 1_200
IN_THE_FILE = 240_000
_PUPILS = 200
_FEW = 2_000
_ROUNDS = 7
_SAVES = 200
_LOOKED_AT = 6
"""Pupils whose pages are measured."""
_TYPED = (
    "bubble tube",
    "peacock feather",
    "the light",
    "hydrotherapy",
    "cinnamon and lemon",
    "looked at the adult",
    "yellow button place:pool",
    "song area:anticipation",
    "Ada",
    "zzz",
)
"""What is looked for, a letter after the other: rare words, the commonest, filters, nothing."""


def run() -> list[Figure]:
    """Make a large school and a small one, start with each, and work with the large one."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.engagement", Path(folder) / "many.engagement"
        make_large_school(few, _PUPILS, _FEW, longest=OF_ONE_PUPIL, record=True)
        made = make_large_school(many, _PUPILS, IN_THE_FILE, longest=OF_ONE_PUPIL, record=True)
        started = _start(few, many)
        return [started, *measure(few, many, _spread(made.pupil_ids), OF_ONE_PUPIL)]


def measure(
    few: Path,
    many: Path,
    pupil_ids: Sequence[int],
    of_one_pupil: int,
    *,
    rounds: int = _ROUNDS,
    saves: int = _SAVES,
    page_ids: Sequence[PageId] = PUPIL_PAGES,
) -> list[Figure]:
    """Work with the large file, in turns with the small one where they stand beside each other.

    The first of the pupils has `of_one_pupil` observations in both.
    """
    start_application()
    small, large = school_file.open_demo(few), school_file.open_demo(many)
    try:
        first, other = pupil_ids[:2]
        with window_on(small, first, other) as alone, window_on(large, first, other) as among:
            figures = _timelines(alone, among, of_one_pupil, rounds)
            figures += pages(among, pupil_ids, rounds, page_ids)
        return [*figures, _found(large), _saved(large, first, saves)]
    finally:
        school_file.close(small)
        school_file.close(large)


def _spread(ids: Sequence[int]) -> list[int]:
    """The first pupil, who has the most observations, and others from the whole list."""
    return list(ids[:: max(1, len(ids) // _LOOKED_AT)])[:_LOOKED_AT]


def _start(few: Path, many: Path) -> Figure:
    small, large = start.beside(few, many, _ROUNDS)
    words = f"start with {IN_THE_FILE:,} observations in the file, against {_FEW:,}"
    return against(words, large, small, START_RATIO)


def _timelines(
    alone: TimelineWindow, among: TimelineWindow, of_one_pupil: int, rounds: int
) -> list[Figure]:
    """The same pupil’s timeline in both files, in turns."""
    few, many = [], []
    for _ in range(rounds):
        few.append(alone.measure())
        many.append(among.measure())
    peer, shown = statistics.median(few), statistics.median(many)
    several = f"{of_one_pupil:,} observations of one pupil on the timeline"
    return [
        within(f"{several}, among all others", shown, "ms", SHOWN_MS),
        against(f"{several}, against few others", shown, peer, SAME_WITHIN),
    ]


def _found(work: Workspace) -> Figure:
    """Every letter typed looks for the records that hold the words so far."""
    taken = []
    for phrase in _TYPED:
        for end in range(1, len(phrase) + 1):
            begun = time.perf_counter()
            finding.find(work, phrase[:end])
            taken.append((time.perf_counter() - begun) * 1000)
    words = f"search, first results of {len(taken)} letters typed, p95"
    return within(words, p95(taken), "ms", FOUND_MS)


def _saved(work: Workspace, pupil_id: int, saves: int) -> Figure:
    """An observation is saved as it is typed; beside it the least that this disk can commit."""
    view = observations.new_observation(work, pupil_id).value
    taken, empty = [], []
    for number in range(saves):
        typed = replace(view.form, narrative=f"Stilled as the drum began, {number} beats long.")
        begun = time.perf_counter()
        observations.autosave(work, view.id, typed)
        taken.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        with work.database.write() as session:
            session.connection().exec_driver_sql(f"PRAGMA user_version={number}")
        empty.append((time.perf_counter() - begun) * 1000)
    said = f"an empty commit: {p95(empty):.1f} ms"
    return within(f"saving an observation, on the disk, p95 ({said})", p95(taken), "ms", SAVED_MS)
