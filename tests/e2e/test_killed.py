"""The window killed in the middle of typing and importing: what it was told is kept is there."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence, observations, pupils, school_file
from engagement_desktop.services.pupils import PupilForm
from engagement_desktop.services.workspace import Workspace

WINDOW = Path(__file__).with_name("writing_window.py")


def write_and_die(
    path: Path, pupil_id: int, clip: Path, seed: int, lines: int, seconds: float
) -> list[list[object]]:
    """Let the window acknowledge `lines` things and work for `seconds` more, then kill it.

    Returns all that it acknowledged.
    """
    here = str(Path(__file__).parents[2])
    folder = str(path.parent)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": here}
    environment |= {"HOME": folder, "XDG_DATA_HOME": folder, "XDG_STATE_HOME": folder}
    window = subprocess.Popen(
        [sys.executable, str(WINDOW), str(path), str(pupil_id), str(clip), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with window:
        assert window.stdout is not None
        assert window.stdout.readline() == '["open"]\n', "the file did not open"
        said = "".join(window.stdout.readline() for _ in range(lines))
        killer = threading.Timer(seconds, window.kill)
        killer.start()
        said += window.stdout.read()
        killer.join()
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]


def check(work: Workspace, words: dict[int, str], clips: dict[int, str]) -> None:
    for observation_id, written in words.items():
        kept = observations.observation(work, observation_id).form.narrative
        assert kept.startswith(written.strip()), f"{written!r} was said to be kept: {kept!r}"
    for evidence_id, sha256 in clips.items():
        with evidence.opener(work, evidence_id)() as file:
            assert hashlib.sha256(file.read()).hexdigest() == sha256
    school_file.tidy(work)  # a clip that never got its record is let go of, and leaves
    stranded = "SELECT count(*) FROM media_chunk WHERE media_id NOT IN (SELECT id FROM media)"
    unshown = (
        "SELECT count(*) FROM evidence JOIN media ON media.id = evidence.media_id"
        " WHERE media.state != 'ready'"
    )
    with work.database.read() as session:
        assert session.execute(text(stranded)).scalar() == 0
        assert session.execute(text(unshown)).scalar() == 0
        states = session.execute(text("SELECT DISTINCT state FROM media")).scalars().all()
        assert set(states) <= {"ready"}
        assert session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    assert work.media.verify(SilentProgress()) == ()


def kill_often(folder: Path, clip: Path, times: int, seed: int) -> tuple[int, int]:
    """Kill the window over the same school again and again; how many saves and clips it said."""
    path = folder / "Hillside.engagement"
    work = school_file.create_demo(path, "Hillside School", "Jo Field")
    pupil_id = pupils.save_pupil(work, None, PupilForm("Sam", "Reed", "Sam")).value
    school_file.close(work)
    chance = Random(seed)
    words: dict[int, str] = {}
    clips: dict[int, str] = {}
    for turn in range(times):
        lines, seconds = chance.randrange(7), chance.uniform(0, 0.3)
        spoken = write_and_die(path, pupil_id, clip, seed * 1000 + turn, lines, seconds)
        for kind, number, what in spoken:
            (words if kind == "words" else clips)[number] = what
        work = school_file.open_demo(path)
        try:
            check(work, words, clips)
        finally:
            school_file.close(work)
    return len(words), len(clips)


@pytest.mark.timeout(300)
def test_the_window_killed_four_times(tmp_path: Path, clips: tuple[Path, Path]) -> None:
    saves, imports = kill_often(tmp_path, clips[1], 4, seed=1)
    assert saves > 0
    assert imports > 0


@pytest.mark.nightly
@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(2, 12))
def test_the_window_killed_often(tmp_path: Path, clips: tuple[Path, Path], seed: int) -> None:
    saves, imports = kill_often(tmp_path, clips[1], 50, seed)
    assert saves > 0
    assert imports > 0
