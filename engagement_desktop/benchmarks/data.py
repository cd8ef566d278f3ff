"""How fast one pupil's ten years are shown, and whether the rest of the file slows them down.

It is measured in the real window with no screen: from the choice of the pupil to the lanes painted
with their records.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from engagement_desktop.benchmarks import Figure
from engagement_desktop.benchmarks.timeline_window import opened, start_application

SHOWN_MS = 150.0
SAME_WITHIN = 1.25
"""The same time, but for what a measurement varies."""
OF_ONE_PUPIL = 1_200
IN_THE_FILE = 20_000
_PUPILS = 200
_ROUNDS = 15


def run(
    of_one_pupil: int = OF_ONE_PUPIL, in_the_file: int = IN_THE_FILE, rounds: int = _ROUNDS
) -> list[Figure]:
    """Show the same pupil in a small file and in a large one, in turns; medians."""
    start_application()
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(Path(folder) / "few.engagement", 2, of_one_pupil, of_one_pupil) as few,
        opened(Path(folder) / "many.engagement", _PUPILS, in_the_file, of_one_pupil) as many,
    ):
        alone, among_others = [], []
        for _ in range(rounds):
            alone.append(few.measure())
            among_others.append(many.measure())
    peer, shown = statistics.median(alone), statistics.median(among_others)
    several = f"{of_one_pupil:,} observations of one pupil"
    return [
        Figure(
            f"{several} shown, with {in_the_file:,} in the file",
            round(shown, 1),
            "ms",
            SHOWN_MS,
            round(shown / SHOWN_MS, 2),
            shown <= SHOWN_MS,
        ),
        Figure(
            f"{several} shown, against no others in the file",
            round(shown, 1),
            "ms",
            round(peer, 1),
            round(shown / peer, 2),
            shown / peer <= SAME_WITHIN,
        ),
    ]
