"""Killed at any moment of a change of key: the file opens, with exactly one key, and is whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killed_rekeying.py")
ROOT = SCRIPT.parents[3]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no fork to kill")


def killed(folder: Path, how: str, count: int) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder), how, str(count)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=100 + count,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.timeout(600)
def test_killed_while_the_key_changes(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    ends = killed(tmp_path, "key", 200 if request.config.getoption("--long") else 24)
    assert {end["whole"] for end in ends} == {True}
    assert {end["one key"] for end in ends} == {True}
    assert {end["new"] for end in ends} == {True, False}, "before and after the step that counts"
    assert all(not str(end["left"]).count("new-key") for end in ends)


@pytest.mark.timeout(600)
def test_killed_while_the_key_file_is_written(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ends = killed(tmp_path, "keys", 200 if request.config.getoption("--long") else 16)
    assert {end["whole"] for end in ends} == {True}
    assert {tuple(end["left"]) for end in ends} == {("", ".keys", ".lock")}  # type: ignore[arg-type]
