"""The benchmark of the reviewer measures something; whether it is fast is its own matter."""

from __future__ import annotations

import json
import math
import os
import sys

import pytest

from engagement_desktop import benchmarks
from engagement_desktop.benchmarks import video, video_engine
from engagement_desktop.benchmarks.hard_clips import make_all
from engagement_desktop.benchmarks.video_clips import shelf


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_making_the_clips_leaves_the_turns_of_threads_as_they_were() -> None:
    """An encoder that makes its caller a real-time thread spoils whatever is measured later."""
    before = os.sched_getscheduler(0)
    make_all()
    assert os.sched_getscheduler(0) == before


def test_wrong_frames_are_looked_for_in_every_order() -> None:
    with shelf() as kept:
        asked, wrong, _ = video_engine.wrong_frames(kept, ("edit list",))
    assert (asked, wrong) == (62, 0)


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_a_small_review_is_measured() -> None:
    extent = video.Extent(
        size=(320, 180),
        large_size=(640, 360),
        seconds_encoded=2,
        times_repeated=8,
        minutes=1,
        hard_clips=("plain", "edit list"),
        rounds=4,
        plays=1,
        play_seconds=2.0,
    )
    figures = video.run(extent)
    names = [figure.figure for figure in figures]
    assert len(set(names)) == len(names)
    told = {name.partition(",")[0]: figure for name, figure in zip(names, figures, strict=True)}
    for figure in figures:
        assert figure.value >= 0
        assert math.isfinite(figure.ratio)
    assert told["wrong frames of 158"].holds
    assert told["painted frame changed by a pause"].holds
    assert told["skew of 30 and 60 frames a second linked"].holds
    assert told["scrub"].value > 0
    assert {row["figure"] for row in json.loads(benchmarks.as_json(figures))} == set(names)
