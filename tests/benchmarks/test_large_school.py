"""The generated school for measuring: the same each time, and read by the real services."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from engagement_desktop.benchmarks.large_school import LargeSchool, fill_large_school
from engagement_desktop.services import audit, finding, observations, pupils, school_file

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


def _made(path: Path) -> tuple[LargeSchool, tuple[str, ...], int]:
    work = school_file.create_demo(path, "Large School", "Jo Field", clock=lambda: NOW)
    try:
        made = fill_large_school(work, 12, 180, longest=60)
        lines = observations.list_observations(work, made.longest)
        openings = tuple(line.opening for line in lines)
        assert len(pupils.list_pupils(work)) == 12
        others = [len(observations.list_observations(work, each)) for each in made.pupil_ids[1:]]
        assert sum(others) == 120
        assert max(others) - min(others) <= 1
        chain = audit.check_all(work)
        assert chain.problem is None
        assert chain.entries >= 180, "each observation has its own entry"
        return made, openings, len(finding.find(work, "drum"))
    finally:
        school_file.close(work)


def test_one_pupil_has_many_all_can_be_found_and_it_is_the_same_each_time(tmp_path: Path) -> None:
    made, openings, found = _made(tmp_path / "One.engagement")
    assert len(openings) == 60
    assert made.longest == made.pupil_ids[0]
    assert found > 0
    assert _made(tmp_path / "Two.engagement") == (made, openings, found)
