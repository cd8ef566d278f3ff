"""The benchmark of imports measures something; whether it is fast is the benchmark's own matter."""

from __future__ import annotations

import json

from engagement_desktop import benchmarks
from engagement_desktop.benchmarks import import_clip


def test_a_small_import_is_measured() -> None:
    (figure,) = import_clip.run(clip_bytes=3_000_000, rounds=1)
    assert figure.value > 0
    assert figure.limit_or_peer > 0
    assert figure.holds == (figure.ratio >= import_clip.LEAST_RATIO)
    assert json.loads(benchmarks.as_json([figure]))[0]["unit"] == "MB/s"
