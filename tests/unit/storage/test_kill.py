"""Killed at any moment, nothing that was acknowledged is lost and nothing half done stays."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from engagement_desktop.progress import SilentProgress
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.media_store import MediaStore
from engagement_desktop.storage.migrations import migrate

WRITER = Path(__file__).with_name("writer.py")
KEY = DataKey(bytes(range(32)), bytes(range(16)))


def work_and_die(path: Path, seed: int, seconds: float) -> list[str]:
    """Let a writer work for about `seconds`, kill it, and return what it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, str(WRITER), str(path), KEY.to_bytes().hex(), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        killer = threading.Timer(seconds, writer.kill)
        killer.start()
        said = writer.stdout.read()
        killer.join()
    return said.splitlines()


def check(path: Path, records: set[str], clips: dict[int, str], maybe_gone: set[int]) -> None:
    database = Database.open(path, KEY)
    media = MediaStore(database)
    media.remove_unfinished()
    media.finish_removals()
    with database.read() as session:
        found = set(session.execute(text("SELECT name FROM class_group")).scalars())
        assert records <= found
        rows = session.execute(text("SELECT id, sha256 FROM media"))
        ready: dict[int, str] = dict(rows.all())
        assert {number: ready.get(number) for number in clips if number not in maybe_gone} == {
            number: sha for number, sha in clips.items() if number not in maybe_gone
        }
        stranded = "SELECT count(*) FROM media_chunk WHERE media_id NOT IN (SELECT id FROM media)"
        assert session.execute(text(stranded)).scalar() == 0
        states = session.execute(text("SELECT DISTINCT state FROM media")).scalars().all()
        assert set(states) <= {"ready"}
        assert session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert session.execute(text("PRAGMA cipher_integrity_check")).all() == []
    assert media.verify(SilentProgress()) == ()
    database.close()


def kill_often(folder: Path, times: int, seed: int) -> int:
    """Kill a writer over the same file again and again; how many things it acknowledged."""
    path = folder / "Willow.engagement"
    database = Database.create(path, KEY)
    migrate(database)
    database.close()
    chance = Random(seed)
    records: set[str] = set()
    clips: dict[int, str] = {}
    acknowledged = 0
    for turn in range(times):
        said = work_and_die(path, seed * 10_000 + turn, chance.uniform(0.02, 0.7))
        acknowledged += len(said)
        for line in said:
            kind, name, *rest = line.split()
            match kind:
                case "record":
                    records.add(name)
                case "clip":
                    clips[int(name)] = rest[0]
                case "gone":
                    del clips[int(name)]
        # The removal of the latest clip may have begun without being acknowledged.
        maybe_gone = {int(line.split()[1]) for line in said[-1:] if line.startswith("clip")}
        check(path, records, clips, maybe_gone)
        for number in maybe_gone:
            clips.pop(number)
        if turn % 20 == 19:
            path.unlink()
            database = Database.create(path, KEY)
            migrate(database)
            database.close()
            records, clips = set(), {}
    return acknowledged


@pytest.mark.timeout(300)
def test_killed_eight_times(tmp_path: Path) -> None:
    assert kill_often(tmp_path, 8, seed=1) > 0


@pytest.mark.nightly
@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(2, 12))
def test_killed_a_thousand_times(tmp_path: Path, seed: int) -> None:
    assert kill_often(tmp_path, 100, seed) > 0
